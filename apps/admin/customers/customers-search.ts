import { lastSearch } from '#admin/parts/last-search.ts'
import { pageOf, textOf } from '#admin/parts/url-state.ts'

export type CustomersSearch = { q?: string | undefined; page?: number | undefined }

export const readCustomersSearch = (raw: Record<string, unknown>): CustomersSearch => ({ q: textOf(raw.q), page: pageOf(raw.page) })

export const lastCustomersSearch = lastSearch(readCustomersSearch, 'customers')
