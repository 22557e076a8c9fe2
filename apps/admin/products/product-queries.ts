import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { ProductsSearch } from '#admin/products/products-search.ts'

export const PRODUCTS_A_PAGE = 30

export const productsQuery = ({ status, q, page }: ProductsSearch) =>
  queryOptions({
    queryKey: ['products', 'list', status, q, page],
    queryFn: ({ signal }) => api.catalog.listAllProducts({ status, query: q, page, limit: PRODUCTS_A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })

/** Never kept: whoever edits a product starts from its newest state. */
export const productQuery = (product_id: string) =>
  queryOptions({
    queryKey: ['products', 'form', product_id],
    queryFn: ({ signal }) => api.catalog.editProduct({ product_id }, { signal }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
