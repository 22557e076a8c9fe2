import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { filterOf, type OrdersSearch } from '#admin/orders/orders-search.ts'

export const ORDERS_A_PAGE = 30

export const toDosQuery = queryOptions({
  queryKey: ['orders', 'to-dos'],
  queryFn: ({ signal }) => api.orders.countToDos({}, { signal }),
})

export const ordersQuery = ({ view, q, page }: OrdersSearch) =>
  queryOptions({
    queryKey: ['orders', 'list', view, q, page],
    queryFn: ({ signal }) => api.orders.listOrders({ ...filterOf(view), query: q, page, limit: ORDERS_A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })

export const orderQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['orders', 'one', order_id],
    queryFn: ({ signal }) => api.orders.readOrder({ order_id }, { signal }),
  })

export const paymentsQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['payments', order_id],
    queryFn: ({ signal }) => api.payments.listPayments({ order_id }, { signal }),
  })
