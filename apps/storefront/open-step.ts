/** A step of the checkout is open once the ones before it are done; none is while something in the cart is not sold. */

import type { FastifyReply, FastifyRequest } from 'fastify'
import { addressProblems } from '#modules/orders/contract.ts'
import { isSold } from './cart-view.ts'
import { type CheckoutState, readState } from './checkout-state.ts'
import { sendOn } from './send.ts'
import type { Storefront } from './storefront.ts'

export const openStep = async (
  store: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ state: CheckoutState } | { sent: FastifyReply }> => {
  const { at } = request.visit
  const state = await readOpen(store, request)
  if (!state) return { sent: sendOn(reply, at('/cart')) }
  const { email, shipping_address, billing_address } = state.draft
  const is_known = email && shipping_address?.line1 && [shipping_address, billing_address ?? {}].every(isRight)
  if (!is_known) return { sent: sendOn(reply, at('/checkout')) }
  return { state }
}

/** Null: the way leads back to the cart, which says why. */
export const readOpen = async (store: Storefront, request: FastifyRequest): Promise<CheckoutState | null> => {
  const state = await readState(store, request)
  return state && isSold(state.cart) ? state : null
}

/** One that was kept before it was looked at like this is asked for again. */
const isRight = (address: Parameters<typeof addressProblems>[0]): boolean => addressProblems(address).length === 0
