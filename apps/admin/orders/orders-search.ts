import { lastSearch } from '#admin/parts/last-search.ts'
import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'

/** The saved views of the orders list, in the words of a shopkeeper. `checking` is about the payment, the others about the order. */
export const ORDER_VIEWS = [
  { view: 'pending', title: 'To approve' },
  { view: 'confirmed', title: 'To fulfil' },
  { view: 'checking', title: 'Payments to check' },
  { view: 'fulfilled', title: 'Fulfilled' },
  { view: 'rejected', title: 'Rejected' },
  { view: 'cancelled', title: 'Cancelled' },
] as const

const PAYMENTS = ['unpaid', 'authorised', 'partly_paid', 'paid', 'partly_refunded', 'refunded'] as const

const DELIVERIES = ['unfulfilled', 'partly_fulfilled', 'fulfilled'] as const

export type OrderView = (typeof ORDER_VIEWS)[number]['view']
export type OrdersSearch = {
  view?: OrderView | undefined
  /** how far the payment is, beside the view */
  pay?: (typeof PAYMENTS)[number] | undefined
  /** how far it is sent */
  sent?: (typeof DELIVERIES)[number] | undefined
  tag?: string | undefined
  q?: string | undefined
  page?: number | undefined
}

const VIEWS = ['pending', 'confirmed', 'checking', 'fulfilled', 'rejected', 'cancelled'] as const

export const readOrdersSearch = (raw: Record<string, unknown>): OrdersSearch => ({
  view: oneOf(VIEWS, raw.view),
  pay: oneOf(PAYMENTS, raw.pay),
  sent: oneOf(DELIVERIES, raw.sent),
  tag: textOf(raw.tag)?.slice(0, 40),
  q: textOf(raw.q),
  page: pageOf(raw.page),
})

/** What the shop is asked for in a view. */
export const filterOf = (view: OrderView | undefined) => (view === 'checking' ? { payment_state: view } : { state: view })

export const PAYMENT_FILTERS: readonly (typeof PAYMENTS)[number][] = PAYMENTS
export const DELIVERY_FILTERS: readonly (typeof DELIVERIES)[number][] = DELIVERIES

export const lastOrdersSearch = lastSearch(readOrdersSearch, 'orders')
