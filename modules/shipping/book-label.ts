import { fail } from '#platform/errors.ts'
import type { Label } from './carrier.ts'
import { trackingPage } from './carriers.ts'
import type { BookLabel, Shipment } from './contract.ts'
import { listShipments } from './list-shipments.ts'
import type { ShippingNeeds } from './needs.ts'

const LIMIT_MS = 20_000

/**
 * Books a parcel with its carrier: the row first, then the carrier with the row's id as its key, then what the carrier said. Cut off at
 * any point, the same call again finishes it, and there is one label. Four statements; two when the label is there already.
 * @throws UNKNOWN_CARRIER · CARRIER_REFUSED · CARRIER_UNREACHABLE: try again with the same shipment_id · SHIPMENT_EXISTS when the id is
 *   that of another order's parcel or of another carrier's
 */
export const bookLabel = async (needs: ShippingNeeds, parcel: BookLabel): Promise<Shipment> => {
  const book = needs.carriers.find(({ carrier }) => carrier === parcel.carrier)?.book
  if (!book) throw fail('UNKNOWN_CARRIER', `No labels can be booked with ${parcel.carrier}. Enter the tracking number by hand instead.`)
  const begun = await begin(needs, parcel)
  if (begun.state === 'booking') {
    const label = await ask(needs, parcel, book)
    if ('no' in label) await refuse(needs, parcel, label.no)
    else await keep(needs, parcel, label)
  }
  const { shipments } = await listShipments(needs, parcel)
  const shipment = shipments.find(({ shipment_id }) => shipment_id === parcel.shipment_id)
  if (!shipment) throw new Error('a shipment that was booked is not there')
  return shipment
}

/** The row, as it is made now or was made before. */
const begin = async ({ db, clock }: ShippingNeeds, { shipment_id, order_id, carrier }: BookLabel): Promise<{ state: string }> => {
  await db.sql`
    INSERT INTO shipping.shipments (shipment_id, order_id, carrier, state, created_at)
    VALUES (${shipment_id}, ${order_id}, ${carrier}, 'booking', ${clock.now()}) ON CONFLICT (shipment_id) DO NOTHING`
  const { rows } = await db.sql<{ state: string }>`
    SELECT state FROM shipping.shipments WHERE shipment_id = ${shipment_id} AND order_id = ${order_id} AND carrier = ${carrier}`
  const [found] = rows
  if (!found) throw fail('SHIPMENT_EXISTS', 'This shipment_id belongs to another parcel. Take a new one.')
  return found
}

const ask = async ({ log }: ShippingNeeds, parcel: BookLabel, book: (parcel: BookLabel, signal: AbortSignal) => Promise<Label>) => {
  try {
    return await book(parcel, AbortSignal.timeout(LIMIT_MS))
  } catch (error) {
    log.warn({ err: error, carrier: parcel.carrier, shipment_id: parcel.shipment_id }, 'a carrier did not answer')
    throw fail('CARRIER_UNREACHABLE', `${parcel.carrier} did not answer. Try again; there will be one label.`, { retry_after: 10 })
  }
}

/** The carrier has no parcel, so nor have we; another carrier may take it under the same id. */
const refuse = async ({ db }: ShippingNeeds, { shipment_id, carrier }: BookLabel, why: string): Promise<never> => {
  await db.sql`DELETE FROM shipping.shipments WHERE shipment_id = ${shipment_id} AND state = 'booking'`
  throw fail('CARRIER_REFUSED', `${carrier} does not take this parcel: ${why}`)
}

const keep = async ({ db }: ShippingNeeds, { shipment_id, carrier }: BookLabel, label: Exclude<Label, { no: string }>): Promise<void> => {
  await db.sql`
    UPDATE shipping.shipments SET state = 'labelled', label_ref = ${label.label_ref}, tracking_number = ${label.tracking_number},
      tracking_url = ${trackingPage(carrier, label.tracking_number)}
    WHERE shipment_id = ${shipment_id} AND state = 'booking'`
}
