import type { Output } from '#platform/contract.ts'
import type { payments } from './contract.ts'
import { listEndedReservations } from './list-ended-reservations.ts'
import type { Payments } from './needs.ts'

type Troubles = Output<typeof payments.ops.listTroubles>
type Reservations = Pick<Troubles, 'stuck_captures' | 'ending_reservations' | 'ended_reservations'>

/** A capture that is not done after this long was refused or not answered several times. */
export const STUCK_SECONDS = 60
/** What most card networks and Stripe give. https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
const USUAL_DAYS = 7
/** Staff are told so long before a reservation ends. */
const NOTICE_DAYS = 2

/**
 * Reserved money that needs a person: what could not be taken, what the provider lets go of soon, and what it has let go of while the order
 * is open and not paid. The oldest hundred of each. One statement, and those of `listEndedReservations`.
 */
export const listReservations = async (needs: Payments): Promise<Reservations> => {
  const { db, clock, providers } = needs
  const now = clock.now()
  const names = providers.map(({ name }) => name)
  const days = providers.map(({ reserves_days = USUAL_DAYS }) => reserves_days)
  const { rows } = await db.sql<Omit<Reservations, 'ended_reservations'>>`
    WITH reserved AS (
      SELECT p AS payment, p.capture_amount, p.created_at, p.settled_at + make_interval(days => coalesce(known.days, ${USUAL_DAYS})) AS ends_at
      FROM payments.payments p LEFT JOIN unnest(${names}::text[], ${days}::int[]) AS known (provider, days) USING (provider)
      WHERE state = 'authorised' AND is_capture_later AND void_asked_at IS NULL)
    SELECT
      coalesce((SELECT jsonb_agg(one) FROM (
        SELECT payments.as_json(payment) || jsonb_build_object('capturing_amount', capture_amount) AS one FROM reserved
        WHERE capture_amount IS NOT NULL AND coalesce((
          SELECT min(m.at) FROM payments.messages m WHERE m.payment_id = (payment).payment_id AND m.what = 'capture'), created_at)
          < ${now}::timestamptz - make_interval(secs => ${STUCK_SECONDS}) ORDER BY created_at LIMIT 100) l), '[]') AS stuck_captures,
      coalesce((SELECT jsonb_agg(one) FROM (
        SELECT payments.as_json(payment) || jsonb_build_object('ends_at', ends_at) AS one FROM reserved
        WHERE capture_amount IS NULL AND ends_at < ${now}::timestamptz + make_interval(days => ${NOTICE_DAYS}) ORDER BY ends_at LIMIT 100) l), '[]') AS ending_reservations`
  const [row = { stuck_captures: [], ending_reservations: [] }] = rows
  return { ...row, ended_reservations: await listEndedReservations(needs) }
}
