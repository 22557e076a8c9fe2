/** What a shopper has filled in at checkout so far: with the cart, except for how to pay, which stays in the shopper's own browser. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Cart, CheckoutDraft } from '#modules/cart/contract.ts'
import type { Quote } from '#modules/orders/contract.ts'
import type { Place } from '#platform/contract.ts'
import { readCookie, writeCookie } from '#platform/cookies.ts'
import { isFailure } from '#platform/errors.ts'
import { TENDER_COOKIE } from './cookie-names.ts'
import { readMyCart } from './my-cart.ts'
import { isHttps, type Storefront } from './storefront.ts'
import type { Visit } from './visit.ts'

const KEPT_SECONDS = 3_600
const MOST_CARDS = 5

/** How the shopper means to pay. Codes of gift cards are worth money, so they are kept nowhere but in a cookie of one hour. */
export type Tender = { cards: string[]; is_credit: boolean; method: string | undefined }

export type CheckoutState = { cart: Cart; draft: CheckoutDraft; tender: Tender }

/** Null when there is nothing to buy. A form that is sent again may be so on behalf of a cart that has become an order. */
export const readState = async (
  store: Storefront,
  request: FastifyRequest,
  { is_empty_allowed = false } = {},
): Promise<CheckoutState | null> => {
  const { visit } = request
  const [cart, draft] = await Promise.all([readMyCart(store, visit), visit.cart_id ? readDraft(store, visit, visit.cart_id) : undefined])
  if (!cart || (cart.lines.length === 0 && !is_empty_allowed)) return null
  const is_read = draft !== undefined && cart.cart_id === visit.cart_id
  return { cart, draft: is_read ? draft : await readDraft(store, visit, cart.cart_id), tender: readTender(request) }
}

export const readDraft = async ({ clients }: Storefront, { call }: Visit, cart_id: string): Promise<CheckoutDraft> =>
  clients.cart.readCheckout({ cart_id }, call).catch((error: unknown) => {
    if (isFailure(error, 'NOT_FOUND')) return {}
    throw error
  })

/** Replaces some fields of what is kept; `undefined` removes one. */
export const keepDraft = async (
  { clients }: Storefront,
  { call }: Visit,
  { cart, draft }: Pick<CheckoutState, 'cart' | 'draft'>,
  changes: { [K in keyof CheckoutDraft]?: CheckoutDraft[K] | undefined },
): Promise<void> => {
  const changed = Object.fromEntries(Object.entries({ ...draft, ...changes }).filter(([, value]) => value !== undefined))
  await clients.cart.saveCheckout({ cart_id: cart.cart_id, ...changed }, call)
}

export const readTender = (request: FastifyRequest): Tender => {
  const kept = new URLSearchParams(readCookie(request.headers.cookie, TENDER_COOKIE) ?? '')
  return {
    cards: kept.getAll('card').filter(isCode).slice(0, MOST_CARDS),
    is_credit: kept.has('credit') && request.visit.user !== null,
    method: kept.get('method') ?? undefined,
  }
}

export const isCode = (text: string): boolean => /^[A-Za-z0-9 -]{1,40}$/.test(text)

export const keepTender = (store: Storefront, reply: FastifyReply, { cards, is_credit, method }: Tender): void => {
  const kept = new URLSearchParams(cards.slice(-MOST_CARDS).map((code) => ['card', code]))
  if (is_credit) kept.set('credit', '1')
  if (method) kept.set('method', method.slice(0, 50))
  const text = kept.toString()
  reply.header('set-cookie', writeCookie(TENDER_COOKIE, text, { is_https: isHttps(store), max_age: text ? KEPT_SECONDS : 0 }))
}

/** Where it goes as far as is known; until then to the country that was chosen in the cart, or the shop's own, which the page says. */
export const placeOf = ({ shipping_address, estimate_country }: CheckoutDraft, home: string): Place => {
  const { country = estimate_country ?? home, region, postal_code } = shipping_address ?? {}
  return { country, ...(region && { region }), ...(postal_code && { postal_code }) }
}

/** What the cart's page reckons with: the country chosen there, until an address is given. The ways to another country are others. */
export const estimated = ({ estimate_country, ...draft }: CheckoutDraft): CheckoutDraft => {
  if (!estimate_country) return draft
  const { shipping_method_id: _, ...rest } = draft
  return { ...rest, shipping_address: { country: estimate_country } }
}

export type Asked = Pick<CheckoutState, 'draft' | 'tender'> & { cart: Pick<Cart, 'cart_id'> }

/** The fields that decide what it costs, the same for a look and for the purchase. */
export const basketOf = ({ locale, currency, user }: Visit, { cart, draft, tender }: Asked) => ({
  ...{ cart_id: cart.cart_id, locale, currency },
  ...(draft.codes?.length && { codes: draft.codes }),
  ...(draft.shipping_method_id && { shipping_method_id: draft.shipping_method_id }),
  ...(draft.vat_id && { vat_id: draft.vat_id }),
  ...(tender.cards.length > 0 && { gift_card_codes: tender.cards }),
  ...(tender.is_credit && user && { use_store_credit: true }),
})

/** What it comes to now. */
export const askQuote = async ({ clients }: Storefront, visit: Visit, asked: Asked, home: string): Promise<Quote> => {
  const { email } = asked.draft
  const look = { ...basketOf(visit, asked), ...(email && { email }), destination: placeOf(asked.draft, home) }
  return clients.orders.quoteCheckout(look, visit.call)
}

/** The same for a page that is drawn in any case; null when it cannot be told just now, and then the cart's own sum is shown. */
export const quoteOf = async (store: Storefront, visit: Visit, asked: Asked, home: string): Promise<Quote | null> =>
  askQuote(store, visit, asked, home).catch((error: unknown) => {
    if (isFailure(error)) return null
    throw error
  })
