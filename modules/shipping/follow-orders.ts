import { type EventSpec, Id, Nullable, Quantity, t } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { Handler } from '#platform/module.ts'
import { carrierOf, trackingPage } from './carriers.ts'
import type { ShippingNeeds } from './needs.ts'

/** What shipping reads of the news that goods of an order have left the house. */
const Shipped = t.Object({
  order_id: Id,
  fulfilment_id: Id,
  order: t.Object({
    fulfilments: t.Array(
      t.Object({
        fulfilment_id: Id,
        lines: t.Array(t.Object({ line_id: Id, quantity: Quantity })),
        carrier: Nullable(t.String()),
        tracking_number: Nullable(t.String()),
        shipped_at: t.String(),
      }),
    ),
  }),
})

/**
 * Keeps a shipment for each fulfilment, once. A parcel whose label was booked here is the one that has left: it is known by its number, or
 * because the fulfilment took its id; carrier and number of its label stay where the fulfilment names none, and it is looked for by what it
 * has in the end. An order's news may come twice and changes nothing the second time. One statement beside `done`.
 */
export const keepShipment: Handler<ShippingNeeds, EventSpec<typeof Shipped>> = async ({ db, clock, carriers }, { payload }, done) => {
  const { order_id, fulfilment_id, order } = payload
  const fulfilment = order.fulfilments.find((one) => one.fulfilment_id === fulfilment_id)
  if (!fulfilment) throw new Error(`the order ${order_id} does not name the fulfilment ${fulfilment_id} that is told of`)
  const { lines, tracking_number, shipped_at } = fulfilment
  const carrier = fulfilment.carrier === null ? null : carrierOf(carriers, fulfilment.carrier)
  const now = clock.now()
  const tracking_carriers = carriers.filter(({ track }) => track !== undefined).map((one) => one.carrier)
  await db.transaction(async (sql) => {
    await sql`
      WITH booked AS (
        SELECT shipment_id FROM shipping.shipments
        WHERE order_id = ${order_id} AND fulfilment_id IS NULL
          AND (shipment_id = ${fulfilment_id} OR (carrier = ${carrier}::text AND tracking_number = ${tracking_number}::text))
        ORDER BY shipment_id = ${fulfilment_id} DESC, created_at LIMIT 1 FOR UPDATE
      ), known AS (
        SELECT FROM shipping.shipments WHERE fulfilment_id = ${fulfilment_id}
      ), left_the_house AS (
        UPDATE shipping.shipments s SET fulfilment_id = ${fulfilment_id}, lines = ${json(lines)}::jsonb, shipped_at = ${shipped_at},
          carrier = coalesce(${carrier}::text, s.carrier), tracking_number = coalesce(${tracking_number}::text, s.tracking_number),
          tracking_url = coalesce(${trackingPage(carrier, tracking_number)}::text, s.tracking_url),
          state = CASE WHEN s.state IN ('booking', 'labelled') THEN 'shipped' ELSE s.state END,
          look_at = CASE WHEN coalesce(${carrier}::text, s.carrier) = ANY(${tracking_carriers}::text[])
            AND coalesce(${tracking_number}::text, s.tracking_number) IS NOT NULL THEN ${now}::timestamptz END
        FROM booked WHERE s.shipment_id = booked.shipment_id AND NOT EXISTS (SELECT FROM known)
        RETURNING s.shipment_id
      )
      INSERT INTO shipping.shipments
        (shipment_id, order_id, fulfilment_id, carrier, tracking_number, tracking_url, state, lines, created_at, shipped_at, look_at)
      SELECT ${newId(now)}::uuid, ${order_id}::uuid, ${fulfilment_id}::uuid, ${carrier}::text, ${tracking_number}::text,
        ${trackingPage(carrier, tracking_number)}::text, 'shipped', ${json(lines)}::jsonb, ${now}::timestamptz, ${shipped_at}::timestamptz,
        CASE WHEN ${carrier}::text = ANY(${tracking_carriers}::text[]) AND ${tracking_number}::text IS NOT NULL THEN ${now}::timestamptz END
      WHERE NOT EXISTS (SELECT FROM booked) AND NOT EXISTS (SELECT FROM known)
      ON CONFLICT ON CONSTRAINT a_fulfilment_is_one_shipment DO NOTHING`
    await done(sql)
  })
}
