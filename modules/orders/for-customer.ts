import type { Order } from './contract.ts'

const STAFF_ONLY = new Set(['note', 'tagged'])

/** An order without what staff write for each other. */
export const forCustomer = (order: Order): Order => ({
  ...order,
  tags: [],
  timeline: order.timeline.filter(({ what }) => !STAFF_ONLY.has(what)),
})
