/** Orders whose shopper has gone to a payment provider: its page leads back with nothing but the name of a payment. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Money } from '#platform/contract.ts'
import { readCookie, writeCookie } from '#platform/cookies.ts'
import { PAYING_COOKIE } from './cookie-names.ts'
import { methodText } from './payment-methods.tsx'
import { asShop, isHttps, type Storefront } from './storefront.ts'
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
 * A payment of an order, whose link the visitor holds, that waits for the shopper: to finish it on the provider's page, or to send the money.
 * Payments are for staff to list, so the pages ask in their own name.
 */
export const waitingPayment = async ({ clients }: Storefront, { call, t }: Visit, order_id: string): Promise<Waiting | null> => {
  const { payments } = await clients.payments.listPayments({ order_id }, asShop(call))
  const pending = payments.find(({ state }) => state === 'pending')
  if (!pending) return null
  if (pending.redirect_url) return { continue_at: pending.redirect_url, text: null, amount: pending.amount }
  const { methods } = await clients.payments.listMethods({}, call)
  const known = methods.find(({ method, waits_days }) => method === pending.method && waits_days !== undefined)
  return known ? { continue_at: null, text: methodText({ t }, known), amount: pending.amount } : null
}

/** Why a payment failed. Providers say it in English, so pages in other languages have a sentence of their own. */
export const whyUnpaid = ({ locale, t }: Visit, problem: string | null): string =>
  problem && locale.startsWith('en') ? problem : t('come_back.declined')

/** `text`: what the shopper has to do for it */
export type Waiting = { continue_at: string | null; text: string | null; amount: Money }
