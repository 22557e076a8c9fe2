import { lastSearch } from '#admin/parts/last-search.ts'
import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'

/** The saved views of the orders list: which states they show, in the words of a shopkeeper. */
export const ORDER_VIEWS = [
  { view: 'pending', title: 'To approve' },
  { view: 'confirmed', title: 'To fulfil' },
  { view: 'fulfilled', title: 'Fulfilled' },
  { view: 'rejected', title: 'Rejected' },
  { view: 'cancelled', title: 'Cancelled' },
] as const

export type OrderView = (typeof ORDER_VIEWS)[number]['view']
export type OrdersSearch = { view?: OrderView | undefined; q?: string | undefined; page?: number | undefined }

const VIEWS = ['pending', 'confirmed', 'fulfilled', 'rejected', 'cancelled'] as const

export const readOrdersSearch = (raw: Record<string, unknown>): OrdersSearch => ({
  view: oneOf(VIEWS, raw.view),
  q: textOf(raw.q),
  page: pageOf(raw.page),
})

export const lastOrdersSearch = lastSearch(readOrdersSearch, 'orders')
