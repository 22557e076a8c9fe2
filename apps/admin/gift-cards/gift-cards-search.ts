import { lastSearch } from '#admin/parts/last-search.ts'
import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'
import { InstrumentKind, type InstrumentRow } from '#modules/gift-cards/contract.ts'

export type GiftCardsSearch = { kind?: InstrumentRow['kind'] | undefined; q?: string | undefined; page?: number | undefined }

export const readGiftCardsSearch = (raw: Record<string, unknown>): GiftCardsSearch => ({
  kind: oneOf(InstrumentKind.enum, raw.kind),
  q: textOf(raw.q),
  page: pageOf(raw.page),
})

export const lastGiftCardsSearch = lastSearch(readGiftCardsSearch, 'gift-cards')
