import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { PayDue, Payment } from './contract.ts'
import type { Payments } from './needs.ts'

/**
 * Against card testing (OWASP Automated Threat OAT-001): thieves try stolen cards by the hundred, people mistype one a few times.
 * Counted are declines in the last hour from one network address, and of one card, as far as this order has shown it.
 */
export const DECLINES_AN_HOUR = 10

export type Attempt = { payment: Payment; return_url: string; is_new: boolean }

type Opening = { due: PayDue; tender: string; provider: string; public_url: string; address: string | null }

/**
 * Writes the attempt before the provider is asked, or finds the one that is under way or done: `one_live_payment_per_order_and_tender`
 * decides between two that come at once. The limit on declines is asked by the same statement. What is said to the provider is noted.
 * @throws TOO_MANY_TRIES { retry_after }
 */
export const openAttempt = async (needs: Pick<Payments, 'db' | 'clock'>, opening: Opening): Promise<Attempt> => {
  const { db, clock } = needs
  const { due, tender, provider, public_url, address } = opening
  const payment_id = newId(clock.now())
  const return_url = `${public_url}/checkout/return?payment=${payment_id}`
  const said = { amount: due.amount, method: due.method, is_capture_later: due.is_capture_later ?? false }
  const { rows } = await db.sql<{ payment: Payment | null; return_url: string | null; is_new: boolean; declines: number }>`
    WITH tries AS (
      SELECT greatest(
        (SELECT count(*) FROM payments.payments WHERE state = 'declined' AND address = ${address}::text
           AND settled_at > ${clock.now()}::timestamptz - interval '1 hour'),
        (SELECT count(*) FROM payments.payments p WHERE p.state = 'declined' AND p.settled_at > ${clock.now()}::timestamptz - interval '1 hour'
           AND p.fingerprint IN (SELECT shown.fingerprint FROM payments.payments shown WHERE shown.order_id = ${due.order_id}))) AS declines),
    opened AS (
      INSERT INTO payments.payments AS p (payment_id, order_id, order_number, email, tender, method, provider, amount, currency, is_capture_later,
             return_url, address, created_at, looked_at)
      SELECT ${payment_id}::uuid, ${due.order_id}::uuid, ${due.order_number}, ${due.email}, ${tender}, ${due.method}, ${provider}, ${due.amount.amount}::bigint,
             ${due.amount.currency}, ${said.is_capture_later}::boolean, ${return_url}, ${address}::text, ${clock.now()}::timestamptz, ${clock.now()}::timestamptz
      FROM tries WHERE declines < ${DECLINES_AN_HOUR}
      ON CONFLICT (order_id, tender) WHERE state IN ('started', 'unknown', 'pending', 'authorised', 'captured', 'mismatch') AND NOT is_surplus DO NOTHING
      RETURNING p AS payment, payment_id, return_url, created_at),
    noted AS (
      INSERT INTO payments.messages (payment_id, at, direction, what, body)
      SELECT payment_id, created_at, 'out', 'charge', ${json(said)}::jsonb FROM opened),
    there AS (
      SELECT p AS payment, payment_id, return_url, created_at FROM payments.payments p WHERE order_id = ${due.order_id} AND tender = ${tender} AND NOT is_surplus
        AND state IN ('started', 'unknown', 'pending', 'authorised', 'captured', 'mismatch') AND NOT EXISTS (SELECT FROM opened))
    SELECT payments.as_json(one.payment) AS payment, one.return_url, one.payment_id = ${payment_id} AS is_new, declines
    FROM tries LEFT JOIN (SELECT * FROM opened UNION ALL SELECT * FROM there) one ON true`
  const row = rows[0]
  if (row?.payment && row.return_url !== null) return { payment: row.payment, return_url: row.return_url, is_new: row.is_new }
  if (row && row.declines >= DECLINES_AN_HOUR)
    throw fail('TOO_MANY_TRIES', 'Too many payments were declined. Try again in an hour, or pay in another way.', { retry_after: 3600 })
  // A twin that committed after this statement began is invisible to it: ask once more, now it can be seen.
  return openAttempt(needs, opening)
}
