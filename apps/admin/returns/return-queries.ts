import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { ReturnsSearch } from '#admin/returns/returns-search.ts'

export const RETURNS_A_PAGE = 30

export const returnsQuery = ({ state, page }: ReturnsSearch) =>
  queryOptions({
    queryKey: ['returns', 'list', state, page],
    queryFn: ({ signal }) => api.returns.listReturns({ state, page, limit: RETURNS_A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })

export const returnQuery = (return_id: string) =>
  queryOptions({
    queryKey: ['returns', 'one', return_id],
    queryFn: ({ signal }) => api.returns.readReturn({ return_id }, { signal }),
  })

export const orderReturnsQuery = (order_id: string) =>
  queryOptions({
    queryKey: ['returns', 'of', order_id],
    queryFn: ({ signal }) => api.returns.readReturnable({ order_id }, { signal }),
  })

/** The variants of a product with their stock and prices. Asked again with the returns: a decision that failed may have been about stock. */
export const exchangeableQuery = (product_id: string) =>
  queryOptions({
    queryKey: ['returns', 'exchangeable', product_id],
    queryFn: ({ signal }) => api.catalog.editProduct({ product_id }, { signal }),
  })
