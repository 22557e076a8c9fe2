/** Where a payment provider sends the shopper back to. The address names a payment to ask about, and proves nothing. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Order } from '#modules/orders/contract.ts'
import type { Payment } from '#modules/payments/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { ComeBackPage, PaidElsewherePage } from './come-back-page.tsx'
import { sendNotFound } from './error-pages.tsx'
import { textsOf } from './forms.ts'
import { goBack, isKnownAsPaid, isKnownAsUnpaid } from './order-routes.tsx'
import { tokensOf, whyUnpaid } from './paying.ts'
import { sendOn, sendPrivate } from './send.ts'
import type { Storefront } from './storefront.ts'
import { localPath } from './view.ts'
import { asUuid, type Visit } from './visit.ts'

export const comeBackRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/checkout/return', async (request, reply) => {
    reply.header('referrer-policy', 'no-referrer')
    const { visit } = request
    const payment_id = asUuid(textsOf(request.query).payment)
    if (!payment_id) return sendNotFound(request, reply)
    if (!visit.user && tokensOf(request).length === 0) return sendElsewhere(reply)
    const payment = await store.clients.payments.lookUpPayment({ payment_id }, visit.call)
    const order = await ownOrder(store, request, payment)
    if (!order) return sendElsewhere(reply)
    const elsewhere = await inLanguageOf(visit, order, `/checkout/return?payment=${payment_id}`)
    if (elsewhere) return sendOn(reply, elsewhere)
    return answer(store, reply, order, payment)
  })
}

const answer = async (store: Storefront, reply: FastifyReply, order: Order, payment: Payment): Promise<FastifyReply> => {
  const { visit } = reply.request
  if (payment.state === 'captured' || payment.state === 'authorised') {
    const is_known = await isKnownAsPaid(store, order, visit)
    return goBack(store, reply, order, is_known ? undefined : visit.t('order.paid_soon'))
  }
  if (payment.state === 'declined' || payment.state === 'voided') {
    await isKnownAsUnpaid(store, order, visit)
    return goBack(store, reply, order, whyUnpaid(visit, payment.problem))
  }
  if (payment.state === 'refunded') return goBack(store, reply, order, undefined)
  const view = await visit.view('/checkout/return')
  const continue_at = payment.state === 'pending' ? payment.redirect_url : null
  return sendPrivate(reply, <ComeBackPage view={view} order={order} continue_at={continue_at} />)
}

/** A banking app may open another browser than the one the shopper came from; whether there is such a payment is not said. */
const sendElsewhere = async (reply: FastifyReply): Promise<FastifyReply> =>
  sendPrivate(reply, <PaidElsewherePage view={await reply.request.visit.view('/')} />, 404)

/** The payment must be of an order whose link this browser was given, or of the customer who is signed in. */
const ownOrder = async ({ clients }: Storefront, request: FastifyRequest, { order_id }: Payment): Promise<Order | null> => {
  const { call, user } = request.visit
  for (const token of tokensOf(request)) {
    const order = await clients.orders.trackOrder({ token }, call).catch(nullWhenMissing)
    if (order?.order_id === order_id) return order
  }
  const order = user ? await clients.orders.readOrder({ order_id }, call).catch(nullWhenMissing) : null
  return order?.customer_id === user?.user_id ? order : null
}

/** Providers know one address; the shopper began in a language. */
const inLanguageOf = async (visit: Visit, order: Order, path: string): Promise<string | null> => {
  const { locales } = await visit.view(path)
  return order.locale !== visit.locale && locales.includes(order.locale) ? localPath(locales, order.locale, path) : null
}

const nullWhenMissing = (error: unknown): null => {
  if (isFailure(error) && (error.status ?? 500) < 500) return null
  throw error
}
