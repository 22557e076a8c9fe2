import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'

export const priceListsQuery = (page: number | undefined) =>
  queryOptions({
    queryKey: ['price-lists', 'list', page],
    queryFn: ({ signal }) => api.pricing.listPriceLists({ page, limit: 30 }, { signal }),
    placeholderData: keepPreviousData,
  })

export const ENTRIES_A_PAGE = 50

export const priceListQuery = (list_id: string, page?: number) =>
  queryOptions({
    queryKey: ['price-lists', 'one', list_id, page],
    queryFn: ({ signal }) => api.pricing.readPriceList({ list_id, page, limit: ENTRIES_A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })
