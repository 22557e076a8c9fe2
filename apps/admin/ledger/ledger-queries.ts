import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { LedgerSearch } from '#admin/ledger/ledger-search.ts'

const A_PAGE = 50

export const accountsQuery = queryOptions({
  queryKey: ['ledger', 'accounts'],
  queryFn: ({ signal }) => api.ledger.listAccounts({}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

export const entriesQuery = ({ account, from, to, order }: LedgerSearch) =>
  infiniteQueryOptions({
    queryKey: ['ledger', 'entries', account, from, to, order],
    queryFn: ({ pageParam, signal }) =>
      api.ledger.listEntries({ account, from, to, order_id: order, before: pageParam ?? undefined, limit: A_PAGE }, { signal }),
    initialPageParam: null as number | null, // heights are counted from the newest entry down
    getNextPageParam: ({ next }) => next,
  })

export const trialBalanceQuery = (day: string) =>
  queryOptions({
    queryKey: ['ledger', 'trial-balance', day],
    queryFn: ({ signal }) => api.ledger.readTrialBalance({ day }, { signal }),
  })

export const openItemsQuery = infiniteQueryOptions({
  queryKey: ['ledger', 'open-items'],
  queryFn: ({ pageParam, signal }) => api.ledger.listOpenItems({ after: pageParam ?? undefined, limit: A_PAGE }, { signal }),
  initialPageParam: null as string | null, // the id of the order after which the page begins
  getNextPageParam: ({ next }) => next,
})

export const differencesQuery = infiniteQueryOptions({
  queryKey: ['ledger', 'differences'],
  queryFn: ({ pageParam, signal }) => api.ledger.listDifferences({ after: pageParam ?? undefined }, { signal }),
  initialPageParam: null as string | null, // the id of the order after which the part begins
  getNextPageParam: ({ next }) => next,
})
