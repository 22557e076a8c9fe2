import { type Order, STAFF_ONLY } from './contract.ts'

/** An order without what staff write for each other. */
export const forCustomer = (order: Order): Order => ({
  ...order,
  tags: [],
  timeline: order.timeline.filter(({ what }) => !STAFF_ONLY.has(what)),
})
