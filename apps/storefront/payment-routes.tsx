/** The last step: codes, credit and note are kept by their own buttons; one button buys. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Value } from 'typebox/value'
import { CheckoutDraft } from '#modules/cart/contract.ts'
import { Address, type Placed } from '#modules/orders/contract.ts'
import { t as type } from '#platform/contract.ts'
import { writeCookie } from '#platform/cookies.ts'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { PaymentPage } from './checkout-payment-page.tsx'
import { basketOf, type CheckoutState, keepDraft, keepTender, quoteOf, readState } from './checkout-state.ts'
import { applyCode, removeCode } from './codes.ts'
import { NOTICE_COOKIE } from './cookie-names.ts'
import { type Problems, problemsOf, readForm, seenTotal, tell, textsOf, type Values, wholeNumber } from './forms.ts'
import { writeBadge } from './my-cart.ts'
import { openStep, readOpen } from './open-step.ts'
import { rememberPaying, whyUnpaid } from './paying.ts'
import { sendOn, sendPrivate } from './send.ts'
import { isHttps, type Storefront } from './storefront.ts'
import { totalsOfQuote } from './totals-view.ts'
import { asUuid, type Visit } from './visit.ts'

/** Failures that mean "this is no longer the purchase you saw": the page comes back as things are now, and nothing is bought. */
const CHANGED = new Set([
  'PRICE_CHANGED',
  'SHIPPING_UNAVAILABLE',
  'PROMOTION_USED_UP',
  'CODE_REFUSED',
  'CART_CHANGED',
  'OUT_OF_STOCK',
  'NOT_FOR_SALE',
  'UNKNOWN_PRODUCT',
  'UNKNOWN_CARD',
  'KEY_REUSED',
])

const NoteField = type.Object({ customer_note: CheckoutDraft.properties.customer_note })

export const paymentRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/checkout/payment', async (request, reply) => {
    const found = await openStep(store, request, reply)
    return 'sent' in found ? found.sent : showPayment(store, reply, { state: found.state, problems: {} })
  })

  app.post('/checkout/payment', async (request, reply) => {
    const { visit } = request
    const sent = textsOf(request.body)
    const { problems, input } = readForm(NoteField, { body: { customer_note: noteOf(sent) } }, visit.t)
    if (input && sent.do === 'order') return order(store, request, reply, sent)
    const found = await openStep(store, request, reply)
    if ('sent' in found) return found.sent
    const state = withTyped(found.state, sent)
    if (!input) return showPayment(store, reply, { state, problems, typed_code: sent.code, status: 422 })
    const { customer_note } = state.draft
    if (customer_note !== found.state.draft.customer_note) await keepDraft(store, visit, found.state, { customer_note })
    const problem = await keepChoice(store, reply, state, sent)
    if (problem) return showPayment(store, reply, { state, problems: { code: problem }, typed_code: sent.code, status: 422 })
    return sendOn(reply, visit.at('/checkout/payment'))
  })
}

/** What stands in the form counts from now on, whichever button was pressed. */
const withTyped = ({ cart, draft, tender }: CheckoutState, sent: Values): CheckoutState => {
  const { customer_note: _, ...rest } = draft
  const note = noteOf(sent)
  return { cart, draft: { ...rest, ...(note && { customer_note: note }) }, tender: { ...tender, method: sent.method ?? tender.method } }
}

const noteOf = ({ customer_note }: Values): string | undefined => customer_note?.trim().slice(0, 2_000)

const keepChoice = async (store: Storefront, reply: FastifyReply, state: CheckoutState, sent: Values): Promise<string | undefined> => {
  if (sent.remove) {
    keepTender(store, reply, state.tender)
    await removeCode(store, reply, state, sent.remove)
    return undefined
  }
  const is_credit = sent.do === 'use_credit' || (sent.do !== 'keep_credit' && state.tender.is_credit)
  const tender = { ...state.tender, is_credit }
  keepTender(store, reply, tender)
  return sent.do === 'apply' ? applyCode(store, reply, { ...state, tender }, sent.code ?? '') : undefined
}

/** The cart may be empty: the same form sent again finds the order it made. */
const order = async (store: Storefront, request: FastifyRequest, reply: FastifyReply, sent: Values): Promise<FastifyReply> => {
  const { visit } = request
  const found = await readPurchase(store, request, sent)
  if (!found) return sendOn(reply, visit.at('/checkout'))
  try {
    const placed = await buy(store, visit, found, sent)
    if (found.tender.cards.length > 0) keepTender(store, reply, { ...found.tender, cards: [], is_credit: false })
    return goToOrder(store, reply, placed)
  } catch (error) {
    if (!isFailure(error)) throw error
    if (error.code === 'EMPTY_ORDER' || error.code === 'NOT_FOUND') return sendOn(reply, visit.at('/cart'))
    const state = await readOpen(store, request)
    if (!state) return sendOn(reply, visit.at('/cart'))
    const shown = withTyped(state, sent)
    if (!CHANGED.has(error.code))
      return showPayment(store, reply, { state: shown, problems: problemsOf(error, visit.t, { UNKNOWN_METHOD: 'method' }), status: 422 })
    const seen = seenTotal(sent)
    const before = seen ? (await visit.view('/checkout')).money(seen) : null
    return showPayment(store, reply, { state: shown, problems: {}, changed: { text: tell(error, visit.t), before }, status: 409 })
  }
}

type Purchase = Pick<CheckoutState, 'draft' | 'tender'> & { cart: { cart_id: string }; email: string; shipping_address: Address }

const readPurchase = async (store: Storefront, request: FastifyRequest, sent: Values): Promise<Purchase | null> => {
  const state = await readState(store, request, { is_empty_allowed: true })
  if (!state) return null
  const { cart, draft, tender } = withTyped(state, sent)
  const { email, shipping_address } = draft
  return email && Value.Check(Address, shipping_address) ? { cart, draft, tender, email, shipping_address } : null
}

const buy = async ({ clients }: Storefront, visit: Visit, found: Purchase, sent: Values): Promise<Placed> => {
  const { draft, tender, email, shipping_address } = found
  const { billing_address, customer_note } = draft
  const cart_version = wholeNumber(sent.cart_version)
  const expected_total = seenTotal(sent)
  return clients.orders.checkout(
    {
      ...basketOf(visit, found),
      ...{ email, shipping_address },
      ...(Value.Check(Address, billing_address) && { billing_address }),
      ...(customer_note && { customer_note }),
      ...(tender.method && { payment: { method: tender.method } }),
      ...(cart_version !== undefined && { cart_version }),
      ...(expected_total && { expected_total }),
    },
    { ...visit.call, idempotency_key: asUuid(sent.idempotency_key) ?? newSecretId() },
  )
}

const goToOrder = (store: Storefront, reply: FastifyReply, placed: Placed): FastifyReply => {
  const { visit } = reply.request
  writeBadge(store, reply, 0, visit.user?.name ?? '')
  const path = visit.at(`/orders/${placed.token}`)
  if (placed.payment_problem)
    reply.header(
      'set-cookie',
      writeCookie(NOTICE_COOKIE, whyUnpaid(visit, placed.payment_problem), { is_https: isHttps(store), max_age: 600, path }),
    )
  if (!placed.redirect_url) return sendOn(reply, path)
  rememberPaying(store, reply, placed.token)
  return sendOn(reply, placed.redirect_url)
}

type Shown = {
  state: CheckoutState
  problems: Problems
  typed_code?: string | undefined
  changed?: { text: string; before: string | null }
  status?: number
}

const showPayment = async (store: Storefront, reply: FastifyReply, { state, status, ...shown }: Shown): Promise<FastifyReply> => {
  const { visit } = reply.request
  const view = await visit.view('/checkout/payment')
  const [quote, { methods }, credit] = await Promise.all([
    quoteOf(store, visit, state, view.shop.country),
    store.clients.payments.listMethods({}, visit.call),
    creditOf(store, visit),
  ])
  const totals = quote && totalsOfQuote(view, quote)
  const page = <PaymentPage {...{ view, ...state, ...shown, quote, totals, methods, credit }} idempotency_key={newSecretId()} />
  return sendPrivate(reply, page, status ?? 200)
}

const creditOf = async ({ clients }: Storefront, { user, call, currency }: Visit) => {
  if (!user) return null
  const { balances } = await clients.giftCards.readStoreCredit({}, call)
  return balances.find((balance) => balance.currency === currency && balance.amount > 0) ?? null
}
