import { lastSearch } from '#admin/parts/last-search.ts'
import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'
import { Status } from '#modules/catalog/contract.ts'
import type { Static } from '#platform/contract.ts'

export type ProductStatus = Static<typeof Status>
export type ProductsSearch = { status?: ProductStatus | undefined; q?: string | undefined; page?: number | undefined }

export const readProductsSearch = (raw: Record<string, unknown>): ProductsSearch => ({
  status: oneOf(Status.enum, raw.status),
  q: textOf(raw.q),
  page: pageOf(raw.page),
})

export const lastProductsSearch = lastSearch(readProductsSearch, 'products')
