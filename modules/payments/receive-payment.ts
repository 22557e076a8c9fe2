import { fail } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import { type Capture, take } from './capture-payment.ts'
import type { Payment } from './contract.ts'
import { letGo } from './let-go.ts'
import type { Payments } from './needs.ts'

/**
 * Money that comes without a provider's word, as staff see it: a transfer on the bank statement, cash at the door. Exactly the amount of
 * the payment: what comes in parts or comes short is settled with the customer first. Money is never dropped: it is booked as well where it
 * was called off before, because its order was given up or paid in another way; orders opens the order again or gives it back, and
 * what comes beside another payment goes back as surplus.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state } WRONG_AMOUNT { due } CAPTURE_UNDER_WAY PROVIDER_UNREACHABLE
 */
export const receivePayment = async (needs: Payments, { payment_id, amount }: Required<Capture>): Promise<Payment> => {
  const by_hand = needs.providers.filter((provider) => provider.is_by_hand).map((provider) => provider.name)
  const { rows } = await needs.db.sql<{ amount: number; currency: string }>`
    SELECT amount, currency FROM payments.payments WHERE payment_id = ${payment_id} AND provider = ANY(${by_hand}::text[])`
  const due = rows[0]
  if (!due) throw fail('NOT_FOUND', 'There is no such payment that is received by hand.')
  if (due.amount !== amount.amount || due.currency !== amount.currency)
    throw fail('WRONG_AMOUNT', `${formatMoney(due, 'en')} is due, and exactly that can be received.`, { field: 'amount', due })
  await callOffOthers(needs, payment_id, by_hand)
  return take(needs, { payment_id, amount }, ['authorised', 'pending', 'unknown', 'voided'])
}

/**
 * What was called off is here all the same: what is expected by hand in its place, and has not come, is not expected any more. Where its
 * place is taken by other money nothing is called off.
 */
const callOffOthers = async (needs: Payments, payment_id: string, by_hand: string[]): Promise<void> => {
  const { rows } = await needs.db.sql<{ payment: Payment }>`
    SELECT payments.as_json(other) AS payment FROM payments.payments late JOIN payments.payments other USING (order_id)
    WHERE late.payment_id = ${payment_id} AND late.state = 'voided'
      AND other.provider = ANY(${by_hand}::text[]) AND other.state IN ('pending', 'authorised') AND other.capture_amount IS NULL
      AND NOT EXISTS (
        SELECT FROM payments.payments taken WHERE taken.order_id = late.order_id AND taken.tender = late.tender AND taken.payment_id <> other.payment_id
          AND taken.state IN ('started', 'unknown', 'pending', 'authorised', 'captured', 'mismatch') AND NOT taken.is_surplus)`
  for (const { payment } of rows) {
    const { state } = await letGo(needs, payment)
    if (state === 'pending' || state === 'authorised')
      throw fail('PROVIDER_UNREACHABLE', 'The money could not be booked just now. Say again that it is here; it is the same money.')
  }
}
