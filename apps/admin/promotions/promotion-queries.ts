import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { categoriesQuery } from '#admin/categories/category-queries.ts'
import { pathsOf, treeOf } from '#admin/categories/category-tree.ts'
import { goodsQuery, productChoices, variantChoices } from '#admin/parts/goods-picker.tsx'
import type { PromotionsSearch } from '#admin/promotions/promotions-search.ts'
import { type NameOf, scopesOf } from '#admin/promotions/rule-words.ts'
import { zonesQuery } from '#admin/shipping/shipping-queries.ts'
import type { promotions } from '#modules/promotions/contract.ts'
import type { Output } from '#platform/contract.ts'

export type PromotionRow = Output<typeof promotions.ops.listPromotions>['promotions'][number]
export type Promotion = Output<typeof promotions.ops.createPromotion>
export type Usage = Output<typeof promotions.ops.readPromotion>['usage']

const A_PAGE = 30

export const promotionsQuery = ({ q, page }: PromotionsSearch) =>
  queryOptions({
    queryKey: ['promotions', 'list', q, page],
    queryFn: ({ signal }) => api.promotions.listPromotions({ query: q, page, limit: A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })

export const promotionQuery = (promotion_id: string) =>
  queryOptions({
    queryKey: ['promotions', 'one', promotion_id],
    queryFn: ({ signal }) => api.promotions.readPromotion({ promotion_id }, { signal }),
    gcTime: 0,
  })

export const codesQuery = (promotion_id: string, after: string | undefined) =>
  queryOptions({
    queryKey: ['promotions', 'codes', promotion_id, after],
    queryFn: ({ signal }) => api.promotions.listCodes({ promotion_id, after, limit: 20 }, { signal }),
    placeholderData: keepPreviousData,
  })

/** What the rules call the categories, products, variants and ways of shipping they name; one request for each kind of thing. */
export const useNames = (rules: readonly Promotion['rule'][]): NameOf => {
  const scopes = rules.flatMap(scopesOf)
  const has_methods = rules.some(({ action }) => action.kind === 'free_shipping' && action.method_ids)
  const ids = (field: 'product_ids' | 'variant_ids') => [...new Set(scopes.flatMap((scope) => scope[field] ?? []))].slice(0, 1_000)
  const { data: goods } = useQuery(goodsQuery({ product_ids: ids('product_ids'), variant_ids: ids('variant_ids') }))
  const { data: tree } = useQuery({ ...categoriesQuery(), enabled: scopes.some(({ category_ids }) => category_ids) })
  const { data: zones } = useQuery({ ...zonesQuery, enabled: has_methods })
  const names = new Map<string, string>()
  for (const { value, label } of [...productChoices(goods?.goods ?? []), ...variantChoices(goods?.goods ?? [])]) names.set(value, label)
  for (const { category_id, path } of pathsOf(treeOf(tree?.categories ?? []))) names.set(category_id, path)
  for (const { methods } of zones?.zones ?? []) for (const { method_id, title } of methods) names.set(method_id, title)
  return (id) => names.get(id)
}
