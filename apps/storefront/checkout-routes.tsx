import type { FastifyInstance, FastifyReply } from 'fastify'
import { Address, type Placed, type Quote } from '#modules/orders/contract.ts'
import { Email, Line, t as type } from '#platform/contract.ts'
import { writeCookie } from '#platform/cookies.ts'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { CheckoutPage } from './checkout-page.tsx'
import { NOTICE_COOKIE } from './cookie-names.ts'
import { type Problems, problemsOf, readForm, tell, textsOf, type Values } from './forms.ts'
import { readMyCart, writeBadge } from './my-cart.ts'
import { sendOn, sendPrivate } from './send.ts'
import { isHttps, type Storefront } from './storefront.ts'
import { asUuid } from './visit.ts'

const Fields = type.Object({ email: Email, ...Address.properties, method: Line(50) })

/** Failures that mean "this is no longer the purchase you saw": the page comes back as things are now, and nothing is bought. */
const CHANGED = new Set([
  'PRICE_CHANGED',
  'SHIPPING_UNAVAILABLE',
  'PROMOTION_USED_UP',
  'CART_CHANGED',
  'OUT_OF_STOCK',
  'NOT_FOR_SALE',
  'UNKNOWN_PRODUCT',
  'KEY_REUSED',
])

export const checkoutRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/checkout', async (request, reply) => {
    const { user, call } = request.visit
    const me = user ? (await store.clients.customers.readMe({}, call)).user : null
    return showCheckout(store, reply, { values: me ? { email: me.email, name: me.name } : {}, problems: {} })
  })

  app.post('/checkout', async (request, reply) => {
    const { visit } = request
    const { values, problems, input } = readForm(Fields, request, visit.t)
    if (!input) return showCheckout(store, reply, { values, problems, status: 422 })
    try {
      return goToOrder(store, reply, await buy(store, request.visit, { input, seen: textsOf(request.body) }))
    } catch (error) {
      if (isFailure(error) && CHANGED.has(error.code))
        return showCheckout(store, reply, { values, problems: {}, changed: tell(error, visit.t), status: 409 })
      if (isFailure(error, 'EMPTY_ORDER') || isFailure(error, 'NOT_FOUND')) return sendOn(reply, visit.at('/cart'))
      const told = problemsOf(error, visit.t, { UNKNOWN_METHOD: 'method' })
      return showCheckout(store, reply, { values, problems: told, status: 422 })
    }
  })
}

type Purchase = { input: { email: string; method: string } & Address; seen: Values }

/** The cart itself is not read first: the same form sent again must find the order it made, though the cart is empty by then. */
const buy = async (store: Storefront, visit: FastifyReply['request']['visit'], { input, seen }: Purchase): Promise<Placed> => {
  const { email, method, ...shipping_address } = input
  const { locale, currency, call } = visit
  const cart_id = visit.cart_id ?? (await readMyCart(store, visit))?.cart_id
  const cart_version = wholeNumber(seen.cart_version)
  const amount = wholeNumber(seen.expected_amount)
  const expected_currency = /^[A-Z]{3}$/.exec(seen.expected_currency ?? '')?.[0]
  return store.clients.orders.checkout(
    {
      email,
      shipping_address,
      locale,
      currency,
      payment: { method },
      ...(cart_id ? { cart_id } : {}),
      ...(cart_version === undefined ? {} : { cart_version }),
      ...(amount === undefined || !expected_currency ? {} : { expected_total: { amount, currency: expected_currency } }),
    },
    { ...call, idempotency_key: asUuid(seen.idempotency_key) ?? newSecretId() },
  )
}

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^(0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : undefined

const goToOrder = (store: Storefront, reply: FastifyReply, placed: Placed): FastifyReply => {
  const { visit } = reply.request
  writeBadge(store, reply, 0, visit.user?.name ?? '')
  const path = visit.at(`/orders/${placed.token}`)
  if (placed.payment_problem)
    reply.header('set-cookie', writeCookie(NOTICE_COOKIE, placed.payment_problem, { is_https: isHttps(store), max_age: 600, path }))
  return sendOn(reply, placed.redirect_url ?? path)
}

/** What the cart would come to where the form says; null when that cannot be told just now, and then the cart's own sum is shown. */
const quoteFor = async (
  store: Storefront,
  visit: FastifyReply['request']['visit'],
  cart_id: string,
  values: Values,
): Promise<Quote | null> => {
  const { locale, currency, call } = visit
  const { shop } = await visit.view('/checkout')
  const country = /^[A-Z]{2}$/.exec(values.country ?? '')?.[0] ?? shop.country
  const destination = { country, ...(values.postal_code && { postal_code: values.postal_code.slice(0, 20) }) }
  return store.clients.orders.quoteCheckout({ cart_id, locale, currency, destination }, call).catch((error: unknown) => {
    if (isFailure(error)) return null
    throw error
  })
}

type Shown = { values: Values; problems: Problems; changed?: string; status?: number }

const showCheckout = async (store: Storefront, reply: FastifyReply, { values, problems, changed, status }: Shown) => {
  const { visit } = reply.request
  const [cart, { methods }, view] = await Promise.all([
    readMyCart(store, visit),
    store.clients.payments.listMethods({}, visit.call),
    visit.view('/checkout'),
  ])
  if (!cart || cart.lines.length === 0) return sendOn(reply, visit.at('/cart'))
  const quote = await quoteFor(store, visit, cart.cart_id, values)
  const page = (
    <CheckoutPage
      {...{ view, cart, quote, methods, values, problems, changed }}
      idempotency_key={newSecretId()}
      is_signed_in={visit.user !== null}
    />
  )
  return sendPrivate(reply, page, status ?? 200)
}
