import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import type { Pay, Payment } from './contract.ts'
import { methodOf, type Payments, unknownMethod } from './needs.ts'
import { payDue } from './pay-due.ts'

/**
 * Pays an order. The amount is what the order says is due; the amount of the request is only compared with it.
 * Paying again after a lost answer returns the payment that exists.
 * @throws WRONG_AMOUNT { due } ALREADY_PAID ORDER_CLOSED UNKNOWN_METHOD NOT_FOUND TOO_MANY_TRIES
 */
export const pay = async (needs: Payments, { order_id, amount, currency, method }: Pay, call: Call): Promise<Payment> => {
  const { offered } = methodOf(needs.providers, method)
  if (offered.is_offered === false) throw unknownMethod(needs.providers, method)
  const { due, number, email, state, payment_state, charge_id, is_capture_later } = await needs.orders.readAmountDue({
    order_id,
    is_try: true,
  })
  if (payment_state === 'refunded' || state === 'cancelled' || state === 'rejected')
    throw fail('ORDER_CLOSED', `Order ${number} is ${state}; it cannot be paid any more.`, { state })
  if (payment_state === 'paid') throw fail('ALREADY_PAID', `Order ${number} is paid already.`)
  if (payment_state === 'authorised' && due.amount === 0) throw fail('ALREADY_PAID', `The money for order ${number} is reserved already.`)
  if (amount !== due.amount || (currency !== undefined && currency !== due.currency))
    throw fail('WRONG_AMOUNT', `${formatMoney(due, 'en')} is due for order ${number}: amount ${due.amount}, currency ${due.currency}.`, {
      field: 'amount',
      due,
    })
  return payDue(
    needs,
    { order_id, order_number: number, email, amount: due, method, is_capture_later, ...(charge_id && { charge_id }) },
    call,
  )
}
