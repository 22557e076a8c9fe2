import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Order } from '#modules/orders/contract.ts'
import { readCookie, writeCookie } from '#platform/cookies.ts'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { NOTICE_COOKIE } from './cookie-names.ts'
import { seenTotal, tell, textsOf } from './forms.ts'
import { isMessage } from './messages.ts'
import { OrderPage } from './order-page.tsx'
import { canPay, orderView } from './order-view.ts'
import { rememberPaying, waitingPayment, whyUnpaid } from './paying.ts'
import { sendJson, sendOn, sendPrivate } from './send.ts'
import { isHttps, type Storefront } from './storefront.ts'
import { asUuid, type Visit } from './visit.ts'

type WithToken = { Params: { token: string } }

export const orderRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get<WithToken>('/orders/:token', async (request, reply) => {
    const { visit } = request
    const order = await store.clients.orders.trackOrder({ token: request.params.token }, visit.call)
    if (visit.wants_json) return sendJson(reply, orderView(await visit.view(pathOf(order)), order))
    const { done = '' } = textsOf(request.query)
    const key = `done.${done}`
    const said = { notice: readCookie(request.headers.cookie, NOTICE_COOKIE), done: isMessage(key) ? visit.t(key) : undefined }
    return showOrder(store, reply, order, said)
  })

  app.post<WithToken>('/orders/:token/pay', async (request, reply) => {
    const { visit } = request
    const sent = textsOf(request.body)
    const { method = '', idempotency_key } = sent
    const seen = seenTotal(sent)
    const order = await store.clients.orders.trackOrder({ token: request.params.token }, visit.call)
    const { order_id, due } = order
    if (due.amount === 0) return sendOn(reply, visit.at(pathOf(order)))
    if (seen?.amount !== due.amount || seen.currency !== due.currency) return goBack(store, reply, order, visit.t('error.WRONG_AMOUNT'))
    try {
      const payment = await store.clients.payments.pay(
        { order_id, ...seen, method: method || '?' },
        { ...visit.call, idempotency_key: asUuid(idempotency_key) ?? newSecretId() },
      )
      if (payment.redirect_url) {
        rememberPaying(store, reply, order.token)
        return sendOn(reply, payment.redirect_url)
      }
      if (payment.state !== 'captured' && payment.state !== 'authorised')
        return goBack(store, reply, order, payment.problem ? whyUnpaid(visit, payment.problem) : undefined)
      return goBack(store, reply, order, (await isKnownAsPaid(store, order, visit)) ? undefined : visit.t('order.paid_soon'))
    } catch (error) {
      if (!isFailure(error) || (error.status ?? 500) >= 500) throw error
      return goBack(store, reply, order, error.code === 'ALREADY_PAID' ? undefined : tell(error, visit.t))
    }
  })

  app.post<WithToken>('/orders/:token/cancel', async (request, reply) => {
    const { visit } = request
    const { token } = request.params
    const order = await store.clients.orders.trackOrder({ token }, visit.call)
    try {
      await store.clients.orders.cancelMyOrder({ token }, visit.call)
      return sendOn(reply, visit.at(`${pathOf(order)}?done=cancelled`))
    } catch (error) {
      if (!isFailure(error) || (error.status ?? 500) >= 500) throw error
      return goBack(store, reply, order, visit.t('order.cancel_failed'))
    }
  })
}

const NEWS_TRIES = 20
const NEWS_PAUSE_MS = 100

/** The order hears of its payment by an event. A page without scripts cannot wait for that, so it is waited for here, two seconds at most. */
export const isKnownAsPaid = (store: Storefront, { token, due }: Pick<Order, 'token' | 'due'>, visit: Visit): Promise<boolean> =>
  isKnown(store, token, visit, (now) => now.due.amount < due.amount || now.payment_state === 'authorised' || now.payment_state === 'paid')

/** Has the order heard that its payment failed, so that its page does not speak of a payment that is being checked? */
export const isKnownAsUnpaid = (store: Storefront, { token }: Pick<Order, 'token'>, visit: Visit): Promise<boolean> =>
  isKnown(store, token, visit, ({ payment_state }) => payment_state !== 'checking')

const isKnown = async ({ clients }: Storefront, token: string, { call }: Visit, is_so: (now: Order) => boolean): Promise<boolean> => {
  for (let tries = 0; tries < NEWS_TRIES; tries++) {
    if (is_so(await clients.orders.trackOrder({ token }, call))) return true
    await setTimeout(NEWS_PAUSE_MS)
  }
  return false
}

const pathOf = (order: Pick<Order, 'token'>): string => `/orders/${encodeURIComponent(order.token)}`

/** Back to the order, with a sentence on what did not work. */
export const goBack = (store: Storefront, reply: FastifyReply, order: Pick<Order, 'token'>, problem: string | undefined): FastifyReply => {
  const path = reply.request.visit.at(pathOf(order))
  const options = { is_https: isHttps(store), path }
  reply.header('set-cookie', writeCookie(NOTICE_COOKIE, problem ?? '', { ...options, max_age: problem ? 600 : 0 }))
  return sendOn(reply, path)
}

type Said = { notice: string | undefined; done: string | undefined }

/** The address is the key to the order, so it is not told to other sites. */
const showOrder = async (store: Storefront, reply: FastifyReply, order: Order, { notice, done }: Said): Promise<FastifyReply> => {
  const { clients } = store
  const { visit } = reply.request
  const { order_id, token } = order
  const [{ methods }, { documents }, returnable, settings, waiting, view] = await Promise.all([
    canPay(order) ? clients.payments.listMethods({}, visit.call) : { methods: [] },
    order.state === 'pending' && order.paid.amount === 0
      ? { documents: [] }
      : clients.documents.listDocuments({ order_id, token }, visit.call),
    clients.returns.readReturnable({ order_token: token }, visit.call).catch(nullWhenRefused),
    clients.settings.readOwn({}),
    order.payment_state === 'checking' ? waitingPayment(store, visit, order_id) : null,
    visit.view(pathOf(order)),
  ])
  // A sentence about a payment is over when the order is paid; one about anything else is told once.
  const problem = notice && (canPay(order) || !done) && order.payment_state !== 'paid' ? notice : undefined
  const shown = { view, order, methods, documents, returnable, waiting, problem, done }
  reply.header('referrer-policy', 'no-referrer')
  return sendPrivate(reply, <OrderPage {...shown} settings={settings} idempotency_key={newSecretId()} />)
}

const nullWhenRefused = (error: unknown): null => {
  if (isFailure(error) && (error.status ?? 500) < 500) return null
  throw error
}
