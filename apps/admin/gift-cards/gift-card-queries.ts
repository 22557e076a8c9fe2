import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { GiftCardsSearch } from '#admin/gift-cards/gift-cards-search.ts'

export const giftCardsQuery = ({ kind, q, page }: GiftCardsSearch) =>
  queryOptions({
    queryKey: ['gift-cards', 'list', kind, q, page],
    queryFn: ({ signal }) => api.giftCards.listInstruments({ kind, query: q, page, limit: 30 }, { signal }),
    placeholderData: keepPreviousData,
  })

export const giftCardQuery = (instrument_id: string) =>
  queryOptions({
    queryKey: ['gift-cards', 'one', instrument_id],
    queryFn: ({ signal }) => api.giftCards.readInstrument({ instrument_id }, { signal }),
  })
