import type { Money } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import { askProvider } from './ask-provider.ts'
import type { Payment } from './contract.ts'
import { type Payments, providerNamed } from './needs.ts'
import { settle } from './settle.ts'

export type Capture = { payment_id: string; amount?: Money }

/**
 * Takes money that was reserved, all or less; what was not reserved but promised to be brought, all of it. The amount is written on the row before the provider is asked, so that a second capture,
 * or one after a lost answer, is the same one; the reconciler finishes what was begun.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state } WRONG_AMOUNT { most } CAPTURE_UNDER_WAY { amount } PROVIDER_UNREACHABLE
 */
export const capturePayment = (needs: Payments, capture: Capture): Promise<Payment> => take(needs, capture, ['authorised'])

/** Has the provider book an amount that was reserved, or that staff have before them, for a payment in one of these states. */
export const take = async (needs: Payments, { payment_id, amount }: Capture, from: string[]): Promise<Payment> => {
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
      payment.state === 'voided'
        ? 'The money could not be booked just now. Say again that it is here; it is the same money.'
        : 'The provider did not answer. The money is taken as soon as it does; asking again is the same capture.',
    )
  return settle(needs, payment_id, { what: 'answer to a capture', ...heard })
}

type Marked = Payment & { capturing: Money }

/** Writes the amount on the row, or says why not. */
const mark = async ({ db, clock }: Payments, { payment_id, amount }: Capture, from: string[]): Promise<Marked> => {
  const { count } = await db.sql`
    WITH marked AS (
      UPDATE payments.payments p SET capture_amount = coalesce(${amount?.amount ?? null}::bigint, p.amount), looked_at = ${clock.now()}, void_asked_at = NULL
      WHERE payment_id = ${payment_id} AND state = ANY(${from}::text[]) AND (void_asked_at IS NULL OR 'voided' = ANY(${from}::text[]))
        AND coalesce(${amount?.amount ?? null}::bigint, p.amount) BETWEEN 1 AND p.amount AND p.currency = coalesce(${amount?.currency ?? null}::text, p.currency)
        AND (p.is_capture_later OR coalesce(${amount?.amount ?? null}::bigint, p.amount) = p.amount)
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
  const { is_capture_later, amount: most } = payment
  const is_fitting = !amount || (is_capture_later ? amount.amount >= 1 && amount.amount <= most.amount : amount.amount === most.amount)
  if (amount && (amount.currency !== currency || !is_fitting))
    throw fail('WRONG_AMOUNT', `${is_capture_later ? 'At most' : 'Exactly'} ${formatMoney(most, 'en')} can be captured.`, {
      field: 'amount',
      most,
    })
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
