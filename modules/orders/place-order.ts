import type { Call } from '#platform/contract.ts'
import { basketOfLines } from './basket.ts'
import { answer } from './checkout.ts'
import type { Placed, PlaceOrder } from './contract.ts'
import { type Orders, readSettings } from './needs.ts'
import { findPlaced, namePurchase, place } from './place.ts'

/**
 * Places an order from a list of products, for clients that collect the address and the payment elsewhere. The order waits for
 * its payment (`POST /payments`) or for staff to confirm it.
 * @throws EMPTY_ORDER UNKNOWN_PRODUCT NOT_FOR_SALE OUT_OF_STOCK KEY_REUSED
 */
export const placeOrder = async (needs: Orders, input: PlaceOrder, call: Call): Promise<Placed> => {
  const settings = await readSettings(needs)
  const view = { locale: input.locale ?? settings.locales[0] ?? 'en', currency: input.currency ?? settings.currencies[0] ?? 'EUR' }
  const purchase = namePurchase(needs, call, input.user_email, null, input)
  const earlier = call.idempotency_key ? await findPlaced(needs, purchase) : undefined
  if (earlier) return answer(earlier, null, null)
  const basket = await basketOfLines(needs, input.items, 'items', view)
  const customer_id = call.actor.kind === 'user' ? call.actor.user_id : null
  const order = await place(needs, purchase, basket, { email: input.user_email, customer_id, shipping_address: null, ...view })
  return answer(order, null, null)
}
