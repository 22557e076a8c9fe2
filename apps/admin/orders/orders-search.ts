import { lastSearch } from '#admin/parts/last-search.ts'
import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'
import { FulfilmentState, PaymentState } from '#modules/orders/contract.ts'

/** The saved views of the orders list, in the words of a shopkeeper. `checking` is about the payment, the others about the order. */
export const ORDER_VIEWS = [
  { view: 'pending', title: 'To approve' },
  { view: 'confirmed', title: 'To fulfil' },
  { view: 'checking', title: 'Payments to check' },
  { view: 'fulfilled', title: 'Fulfilled' },
  { view: 'rejected', title: 'Rejected' },
  { view: 'cancelled', title: 'Cancelled' },
] as const

/** `checking` is a view. */
export const PAYMENT_FILTERS = PaymentState.enum.filter((state) => state !== 'checking')

export type OrderView = (typeof ORDER_VIEWS)[number]['view']
export type OrdersSearch = {
  view?: OrderView | undefined
  /** how far the payment is, beside the view */
  pay?: PaymentState | undefined
  /** how far it is sent */
  sent?: FulfilmentState | undefined
  tag?: string | undefined
  q?: string | undefined
  page?: number | undefined
}

export const readOrdersSearch = (raw: Record<string, unknown>): OrdersSearch => ({
  view: ORDER_VIEWS.find(({ view }) => view === raw.view)?.view,
  pay: oneOf(PAYMENT_FILTERS, raw.pay),
  sent: oneOf(FulfilmentState.enum, raw.sent),
  tag: textOf(raw.tag)?.slice(0, 40),
  q: textOf(raw.q),
  page: pageOf(raw.page),
})

/** What the shop is asked for in a view. */
export const filterOf = (view: OrderView | undefined) => (view === 'checking' ? { payment_state: view } : { state: view })

export const lastOrdersSearch = lastSearch(readOrdersSearch, 'orders')
