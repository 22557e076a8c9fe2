import type { Input, Money } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { findCharge } from './charge.ts'
import type { Charged, simulatedPayments } from './contract.ts'
import type { SimulatedPayments } from './needs.ts'

/** Seconds after which what happened outside the shop is told to it. */
const TELL_AFTER = 1

const known = async (needs: SimulatedPayments, payment_id: string): Promise<Charged> => {
  const charge = await findCharge(needs, payment_id)
  if (!charge) throw fail('NOT_FOUND', 'There is no such charge.')
  return charge
}

/**
 * Takes what was authorised, or less. What was captured or let go before is answered as it is.
 * @throws NOT_FOUND CAPTURE_EXCEEDS_CHARGE
 */
export const capture = async (
  needs: SimulatedPayments,
  { payment_id, amount }: { payment_id: string; amount: Money },
): Promise<Charged> => {
  const { db, clock } = needs
  await db.sql`
    WITH captured AS (
      UPDATE simulated_payments.charges SET outcome = 'captured', captured_amount = ${amount.amount}::bigint
      WHERE payment_id = ${payment_id} AND outcome = 'authorised' AND amount >= ${amount.amount} AND currency = ${amount.currency} RETURNING payment_id)
    INSERT INTO simulated_payments.news (news_id, payment_id, tell_at, tell_times)
    SELECT ${newId(clock.now())}::uuid, payment_id, ${clock.now()}::timestamptz + make_interval(secs => ${TELL_AFTER}), 1 FROM captured`
  const charge = await known(needs, payment_id)
  if (charge.outcome === 'authorised') throw fail('CAPTURE_EXCEEDS_CHARGE', 'That is more than was authorised, or other money.')
  return charge
}

/** Lets go of what was authorised or is pending; anything else is answered as it is. @throws NOT_FOUND */
export const voidCharge = async (needs: SimulatedPayments, { payment_id }: { payment_id: string }): Promise<Charged> => {
  await needs.db.sql`
    UPDATE simulated_payments.charges SET outcome = 'voided' WHERE payment_id = ${payment_id} AND outcome IN ('authorised', 'pending')`
  return known(needs, payment_id)
}

/** The shopper pays on the provider's page, which takes or reserves the money, or is declined; the shop is told. What is finished already stays as it is. @throws NOT_FOUND */
export const finish = async (
  needs: SimulatedPayments,
  { payment_id, is_paid, tell_after_seconds = TELL_AFTER }: Input<typeof simulatedPayments.ops.finish>,
): Promise<Charged> => {
  const { db, clock } = needs
  await db.sql`
    WITH finished AS (
      UPDATE simulated_payments.charges
      SET outcome = CASE WHEN NOT ${is_paid}::boolean THEN 'declined' WHEN is_capture_later THEN 'authorised' ELSE 'captured' END,
          captured_amount = CASE WHEN ${is_paid}::boolean AND NOT is_capture_later THEN amount ELSE 0 END,
          problem = CASE WHEN ${is_paid}::boolean THEN NULL ELSE 'The card was declined.' END
      WHERE payment_id = ${payment_id} AND outcome = 'pending' RETURNING payment_id)
    INSERT INTO simulated_payments.news (news_id, payment_id, tell_at, tell_times)
    SELECT ${newId(clock.now())}::uuid, payment_id, ${clock.now()}::timestamptz + make_interval(secs => ${tell_after_seconds}), 1 FROM finished`
  return known(needs, payment_id)
}

type State = 'open' | 'won' | 'lost'

/** One dispute a charge, over all of it; each of its states is told. @throws NOT_FOUND */
export const dispute = async ({ db, clock }: SimulatedPayments, { payment_id, state }: { payment_id: string; state: State }) => {
  const { rows } = await db.sql<{ dispute_ref: string | null }>`
    WITH disputed AS (
      INSERT INTO simulated_payments.disputes (dispute_ref, payment_id, amount, state)
      SELECT 'dp_' || payment_id::text, payment_id, captured_amount, ${state}::text FROM simulated_payments.charges
      WHERE payment_id = ${payment_id} AND outcome = 'captured'
      ON CONFLICT (dispute_ref) DO UPDATE SET state = excluded.state
      RETURNING dispute_ref, payment_id, state)
    INSERT INTO simulated_payments.news (news_id, payment_id, dispute_ref, dispute_state, tell_at, tell_times)
    SELECT ${newId(clock.now())}::uuid, payment_id, dispute_ref, state, ${clock.now()}::timestamptz + make_interval(secs => ${TELL_AFTER}), 1 FROM disputed
    RETURNING dispute_ref`
  const dispute_ref = rows[0]?.dispute_ref
  if (!dispute_ref) throw fail('NOT_FOUND', 'There is no charge to dispute.')
  return { dispute_ref }
}
