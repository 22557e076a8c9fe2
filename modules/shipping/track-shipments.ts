import type { Carrier, Tracked } from './carrier.ts'
import type { ShippingNeeds } from './needs.ts'

const AT_ONCE = 20
const LOOK_AGAIN_HOURS = 4
/** A parcel that nobody has delivered in this time is not looked for any more. */
const GIVE_UP_DAYS = 60
const LIMIT_MS = 10_000

type Due = { shipment_id: string; carrier: string; tracking_number: string; gives_up: boolean }

/**
 * Asks carriers about parcels on their way, 20 at a time, each every four hours for sixty days. `shipping.delivered` is told once, with the
 * change that makes it so. Whoever is cut off has claimed what he did not do for an hour.
 */
export const trackShipments = async (needs: ShippingNeeds): Promise<void> => {
  const due = await claim(needs)
  await Promise.all(due.map((one) => look(needs, one)))
}

const claim = async ({ db, clock }: ShippingNeeds): Promise<Due[]> => {
  const now = clock.now()
  const { rows } = await db.sql<{ shipment_id: string; carrier: string | null; tracking_number: string | null; gives_up: boolean }>`
    UPDATE shipping.shipments SET look_at = ${now}::timestamptz + interval '1 hour'
    WHERE shipment_id IN (
      SELECT shipment_id FROM shipping.shipments WHERE look_at <= ${now}::timestamptz
      ORDER BY look_at LIMIT ${AT_ONCE}::int FOR UPDATE SKIP LOCKED
    )
    RETURNING shipment_id, carrier, tracking_number,
      coalesce(shipped_at < ${now}::timestamptz - make_interval(days => ${GIVE_UP_DAYS}::int), false) AS gives_up`
  return rows.flatMap(({ carrier, tracking_number, ...row }) => (carrier && tracking_number ? { ...row, carrier, tracking_number } : []))
}

const look = async (needs: ShippingNeeds, due: Due): Promise<void> => {
  const carrier = needs.carriers.find((one) => one.carrier === due.carrier)
  const tracked = await ask(needs, carrier, due.tracking_number)
  const is_over = due.gives_up || carrier?.track === undefined
  if (tracked?.state === 'delivered') await deliver(needs, due, tracked)
  else await lookAgain(needs, due, tracked, is_over)
}

const ask = async ({ log }: ShippingNeeds, carrier: Carrier | undefined, tracking_number: string): Promise<Tracked | undefined> => {
  try {
    return await carrier?.track?.(tracking_number, AbortSignal.timeout(LIMIT_MS))
  } catch (error) {
    log.warn({ err: error, carrier: carrier?.carrier }, 'a carrier did not say where a parcel is')
  }
}

const deliver = async ({ db, clock }: ShippingNeeds, { shipment_id }: Due, { text, delivered_at }: Tracked): Promise<void> => {
  const at = delivered_at ?? clock.now().toISOString()
  await db.sql`
    WITH arrived AS (
      UPDATE shipping.shipments SET state = 'delivered', text = ${text}, delivered_at = ${at}, look_at = NULL
      WHERE shipment_id = ${shipment_id} AND state <> 'delivered' RETURNING shipment_id, order_id, fulfilment_id, delivered_at
    )
    INSERT INTO shipping.outbox (type, aggregate_id, payload)
    SELECT 'shipping.delivered', order_id::text, jsonb_build_object('order_id', order_id, 'shipment_id', shipment_id,
      'fulfilment_id', fulfilment_id, 'delivered_at', to_char(delivered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    FROM arrived`
}

const lookAgain = async ({ db, clock }: ShippingNeeds, due: Due, tracked: Tracked | undefined, is_over: boolean): Promise<void> => {
  await db.sql`
    UPDATE shipping.shipments SET state = coalesce(${tracked?.state ?? null}::text, state), text = coalesce(${tracked?.text ?? null}::text, text),
      look_at = CASE WHEN NOT ${is_over}::boolean THEN ${clock.now()}::timestamptz + make_interval(hours => ${LOOK_AGAIN_HOURS}::int) END
    WHERE shipment_id = ${due.shipment_id} AND state <> 'delivered'`
}
