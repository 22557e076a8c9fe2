import type { Call } from '#platform/contract.ts'
import { crashPoint } from '#platform/crash-point.ts'
import { fail } from '#platform/errors.ts'
import type { Placed as Answer, Checkout, Order } from './contract.ts'
import { buyerOf, givingTriesBack, type Tries, triesOf } from './limits.ts'
import type { Orders } from './needs.ts'
import { nameRequest, openPurchase, type Placed, type Request } from './open-purchase.ts'
import { payOrder, refuseUnknownMethod } from './pay-order.ts'
import { place } from './place.ts'
import { type Prepared, placeOf, prepare, refuseCodes, refuseProblems } from './prepare-purchase.ts'
import { refuseBadAddress } from './refuse-bad-address.ts'

/**
 * Buys in one call. Stock is held before money is asked for; the order exists before the charge. Repeating the call with the
 * same Idempotency-Key (or the same cart version) returns the same order and never charges twice, wherever the first try was cut off.
 * A payment that fails leaves the order standing: `payment_problem` tells why, and it can be paid again.
 * @throws EMPTY_ORDER UNKNOWN_PRODUCT NOT_FOR_SALE OUT_OF_STOCK PRICE_CHANGED CART_CHANGED KEY_REUSED UNKNOWN_METHOD NOT_FOUND CODE_REFUSED
 *   PROMOTION_USED_UP SHIPPING_UNAVAILABLE ADDRESS_NEEDED BAD_ADDRESS UNKNOWN_CARD TOO_MANY_TRIES
 */
export const checkout = async (needs: Orders, input: Checkout, call: Call): Promise<Answer> => {
  if (input.payment) await refuseUnknownMethod(needs, input.payment.method)
  const cart = input.cart_id && input.cart_version !== undefined ? `${input.cart_id} ${input.cart_version}` : null
  const request = nameRequest(needs, call, input.email, cart, input)
  const tries = triesOf(needs, { ...buyerOf(call, input.email), cart: input.cart_id })
  const earlier = await openPurchase(needs, request, tries)
  const { order, tenders, cart_version } = earlier
    ? { ...earlier, cart_version: input.cart_version ?? null }
    : await buy(needs, input, call, request, tries)
  const means = { tenders, gift_card_codes: input.gift_card_codes ?? [], method: input.payment?.method ?? null }
  const paid = await payOrder(needs, order, means)
  if (input.cart_id && cart_version !== null) await closeCart(needs, input.cart_id, cart_version)
  crashPoint('before the answer')
  return answer(paid.order, paid.payment_problem, paid.redirect_url)
}

type Bought = Placed & { cart_version: number | null }

const buy = async (needs: Orders, input: Checkout, call: Call, request: Request, tries: Tries): Promise<Bought> => {
  const { email, shipping_address = null, billing_address = null, vat_id = null, customer_note = null } = input
  refuseBadAddress(shipping_address, 'shipping_address')
  refuseBadAddress(billing_address, 'billing_address')
  const customer_id = call.actor.kind === 'user' ? call.actor.user_id : null
  const destination = shipping_address && placeOf(shipping_address)
  const prepared = await givingTriesBack(needs, tries, async () => {
    const ready = await prepare(needs, input, { customer_id, email, destination }, request)
    refuseWithoutAddress(ready, input)
    refuseProblems(ready, input.expected_total)
    refuseCodes(ready)
    return ready
  })
  const placed = await place(needs, prepared, { email, customer_id, shipping_address, billing_address, vat_id, customer_note })
  return { ...placed, cart_version: prepared.goods.cart_version }
}

/** Goods are picked up, or sent to an address; a shop without any way to send sells without one. */
const refuseWithoutAddress = ({ shipping, shipping_options }: Prepared, { shipping_address }: Checkout) => {
  if (shipping_address || shipping?.is_pickup || (!shipping && shipping_options.length === 0)) return
  throw fail('ADDRESS_NEEDED', 'Where to? Send a shipping_address, or the shipping_method_id of a place where the goods are picked up.', {
    field: 'shipping_address',
  })
}

/** The cart is empty again. If that fails, the shopper sees it full once more; the same version cannot become a second order. */
const closeCart = async ({ cart, log }: Orders, cart_id: string, version: number) => {
  await cart.closeCart({ cart_id, version }).catch((error) => log.warn({ err: error, cart_id }, 'the cart could not be closed'))
}

export const answer = (order: Order, payment_problem: string | null, redirect_url: string | null): Answer => {
  const { order_id, number, token, state, payment_state, total } = order
  return { order_id, number, token, state, payment_state, total, payment_problem, redirect_url }
}
