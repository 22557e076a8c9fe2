import { api } from '#admin/api/api.ts'
import type { Order } from '#modules/orders/contract.ts'

export type Decision = 'confirm' | 'reject' | 'fulfil' | 'cancel' | 'cancel_rest'
export type Decidable = Pick<Order, 'order_id' | 'version'>

const CALLS = {
  confirm: api.orders.confirmOrder,
  reject: api.orders.rejectOrder,
  fulfil: api.orders.fulfilOrder,
  cancel: api.orders.cancelOrder,
  cancel_rest: api.orders.cancelRest,
}

/** What may be decided in which state. Kept by the shop; here it only decides which buttons show. */
export const ALLOWED: Record<Order['state'], readonly Decision[]> = {
  draft: ['cancel'],
  pending: ['confirm', 'reject', 'cancel'],
  confirmed: ['fulfil', 'cancel', 'cancel_rest'],
  rejected: [],
  fulfilled: [],
  cancelled: [],
}

export const DONE: Record<Decision, string> = {
  ...{ confirm: 'confirmed', reject: 'rejected', fulfil: 'fulfilled', cancel: 'cancelled' },
  cancel_rest: 'is cut down to what was sent',
}

/** Decides on the version that was looked at. @throws ApiError STALE when the order has moved on since */
export const decide = (decision: Decision, { order_id, version }: Decidable, note?: string): Promise<Order> =>
  CALLS[decision]({ order_id, version, note: note?.trim() || undefined })
