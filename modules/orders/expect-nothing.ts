import { isFailure } from '#platform/errors.ts'
import type { Orders } from './needs.ts'

/** Why a payment is left as it is: the money has come, or its provider does not answer; then the reconciler lets go of it, and what is too much goes back. */
const LEFT_AS_IT_IS = ['NOT_ALLOWED_IN_STATE', 'CAPTURE_UNDER_WAY', 'PROVIDER_UNREACHABLE']

/**
 * Nothing is owed for an order any more: what is reserved or waited for is let go of. Where something is owed nobody calls this: of a reservation
 * less can be taken, and what people bring or transfer is renewed by payments over what is due (`renewByHand`). Safe to repeat.
 */
export const expectNothing = async ({ payments, log }: Orders, order_id: string): Promise<void> => {
  const { payments: attempts } = await payments.listPayments({ order_id })
  for (const { payment_id, state, is_surplus } of attempts) {
    if (is_surplus || (state !== 'pending' && state !== 'authorised')) continue
    try {
      await payments.voidPayment({ payment_id })
    } catch (error) {
      if (!isFailure(error) || !LEFT_AS_IT_IS.includes(error.code)) throw error
      log.warn({ err: error, payment_id }, 'a payment that is not wanted any more could not be let go of')
    }
  }
}
