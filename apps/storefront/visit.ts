/** One request to a page: whose it is, in which language and currency, and which cart it holds. */
import type { FastifyRequest } from 'fastify'
import type { Call } from '#platform/contract.ts'
import { readCookie } from '#platform/cookies.ts'
import { CART_COOKIE, CURRENCY_COOKIE } from './cookie-names.ts'
import { translateTo, UI_LOCALES } from './messages.ts'
import type { Storefront } from './plugin.ts'
import { navigation } from './navigation.tsx'
import { makeView, type View } from './view.ts'

export type Person = { user_id: string; name: string; role: string }

export type Visit = {
  call: Call
  /** as the shop itself, for operations that only the shop may call */
  own_call: Call
  user: Person | null
  session_token: string | undefined
  cart_id: string | undefined
  locale: string
  currency: string
  /** did a script of our pages ask, and want JSON? */
  wants_json: boolean
  view(): Promise<View>
}

export type Whereabouts = { visit: Visit } | { moved_to: string } | 'nowhere'

/** `prefix` is the language the address names, or undefined for the shop's own. */
export const openVisit = async (store: Storefront, request: FastifyRequest, prefix: string | undefined): Promise<Whereabouts> => {
  const { call } = request
  const shop = await store.clients.settings.readShop({}, call)
  const own = shop.locales[0] ?? 'en'
  if (prefix !== undefined && prefix === own) return { moved_to: request.url.slice(prefix.length + 1) || '/' }
  if (prefix !== undefined && !shop.locales.includes(prefix)) return 'nowhere'
  const locale = prefix ?? own
  const cookies = request.headers.cookie
  const asked = readCookie(cookies, CURRENCY_COOKIE)
  const currency = shop.currencies.find((known) => known === asked) ?? shop.currencies[0] ?? 'EUR'
  const t = translateTo(UI_LOCALES.includes(locale) ? locale : 'en')
  const path = prefix === undefined ? request.url : request.url.slice(prefix.length + 1) || '/'
  const facts = { shop, locale, currency, t, asset: store.assets.url, path, origin: store.public_url }
  const visit: Visit = {
    call,
    own_call: { ...call, actor: { kind: 'service', name: 'storefront' } },
    user: call.actor.kind === 'user' ? call.actor : null,
    session_token: request.session_token,
    cart_id: asUuid(readCookie(cookies, CART_COOKIE)),
    locale,
    currency,
    wants_json: request.headers.accept?.includes('application/json') ?? false,
    view: async () => makeView({ ...facts, nav: await navigation(store, facts) }),
  }
  return { visit }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export const asUuid = (text: string | undefined): string | undefined => (text !== undefined && UUID.test(text) ? text : undefined)
