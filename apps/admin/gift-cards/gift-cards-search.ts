import { lastSearch } from '#admin/parts/last-search.ts'
import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'

export const KINDS = ['card', 'credit'] as const
export type GiftCardsSearch = { kind?: (typeof KINDS)[number] | undefined; q?: string | undefined; page?: number | undefined }

export const readGiftCardsSearch = (raw: Record<string, unknown>): GiftCardsSearch => ({
  kind: oneOf(KINDS, raw.kind),
  q: textOf(raw.q),
  page: pageOf(raw.page),
})

export const lastGiftCardsSearch = lastSearch(readGiftCardsSearch, 'gift-cards')
