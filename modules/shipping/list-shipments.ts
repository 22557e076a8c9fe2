import type { Shipment } from './contract.ts'
import type { ShippingNeeds } from './needs.ts'

/** The parcels of an order, oldest first. One statement. */
export const listShipments = async ({ db }: ShippingNeeds, { order_id }: { order_id: string }): Promise<{ shipments: Shipment[] }> => {
  const { rows } = await db.sql<Shipment>`
    SELECT shipment_id, order_id, fulfilment_id, carrier, tracking_number, tracking_url, label_ref, state, text, lines, created_at,
      shipped_at, delivered_at
    FROM shipping.shipments WHERE order_id = ${order_id} ORDER BY created_at, shipment_id LIMIT 500`
  return { shipments: rows }
}
