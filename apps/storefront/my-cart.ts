/** The cart a visit holds: found by its cookie, or by who is signed in. */
import type { FastifyReply } from 'fastify'
import type { Cart } from '#modules/cart/contract.ts'
import { readCookie, writeCookie } from '#platform/cookies.ts'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { BADGE_COOKIE, CART_COOKIE, HOST_CART_COOKIE, PAYING_COOKIE, TENDER_COOKIE } from './cookie-names.ts'
import { isHttps, type Storefront } from './storefront.ts'
import type { Visit } from './visit.ts'

const KEPT_SECONDS = 60 * 86_400

/** Null when there is none yet, or none that this visit may see. */
export const readMyCart = async ({ clients }: Storefront, visit: Visit): Promise<Cart | null> => {
  const { cart_id, locale, currency, call } = visit
  if (cart_id) {
    const found = await orNull(clients.cart.readCart({ cart_id, locale, currency }, call))
    if (found) return found
  }
  return visit.user ? clients.cart.readMyCart({ locale, currency }, call) : null
}

/** Puts units into the cart; makes one if there is none, or if the cookie's belongs to someone else. */
export const addToCart = async (store: Storefront, visit: Visit, line: { variant_id: string; quantity: number }): Promise<Cart> => {
  const { clients } = store
  const { locale, currency, call } = visit
  const add = (cart_id: string) => clients.cart.addLine({ cart_id, ...line, locale, currency }, call)
  const fresh = async () => (visit.user ? (await clients.cart.readMyCart({ locale, currency }, call)).cart_id : newSecretId())
  if (!visit.cart_id) return add(await fresh())
  try {
    return await add(visit.cart_id)
  } catch (error) {
    if (isFailure(error, 'NOT_FOUND')) return add(await fresh())
    throw error
  }
}

/** Lets the browser keep the cart, and shared pages show how much is in it. */
export const keepCart = (store: Storefront, reply: FastifyReply, cart: Pick<Cart, 'cart_id' | 'item_count'> | null): void => {
  const { user } = reply.request.visit
  const is_https = isHttps(store)
  const name = is_https ? HOST_CART_COOKIE : CART_COOKIE
  if (cart) reply.header('set-cookie', writeCookie(name, cart.cart_id, { is_https, max_age: KEPT_SECONDS }))
  if (is_https && readCookie(reply.request.headers.cookie, CART_COOKIE) !== undefined)
    reply.header('set-cookie', writeCookie(CART_COOKIE, '', { is_https, max_age: 0 }))
  writeBadge(store, reply, cart?.item_count ?? 0, user?.name ?? '')
}

export const forgetCart = (store: Storefront, reply: FastifyReply): void => {
  const is_https = isHttps(store)
  for (const name of [...(is_https ? [HOST_CART_COOKIE] : []), CART_COOKIE, TENDER_COOKIE, PAYING_COOKIE])
    reply.header('set-cookie', writeCookie(name, '', { is_https, max_age: 0 }))
  reply.header('set-cookie', writeCookie(BADGE_COOKIE, '', { is_https, max_age: 0, is_readable: true }))
}

export const writeBadge = (store: Storefront, reply: FastifyReply, count: number, name: string): void => {
  const first = name.trim().split(/\s+/)[0]?.slice(0, 40) ?? ''
  reply.header(
    'set-cookie',
    writeCookie(BADGE_COOKIE, `${count}.${first}`, { is_https: isHttps(store), max_age: KEPT_SECONDS, is_readable: true }),
  )
}

const orNull = async <T>(wanted: Promise<T>): Promise<T | null> => {
  try {
    return await wanted
  } catch (error) {
    if (isFailure(error, 'NOT_FOUND')) return null
    throw error
  }
}
