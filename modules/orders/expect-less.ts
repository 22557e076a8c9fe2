import type { Payment } from '#modules/payments/contract.ts'
import { isFailure } from '#platform/errors.ts'
import type { Order } from './contract.ts'
import type { Orders } from './needs.ts'

/** Why a payment is left as it is: the money has come, or its provider does not answer; then the reconciler lets go of it, and what is too much goes back. */
const LEFT_AS_IT_IS = ['NOT_ALLOWED_IN_STATE', 'CAPTURE_UNDER_WAY', 'PROVIDER_UNREACHABLE']

/**
 * Money that is reserved or waited for follows what is still to be paid. What somebody is to bring or transfer is called off and asked for anew,
 * over what is due. What is reserved is let go of where nothing is owed (minor units; what is reserved for it included): of a reservation less
 * can be taken, and whoever takes it lets go of the rest. Safe to repeat.
 */
export const expectLess = async (needs: Orders, { order_id, number, email, due }: Order, owed: number): Promise<void> => {
  const { payments } = needs
  const { payments: attempts } = await payments.listPayments({ order_id })
  const open = attempts.filter(({ state, is_surplus }) => !is_surplus && (state === 'pending' || state === 'authorised'))
  const too_much = open.filter(({ amount, is_capture_later }) => (is_capture_later ? owed <= 0 : amount.amount > due.amount))
  if (too_much.length === 0) return
  const { methods } = await payments.listMethods({ with_unoffered: true })
  for (const { payment_id, method, tender } of too_much) {
    const is_by_hand = methods.some((one) => one.method === method && one.is_by_hand)
    if (due.amount > 0 && !is_by_hand) continue
    const gone = await letGo(needs, payment_id)
    const charge_id = tender.split(' ')[1] // `main`, or `main` and the name of a further charge
    if (gone?.state === 'voided' && due.amount > 0)
      await payments.payDue({ order_id, order_number: number, email, amount: due, method, ...(charge_id && { charge_id }) })
  }
}

const letGo = async ({ payments, log }: Orders, payment_id: string): Promise<Payment | undefined> => {
  try {
    return await payments.voidPayment({ payment_id })
  } catch (error) {
    if (!isFailure(error) || !LEFT_AS_IT_IS.includes(error.code)) throw error
    log.warn({ err: error, payment_id }, 'a payment that is not wanted any more could not be let go of')
    return undefined
  }
}
