/** What every page needs to know to be drawn, and nothing of the person who looks at it: finished pages are shared. */
import type { Shop } from '#modules/settings/contract.ts'
import type { Money } from '#platform/contract.ts'
import { formatMoney } from '#platform/money.ts'
import type { Translate } from './messages.ts'

export type View = {
  shop: Shop
  /** languages of the shop that pages can speak, the shop's own first */
  locales: readonly string[]
  locale: string
  currency: string
  t: Translate
  /** the path of this page without its language, with the part of the query that matters */
  path: string
  /** `https://shop.example`, without a slash at the end */
  origin: string
  /** links to the categories, as HTML, the same on all pages of a language */
  nav: string
  /** address of a built file, by the name it has in its folder */
  asset(name: string): string
  /** address of a page in this language: `at('/p/mug')` -> `/de/p/mug` */
  at(path: string): string
  money(money: Money): string
}

export type Facts = Omit<View, 'at' | 'money'>

export const makeView = (facts: Facts): View => ({
  ...facts,
  at: (path) => localPath(facts.locales, facts.locale, path),
  money: (money) => formatMoney(money, facts.locale),
})

/** The path of a page in a language; the shop's own language has no prefix. */
export const localPath = (locales: readonly string[], locale: string, path: string): string =>
  locale === locales[0] ? path : `/${locale}${path.startsWith('/?') || path === '/' ? path.slice(1) : path}`

const languages = new Map<string, Intl.DisplayNames>()

/** A language by its own name: `de` -> `Deutsch`. */
export const languageName = (locale: string): string => {
  const names = languages.get(locale) ?? new Intl.DisplayNames([locale], { type: 'language' })
  languages.set(locale, names)
  const name = names.of(locale) ?? locale
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1)
}

/** A day and time for people. Pages cannot know the reader's time zone, so it is UTC and says so. */
export const formatTime = (time: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(new Date(time))

export const formatDay = (time: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(time))
