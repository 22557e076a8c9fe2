import type { Payment } from '#modules/payments/contract.ts'
import type { Call } from '#platform/contract.ts'
import { crashPoint } from '#platform/crash-point.ts'
import { fail } from '#platform/errors.ts'
import { basketOfCart, basketOfLines, refuseOtherTotal } from './basket.ts'
import type { Checkout, Order, Placed } from './contract.ts'
import { type Orders, readSettings } from './needs.ts'
import { findPlaced, namePurchase, type Purchase, place } from './place.ts'
import { type News, recordPayment } from './record-payment.ts'

/**
 * Buys in one call. Stock is held before money is asked for; the order exists before the charge. Repeating the call with the
 * same Idempotency-Key (or the same cart version) returns the same order and never charges twice, wherever the first try was cut off.
 * A payment that fails leaves the order standing: `payment_problem` tells why, and it can be paid again.
 * @throws EMPTY_ORDER UNKNOWN_PRODUCT NOT_FOR_SALE OUT_OF_STOCK PRICE_CHANGED CART_CHANGED KEY_REUSED UNKNOWN_METHOD NOT_FOUND
 */
export const checkout = async (needs: Orders, input: Checkout, call: Call): Promise<Placed> => {
  const settings = await readSettings(needs)
  const view = { locale: input.locale ?? settings.locales[0] ?? 'en', currency: input.currency ?? settings.currencies[0] ?? 'EUR' }
  if (input.payment) await refuseUnknownMethod(needs, input.payment.method)
  const cart = input.cart_id && input.cart_version !== undefined ? `${input.cart_id} ${input.cart_version}` : null
  const purchase = namePurchase(needs, call, input.email, cart, input)
  const earlier = call.idempotency_key || cart ? await findPlaced(needs, purchase) : undefined
  const { order, cart_version } = earlier
    ? { order: earlier, cart_version: input.cart_version ?? null }
    : await buy(needs, input, call, purchase, view)
  const paid = input.payment ? await payFor(needs, order, input.payment.method) : { order, payment_problem: null, redirect_url: null }
  if (input.cart_id && cart_version !== null) await closeCart(needs, input.cart_id, cart_version)
  crashPoint('before the answer')
  return answer(paid.order, paid.payment_problem, paid.redirect_url)
}

/** Before anything is held: a method nobody offers is a mistake of the request, not a failed payment. */
const refuseUnknownMethod = async ({ payments }: Orders, method: string) => {
  const { methods } = await payments.listMethods({})
  if (methods.some((one) => one.method === method)) return
  const names = methods.map((one) => one.method)
  throw fail('UNKNOWN_METHOD', `There is no payment method ${method}. There are: ${names.join(', ') || 'none'}.`, {
    field: 'payment.method',
    methods: names,
  })
}

type View = { locale: string; currency: string }

const buy = async (needs: Orders, input: Checkout, call: Call, purchase: Purchase, view: View) => {
  const basket = input.cart_id
    ? await basketOfCart(needs, input.cart_id, input.cart_version, view)
    : await basketOfLines(needs, input.lines ?? [], 'lines', view)
  refuseOtherTotal(basket, input.expected_total, view.locale)
  const customer_id = call.actor.kind === 'user' ? call.actor.user_id : null
  const order = await place(needs, purchase, basket, { email: input.email, customer_id, shipping_address: input.shipping_address, ...view })
  return { order, cart_version: basket.cart_version }
}

/** Asks for the money of an order that has none yet. What goes wrong here never undoes the order. */
const payFor = async (needs: Orders, order: Order, method: string) => {
  const is_open = order.state !== 'cancelled' && order.state !== 'rejected'
  if (!is_open || order.payment_state === 'paid' || order.payment_state === 'refunded' || order.total.amount === 0)
    return { order, payment_problem: null, redirect_url: null }
  try {
    const { order_id, number, email, total } = order
    const payment = await needs.payments.payDue({ order_id, order_number: number, email, amount: total, method })
    const outcome = outcomeOf(payment.state)
    const now =
      outcome && (await recordPayment(needs, { order_id, payment_id: payment.payment_id, method, outcome, amount: payment.amount }))
    crashPoint('after recording the payment')
    return { order: now ?? order, payment_problem: payment.problem, redirect_url: payment.redirect_url }
  } catch (error) {
    needs.log.warn({ err: error, order_id: order.order_id }, 'the payment could not be asked for; the order waits for it')
    return {
      order,
      payment_problem: 'The payment could not be started just now. Your order is kept; try again in a moment.',
      redirect_url: null,
    }
  }
}

/** What the orders make of a payment's state; one that has not been answered yet is no news. */
const outcomeOf = (state: Payment['state']): News['outcome'] | undefined =>
  state === 'unknown' || state === 'captured' || state === 'declined' ? state : undefined

/** The cart is empty again. If that fails, the shopper sees it full once more; the same version cannot become a second order. */
const closeCart = async ({ cart, log }: Orders, cart_id: string, version: number) => {
  await cart.closeCart({ cart_id, version }).catch((error) => log.warn({ err: error, cart_id }, 'the cart could not be closed'))
}

export const answer = (order: Order, payment_problem: string | null, redirect_url: string | null): Placed => {
  const { order_id, number, token, state, payment_state, total } = order
  return { order_id, number, token, state, payment_state, total, payment_problem, redirect_url }
}
