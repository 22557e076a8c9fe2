/** A step of the checkout is open once the ones before it are done; none is while something in the cart is not sold. */
import type { FastifyReply, FastifyRequest } from 'fastify'
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
  if (!state.draft.email || !state.draft.shipping_address?.line1) return { sent: sendOn(reply, at('/checkout')) }
  return { state }
}

/** Null: the way leads back to the cart, which says why. */
export const readOpen = async (store: Storefront, request: FastifyRequest): Promise<CheckoutState | null> => {
  const state = await readState(store, request)
  return state && isSold(state.cart) ? state : null
}
