/** A step of the checkout is open once the ones before it are done. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CheckoutState, readState } from './checkout-state.ts'
import { sendOn } from './send.ts'
import type { Storefront } from './storefront.ts'

export const openStep = async (
  store: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ state: CheckoutState } | { sent: FastifyReply }> => {
  const { at } = request.visit
  const state = await readState(store, request)
  if (!state) return { sent: sendOn(reply, at('/cart')) }
  if (!state.draft.email || !state.draft.shipping_address?.line1) return { sent: sendOn(reply, at('/checkout')) }
  return { state }
}
