import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'

export const customerQuery = (user_id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', user_id],
    queryFn: ({ signal }) => api.customers.readCustomer({ user_id }, { signal }),
  })

export const creditOfQuery = (user_id: string) =>
  queryOptions({
    queryKey: ['gift-cards', 'of', user_id],
    queryFn: ({ signal }) => api.giftCards.listInstruments({ kind: 'credit', query: user_id, limit: 50 }, { signal }),
  })

const priceListsQuery = queryOptions({
  queryKey: ['price-lists', 'groups'],
  queryFn: ({ signal }) => api.pricing.listPriceLists({ limit: 100 }, { signal }),
})

const promotionsQuery = queryOptions({
  queryKey: ['promotions', 'groups'],
  queryFn: ({ signal }) => api.promotions.listPromotions({ limit: 100 }, { signal }),
})

/** The groups that price lists and promotions name: what putting someone into one changes. */
export const useGroups = (): { group: string; named_by: string[] }[] => {
  const { data: priced } = useQuery(priceListsQuery)
  const { data: offered } = useQuery(promotionsQuery)
  const named = [
    ...(priced?.lists ?? []).flatMap(({ customer_group, title }) => (customer_group ? [{ group: customer_group, title }] : [])),
    ...(offered?.promotions ?? []).flatMap(({ rule, title }) =>
      (rule.conditions ?? []).flatMap((one) => (one.kind === 'customer_group' ? one.groups.map((group) => ({ group, title })) : [])),
    ),
  ]
  return [...Map.groupBy(named, ({ group }) => group)]
    .map(([group, by]) => ({ group, named_by: [...new Set(by.map(({ title }) => title))] }))
    .sort((a, b) => a.group.localeCompare(b.group))
}
