/** Orders whose shopper has gone to a payment provider: its page leads back with nothing but the name of a payment. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readCookie, writeCookie } from '#platform/cookies.ts'
import { PAYING_COOKIE } from './cookie-names.ts'
import { isHttps, type Storefront } from './storefront.ts'
import type { Visit } from './visit.ts'

const KEPT_SECONDS = 86_400
const MOST = 3 // orders at the same time, in as many windows

export const rememberPaying = (store: Storefront, reply: FastifyReply, token: string): void => {
  const tokens = [token, ...tokensOf(reply.request).filter((one) => one !== token)].slice(0, MOST)
  reply.header('set-cookie', writeCookie(PAYING_COOKIE, tokens.join(' '), { is_https: isHttps(store), max_age: KEPT_SECONDS }))
}

export const tokensOf = (request: FastifyRequest): string[] =>
  (readCookie(request.headers.cookie, PAYING_COOKIE) ?? '')
    .split(' ')
    .filter((token) => /^[A-Za-z0-9_-]{8,100}$/.test(token))
    .slice(0, MOST)

/**
 * Where a payment that was begun can be finished, of an order whose link the visitor holds. Payments are for staff to list, so the pages
 * ask in their own name.
 */
export const pendingAddress = async ({ clients }: Storefront, { call }: Visit, order_id: string): Promise<string | null> => {
  const { payments } = await clients.payments.listPayments({ order_id }, { ...call, actor: { kind: 'service', name: 'storefront' } })
  const pending = payments.find(({ state, redirect_url }) => state === 'pending' && redirect_url)
  return pending?.redirect_url ?? null
}
