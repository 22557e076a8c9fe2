/** The port to a carrier. A plugin answers to this; what it cannot do it leaves out. */
import type { Place } from '#platform/contract.ts'
import type { BookLabel } from './contract.ts'

/** `no`: the carrier will not take this parcel, and says why. */
export type Label = { label_ref: string; tracking_number: string } | { no: string }

export type Tracked = { state: 'shipped' | 'delivered' | 'problem'; text: string; delivered_at: string | null }

export type Carrier = {
  /** such as `dhl`; what methods and shipments name */
  carrier: string
  title: string
  /** What a parcel costs, in minor units of `currency`; null where it is not carried. Throws when no answer came. */
  rate?(parcel: { to: Place; weight_grams: number; currency: string }, signal: AbortSignal): Promise<number | null>
  /** Books a parcel. `shipment_id` is the idempotency key: however often it is called, there is one label. Throws when no answer came. */
  book?(parcel: BookLabel, signal: AbortSignal): Promise<Label>
  /** Where a parcel is. Throws when no answer came. */
  track?(tracking_number: string, signal: AbortSignal): Promise<Tracked>
}
