import { setTimeout } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Order } from '#modules/orders/contract.ts'
import { readCookie, writeCookie } from '#platform/cookies.ts'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { NOTICE_COOKIE } from './cookie-names.ts'
import { tell, textsOf } from './forms.ts'
import { OrderPage } from './order-page.tsx'
import { orderView } from './order-view.ts'
import { sendJson, sendOn, sendPrivate } from './send.ts'
import { isHttps, type Storefront } from './storefront.ts'
import { asUuid, type Visit } from './visit.ts'

type WithToken = { Params: { token: string } }

export const orderRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get<WithToken>('/orders/:token', async (request, reply) => {
    const { visit } = request
    const order = await store.clients.orders.trackOrder({ token: request.params.token }, visit.call)
    if (visit.wants_json) return sendJson(reply, orderView(await visit.view(pathOf(order)), order))
    return showOrder(store, reply, order, readCookie(request.headers.cookie, NOTICE_COOKIE))
  })

  app.post<WithToken>('/orders/:token/pay', async (request, reply) => {
    const { visit } = request
    const { method = '', idempotency_key } = textsOf(request.body)
    const order = await store.clients.orders.trackOrder({ token: request.params.token }, visit.call)
    const { order_id, total } = order
    try {
      const payment = await store.clients.payments.pay(
        { order_id, amount: total.amount, currency: total.currency, method: method || '?' },
        { ...visit.call, idempotency_key: asUuid(idempotency_key) ?? newSecretId() },
      )
      if (payment.redirect_url) return sendOn(reply, payment.redirect_url)
      if (payment.state !== 'captured') return goBack(store, reply, order, payment.problem ?? undefined)
      return goBack(store, reply, order, (await isKnownAsPaid(store, order, visit)) ? undefined : visit.t('order.paid_soon'))
    } catch (error) {
      if (!isFailure(error) || (error.status ?? 500) >= 500) throw error
      return goBack(store, reply, order, error.code === 'ALREADY_PAID' ? undefined : tell(error, visit.t))
    }
  })
}

const NEWS_TRIES = 20
const NEWS_PAUSE_MS = 100

/** The order hears of its payment by an event. A page without scripts cannot wait for that, so it is waited for here, two seconds at most. */
const isKnownAsPaid = async ({ clients }: Storefront, { token }: Order, { call }: Visit): Promise<boolean> => {
  for (let tries = 0; tries < NEWS_TRIES; tries++) {
    if ((await clients.orders.trackOrder({ token }, call)).payment_state !== 'unpaid') return true
    await setTimeout(NEWS_PAUSE_MS)
  }
  return false
}

const pathOf = (order: Order): string => `/orders/${order.token}`

const goBack = (store: Storefront, reply: FastifyReply, order: Order, problem: string | undefined): FastifyReply => {
  const path = reply.request.visit.at(pathOf(order))
  const options = { is_https: isHttps(store), path }
  reply.header('set-cookie', writeCookie(NOTICE_COOKIE, problem ?? '', { ...options, max_age: problem ? 600 : 0 }))
  return sendOn(reply, path)
}

/** The address is the key to the order, so it is not told to other sites. */
const showOrder = async (store: Storefront, reply: FastifyReply, order: Order, notice: string | undefined): Promise<FastifyReply> => {
  const { visit } = reply.request
  const is_unpaid = order.payment_state === 'unpaid' && order.state === 'pending'
  const { methods } = is_unpaid ? await store.clients.payments.listMethods({}, visit.call) : { methods: [] }
  const view = await visit.view(pathOf(order))
  const problem = is_unpaid && notice ? notice : undefined
  reply.header('referrer-policy', 'no-referrer')
  return sendPrivate(reply, <OrderPage {...{ view, order, methods, problem }} idempotency_key={newSecretId()} />)
}
