import type { Call } from '#platform/contract.ts'
import { answer } from './checkout.ts'
import type { Placed, PlaceOrder } from './contract.ts'
import { goodsOfRefs } from './goods.ts'
import { buyerOf, givingTriesBack, triesOf } from './limits.ts'
import type { Orders } from './needs.ts'
import { nameRequest, openPurchase } from './open-purchase.ts'
import { place } from './place.ts'
import { prepareGoods, refuseProblems, viewOf } from './prepare-purchase.ts'

/**
 * Places an order from a list of products, for clients that collect the address and the payment elsewhere. No address, so no shipping; taxes
 * are those of the shop's own country. The order waits for its payment (`POST /payments`) or for staff to confirm it.
 * @throws EMPTY_ORDER UNKNOWN_PRODUCT NOT_FOR_SALE OUT_OF_STOCK KEY_REUSED TOO_MANY_TRIES
 */
export const placeOrder = async (needs: Orders, input: PlaceOrder, call: Call): Promise<Placed> => {
  const { user_email: email, items } = input
  const request = nameRequest(needs, call, email, null, input)
  const tries = triesOf(needs, buyerOf(call, email))
  const earlier = await openPurchase(needs, request, tries)
  if (earlier) return answer(earlier.order, null, null)
  const customer_id = call.actor.kind === 'user' ? call.actor.user_id : null
  const prepared = await givingTriesBack(needs, tries, async () => {
    const view = await viewOf(needs, input)
    const goods = await goodsOfRefs(needs, items, 'items', view)
    const ready = await prepareGoods(needs, goods, { view }, { customer_id, email, destination: null }, request)
    refuseProblems(ready, undefined)
    return ready
  })
  const nothing = { shipping_address: null, billing_address: null, vat_id: null, customer_note: null }
  const { order } = await place(needs, prepared, { email, customer_id, ...nothing })
  return answer(order, null, null)
}
