/** What every page needs to know to be drawn, and nothing of the person who looks at it: finished pages are shared. */
import type { Shop } from '#modules/settings/contract.ts'
import type { Money } from '#platform/contract.ts'
import { formatMoney } from '#platform/money.ts'
import type { Translate } from './messages.ts'

export type View = {
  shop: Shop
  locale: string
  currency: string
  t: Translate
  /** address of a page in this language: `at('/p/mug')` -> `/de/p/mug` */
  at(path: string): string
  /** address of a built file, by the name it has in its folder */
  asset(name: string): string
  money(money: Money): string
  /** the path of this page without its language, with the part of the query that matters */
  path: string
  /** `https://shop.example`, without a slash at the end */
  origin: string
  /** links to the categories, as HTML, the same on all pages of a language */
  nav: string
}

/** The path of a page in a language; the shop's first language has no prefix. */
export const localPath = (shop: Shop, locale: string, path: string): string =>
  locale === shop.locales[0] ? path : `/${locale}${path === '/' ? '' : path}`

export type ViewOptions = Pick<View, 'shop' | 'locale' | 'currency' | 't' | 'asset' | 'path' | 'origin' | 'nav'>

export const makeView = (options: ViewOptions): View => ({
  ...options,
  at: (path) => localPath(options.shop, options.locale, path),
  money: (money) => formatMoney(money, options.locale),
})

const languages = new Map<string, Intl.DisplayNames>()

/** A language by its own name: `de` -> `Deutsch`. */
export const languageName = (locale: string): string => {
  const names = languages.get(locale) ?? new Intl.DisplayNames([locale], { type: 'language' })
  languages.set(locale, names)
  const name = names.of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

/** A day and time for people, in UTC unless the page says otherwise. */
export const formatTime = (time: string, locale: string, style: 'short' | 'medium' | 'long' = 'long'): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: style, timeStyle: 'short', timeZone: 'UTC' }).format(new Date(time))

export const formatDay = (time: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(time))
