import { lastSearch } from '#admin/parts/last-search.ts'
import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'

export const PRODUCT_STATUSES = ['active', 'draft', 'archived'] as const
export type ProductStatus = (typeof PRODUCT_STATUSES)[number]
export type ProductsSearch = { status?: ProductStatus | undefined; q?: string | undefined; page?: number | undefined }

export const readProductsSearch = (raw: Record<string, unknown>): ProductsSearch => ({
  status: oneOf(PRODUCT_STATUSES, raw.status),
  q: textOf(raw.q),
  page: pageOf(raw.page),
})

export const lastProductsSearch = lastSearch(readProductsSearch, 'products')
