import { queryOptions, useQueries } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'

const ASKED_AT_ONCE = 100

const numbersQuery = (order_ids: string[]) =>
  queryOptions({
    queryKey: ['order-numbers', order_ids],
    queryFn: ({ signal }) => api.orders.readNumbers({ order_ids }, { signal }),
    staleTime: Number.POSITIVE_INFINITY, // a number never changes
  })

/** What people call the orders of a list that knows their ids; until that is known, the end of the id. */
export const useOrderNumbers = (order_ids: string[]): ((order_id: string) => string) => {
  const ids = [...new Set(order_ids)]
  const parts = Array.from({ length: Math.ceil(ids.length / ASKED_AT_ONCE) }, (_, part) =>
    ids.slice(part * ASKED_AT_ONCE, (part + 1) * ASKED_AT_ONCE),
  )
  const numbers = useQueries({ queries: parts.map(numbersQuery) }).flatMap(({ data }) => data?.orders ?? [])
  const known = new Map(numbers.map(({ order_id, number }) => [order_id, number]))
  return (order_id) => known.get(order_id) ?? `…${order_id.slice(-8)}`
}
