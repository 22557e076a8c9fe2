import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { filterOf, type OrdersSearch } from '#admin/orders/orders-search.ts'

export const ORDERS_A_PAGE = 30

export const toDosQuery = queryOptions({
  queryKey: ['orders', 'to-dos'],
  queryFn: ({ signal }) => api.orders.countToDos({}, { signal }),
})

export const ordersQuery = ({ view, pay, sent, tag, q, page }: OrdersSearch) =>
  queryOptions({
    queryKey: ['orders', 'list', view, pay, sent, tag, q, page],
    queryFn: ({ signal }) =>
      api.orders.listOrders(
        {
          ...filterOf(view),
          ...(pay && { payment_state: pay }),
          ...(sent && { fulfilment_state: sent }),
          tag,
          query: q,
          page,
          limit: ORDERS_A_PAGE,
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })

export const draftsQuery = ({ q, page }: OrdersSearch) =>
  queryOptions({
    queryKey: ['orders', 'drafts', q, page],
    queryFn: ({ signal }) => api.orders.listOrders({ state: 'draft', query: q, page, limit: ORDERS_A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })

export const orderQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['orders', 'one', order_id],
    queryFn: ({ signal }) => api.orders.readOrder({ order_id }, { signal }),
  })

/** What goes back if the rest of an order is cancelled: of the version on screen. */
export const restQuery = (order_id: string, version: number) =>
  queryOptions({
    queryKey: ['orders', 'rest', order_id, version],
    queryFn: ({ signal }) => api.orders.quoteRest({ order_id }, { signal }),
    retry: false,
  })

export const revisionsQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['orders', 'revisions', order_id],
    queryFn: ({ signal }) => api.orders.listRevisions({ order_id }, { signal }),
  })

/** Orders of the same address, newest first: whether this customer is known. */
export const sameCustomerQuery = (email: string) =>
  queryOptions({
    queryKey: ['orders', 'of', email],
    queryFn: ({ signal }) => api.orders.listOrders({ query: email, limit: 20 }, { signal }),
    staleTime: 60_000,
  })

export const paymentsQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['payments', order_id],
    queryFn: ({ signal }) => api.payments.listPayments({ order_id }, { signal }),
  })

/** What money can still be given back for. */
export const refundableQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['returns', 'refundable', order_id],
    queryFn: ({ signal }) => api.returns.readRefundable({ order_id }, { signal }),
  })

export const documentsQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['documents', order_id],
    queryFn: ({ signal }) => api.documents.listDocuments({ order_id }, { signal }),
  })

export const shipmentsQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['orders', 'shipments', order_id],
    queryFn: ({ signal }) => api.shipping.listShipments({ order_id }, { signal }),
  })

export const carriersQuery = queryOptions({
  queryKey: ['carriers'],
  queryFn: ({ signal }) => api.shipping.listCarriers({}, { signal }),
  staleTime: 5 * 60_000,
})

export const trailQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['trail', order_id],
    queryFn: ({ signal }) => api.trail.readTrail({ aggregate_id: order_id }, { signal }),
  })
