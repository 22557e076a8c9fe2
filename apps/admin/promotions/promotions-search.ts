import { lastSearch } from '#admin/parts/last-search.ts'
import { pageOf, textOf } from '#admin/parts/url-state.ts'

export type PromotionsSearch = { q?: string | undefined; page?: number | undefined }

export const readPromotionsSearch = (raw: Record<string, unknown>): PromotionsSearch => ({ q: textOf(raw.q), page: pageOf(raw.page) })

export const lastPromotionsSearch = lastSearch(readPromotionsSearch, 'promotions')
