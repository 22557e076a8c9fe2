import type { Call } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import type { Payment } from './contract.ts'
import type { Payments } from './needs.ts'
import { readPayment } from './read-payments.ts'

type Dismissal = { payment_id: string; note: string }

/**
 * Somebody has looked at what the provider said of other money than ours, and dealt with it there. A payment that waited for this counts for
 * nothing any more, and the order can be paid anew; one that was captured all the same only loses its flag. Again, it is dismissed already.
 * @throws NOT_FOUND
 */
export const dismissMismatch = async (needs: Payments, { payment_id, note }: Dismissal, call: Call): Promise<Payment> => {
  const { db, clock } = needs
  const who = call.actor.kind === 'user' ? call.actor.name : 'shop'
  await db.sql`
    WITH was AS (SELECT payment_id, state, mismatch FROM payments.payments WHERE payment_id = ${payment_id} AND mismatch IS NOT NULL FOR NO KEY UPDATE),
    dismissed AS (
      UPDATE payments.payments p SET mismatch = NULL, state = CASE WHEN was.state = 'mismatch' THEN 'voided' ELSE was.state END, settled_at = ${clock.now()},
             void_asked_at = CASE WHEN was.state = 'mismatch' THEN ${clock.now()}::timestamptz ELSE p.void_asked_at END
      FROM was WHERE p.payment_id = was.payment_id RETURNING p AS payment, p.order_id, was.state AS state_before, was.mismatch AS said),
    told AS (
      INSERT INTO payments.outbox (type, aggregate_id, payload)
      SELECT 'payments.voided', order_id::text, payments.as_event(payment, (payment).amount) FROM dismissed WHERE state_before = 'mismatch')
    INSERT INTO payments.messages (payment_id, at, direction, what, body)
    SELECT (payment).payment_id, ${clock.now()}::timestamptz, 'in', 'look of staff', ${json({ who, note })}::jsonb || jsonb_build_object('said', said) FROM dismissed`
  return readPayment(needs, payment_id)
}
