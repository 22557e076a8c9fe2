import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { PaymentsSearch } from '#admin/payments/payments-search.ts'

/** Those that shoppers can choose. */
export const methodsQuery = queryOptions({
  queryKey: ['payments', 'methods'],
  queryFn: ({ signal }) => api.payments.listMethods({}, { signal }),
  staleTime: 5 * 60_000,
})

/** All that payments may have been made by, whether it is offered still or not. */
export const allMethodsQuery = queryOptions({
  queryKey: ['payments', 'methods', 'all'],
  queryFn: ({ signal }) => api.payments.listMethods({ with_unoffered: true }, { signal }),
  staleTime: 5 * 60_000,
})

export const troublesQuery = queryOptions({
  queryKey: ['payments', 'troubles'],
  queryFn: ({ signal }) => api.payments.listTroubles({}, { signal }),
})

export const booksQuery = (provider: string) =>
  infiniteQueryOptions({
    queryKey: ['payments', 'books', provider],
    queryFn: ({ pageParam, signal }) => api.payments.readBooks({ provider, before: pageParam, limit: 30 }, { signal }),
    initialPageParam: undefined as string | undefined, // the payment before which the page begins
    getNextPageParam: ({ rows, has_more }) => (has_more ? rows.at(-1)?.payment_id : undefined),
  })

const A_PAGE = 30

export const webhooksQuery = ({ provider, only, id, page }: PaymentsSearch) =>
  queryOptions({
    queryKey: ['payments', 'webhooks', provider, only, id, page],
    queryFn: ({ signal }) =>
      api.payments.listWebhooks({ provider, webhook_id: id, is_open: only === 'open' || undefined, page, limit: A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })

export const payoutDifferencesQuery = (provider: string, days: number) =>
  queryOptions({
    queryKey: ['payments', 'payout-differences', provider, days],
    queryFn: ({ signal }) => api.payments.listPayoutDifferences({ provider, days }, { signal }),
  })
