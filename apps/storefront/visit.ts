/** One request to a page: whose it is, in which language and currency, and which cart it holds. */
import type { FastifyRequest } from 'fastify'
import type { Call, Role } from '#platform/contract.ts'
import { readCookie } from '#platform/cookies.ts'
import { CART_COOKIE, CURRENCY_COOKIE, HOST_CART_COOKIE } from './cookie-names.ts'
import { type Translate, translateTo, UI_LOCALES } from './messages.ts'
import { navigation } from './navigation.tsx'
import { isHttps, type Storefront } from './storefront.ts'
import { makeView, type View } from './view.ts'

declare module 'fastify' {
  interface FastifyRequest {
    visit: Visit
  }
}

export type Visit = {
  call: Call
  user: { user_id: string; name: string; role: Role } | null
  cart_id: string | undefined
  locale: string
  currency: string
  t: Translate
  /** address of a page in this language */
  at(path: string): string
  /** did a script of our pages ask, and want JSON? */
  wants_json: boolean
  /** what the page at this path (without language) is drawn with */
  view(path: string): Promise<View>
}

/** `is_nowhere`: the address names a language this shop does not speak. */
export type Whereabouts = { visit: Visit; is_nowhere: boolean } | { moved_to: string }

/** `prefix` is the language the address names, or undefined for the shop's own. */
export const openVisit = async (store: Storefront, request: FastifyRequest, prefix: string | undefined): Promise<Whereabouts> => {
  const { call } = request
  const shop = await store.clients.settings.readShop({}, call)
  const offered = shop.locales.filter((one) => UI_LOCALES.includes(one))
  const locales = offered.length > 0 ? offered : ['en']
  if (prefix !== undefined && prefix === locales[0]) return { moved_to: pathBehind(prefix, request.url) }
  const locale = locales.find((spoken) => spoken === prefix) ?? locales[0] ?? 'en'
  const asked = readCookie(request.headers.cookie, CURRENCY_COOKIE)
  const currency = shop.currencies.find((known) => known === asked) ?? shop.currencies[0] ?? 'EUR'
  const t = translateTo(locale)
  const facts = { shop, locales, locale, currency, t, asset: store.assets.url, origin: store.public_url().replace(/\/$/, '') }
  const view = async (path: string) => makeView({ ...facts, path, nav: await navigation(store, facts) })
  return {
    is_nowhere: prefix !== undefined && prefix !== locale,
    visit: {
      call,
      user: call.actor.kind === 'user' ? call.actor : null,
      cart_id: asUuid(readCartCookie(store, request.headers.cookie)),
      locale,
      currency,
      t,
      at: makeView({ ...facts, path: '', nav: '' }).at,
      wants_json: request.headers.accept?.includes('application/json') ?? false,
      view,
    },
  }
}

/** Carts from before the cookie was tied to its host are found by its plain name, until `keepCart` takes that away. */
const readCartCookie = (store: Storefront, header: string | undefined): string | undefined =>
  (isHttps(store) ? readCookie(header, HOST_CART_COOKIE) : undefined) ?? readCookie(header, CART_COOKIE)

/** `/de/p/mug` -> `/p/mug`; never `//elsewhere.example`, which a browser takes for another site. */
const pathBehind = (prefix: string, url: string): string => `/${url.slice(prefix.length + 1).replace(/^[/\\]+/, '')}`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id in an address or a form, in small letters as pages compare it with those of the shop. */
export const asUuid = (text: unknown): string | undefined => (typeof text === 'string' && UUID.test(text) ? text.toLowerCase() : undefined)
