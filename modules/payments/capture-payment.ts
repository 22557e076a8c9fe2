import type { Money } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import { askProvider } from './ask-provider.ts'
import type { Payment } from './contract.ts'
import { type Payments, providerNamed } from './needs.ts'
import { settle } from './settle.ts'

type Capture = { payment_id: string; amount?: Money }

/**
 * Takes money that was reserved, all or less. The amount is written on the row before the provider is asked, so that a second capture,
 * or one after a lost answer, is the same one; the reconciler finishes what was begun.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state } WRONG_AMOUNT { most } CAPTURE_UNDER_WAY { amount } PROVIDER_UNREACHABLE
 */
export const capturePayment = (needs: Payments, capture: Capture): Promise<Payment> => take(needs, capture, ['authorised'])

/**
 * Money that comes without a provider's word, as staff see it: a transfer on the bank statement, cash at the door. Exactly the amount of
 * the payment: what comes in parts or comes short is settled with the customer first.
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
  return take(needs, { payment_id, amount }, ['authorised', 'pending', 'unknown'])
}

const take = async (needs: Payments, { payment_id, amount }: Capture, from: string[]): Promise<Payment> => {
  const payment = await mark(needs, { payment_id, ...(amount && { amount }) }, from)
  if (payment.state === 'captured' || payment.state === 'refunded') return payment
  const { provider_ref, capturing, provider: name } = payment
  const provider = providerNamed(needs.providers, name)
  const heard = await askProvider(needs, { payment_id }, async () => {
    if (!provider) throw new Error(`the provider ${name} is not set up`)
    return provider.capture({ payment_id, provider_ref, amount: capturing })
  })
  if (!heard.answer)
    throw fail(
      'PROVIDER_UNREACHABLE',
      'The provider did not answer. The money is taken as soon as it does; asking again is the same capture.',
    )
  return settle(needs, payment_id, { what: 'answer to a capture', ...heard })
}

type Marked = Payment & { capturing: Money }

/** Writes the amount on the row, or says why not. */
const mark = async ({ db, clock }: Payments, { payment_id, amount }: Capture, from: string[]): Promise<Marked> => {
  const { count } = await db.sql`
    WITH marked AS (
      UPDATE payments.payments p SET capture_amount = coalesce(${amount?.amount ?? null}::bigint, p.amount), looked_at = ${clock.now()}
      WHERE payment_id = ${payment_id} AND state = ANY(${from}::text[]) AND void_asked_at IS NULL
        AND coalesce(${amount?.amount ?? null}::bigint, p.amount) BETWEEN 1 AND p.amount AND p.currency = coalesce(${amount?.currency ?? null}::text, p.currency)
        AND coalesce(capture_amount, ${amount?.amount ?? null}::bigint, p.amount) = coalesce(${amount?.amount ?? null}::bigint, p.amount)
      RETURNING payment_id, capture_amount)
    INSERT INTO payments.messages (payment_id, at, direction, what, body)
    SELECT payment_id, ${clock.now()}::timestamptz, 'out', 'capture', jsonb_build_object('amount', capture_amount) FROM marked`
  // Read by a statement of its own: what a twin wrote while ours waited for it is seen.
  const { rows } = await db.sql<{ payment: Payment; capture_amount: number | null; is_voiding: boolean }>`
    SELECT payments.as_json(p) AS payment, capture_amount, void_asked_at IS NOT NULL AS is_voiding FROM payments.payments p WHERE payment_id = ${payment_id}`
  const row = rows[0]
  if (!row) throw fail('NOT_FOUND', 'There is no such payment.')
  const { payment, capture_amount, is_voiding } = row
  const { currency } = payment.amount
  const is_taken = payment.state === 'captured' || payment.state === 'refunded'
  if (count > 0 || (is_taken && (!amount || amount.amount === payment.captured_amount)))
    return { ...payment, capturing: { amount: capture_amount ?? payment.amount.amount, currency } }
  if (amount && (amount.currency !== currency || amount.amount > payment.amount.amount || amount.amount < 1))
    throw fail('WRONG_AMOUNT', `At most ${formatMoney(payment.amount, 'en')} can be captured.`, { field: 'amount', most: payment.amount })
  if (capture_amount !== null && !is_voiding)
    throw fail(
      'CAPTURE_UNDER_WAY',
      `${formatMoney({ amount: capture_amount, currency }, 'en')} of this payment is captured, or about to be.`,
      { amount: capture_amount },
    )
  throw fail('NOT_ALLOWED_IN_STATE', `This payment is ${is_voiding ? 'let go of' : payment.state}; only reserved money can be captured.`, {
    state: payment.state,
  })
}
