import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import type { Goods } from '#modules/catalog/contract.ts'

type Ids = { product_ids?: string[]; variant_ids?: string[] }

/** What these products and variants are called. */
export const goodsQuery = ({ product_ids = [], variant_ids = [] }: Ids) =>
  queryOptions({
    queryKey: ['goods', 'named', product_ids, variant_ids],
    queryFn: ({ signal }) => api.catalog.findGoods({ product_ids, variant_ids }, { signal }),
    enabled: product_ids.length + variant_ids.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

/** Products matching what is typed; nothing is asked below two letters. */
export const useFoundGoods = (typed: string) => {
  const [settled] = useDebouncedValue(typed.trim(), 200)
  return useQuery({
    queryKey: ['goods', 'found', settled],
    queryFn: ({ signal }) => api.catalog.findGoods({ query: settled }, { signal }),
    enabled: settled.length > 1,
    placeholderData: keepPreviousData,
  })
}

export type Choice = { value: string; label: string }

export const productChoices = (goods: readonly Goods[]): Choice[] =>
  goods.map(({ product_id, title }) => ({ value: product_id, label: title }))

/** `Shirt, blue / L (SHIRT-BLUE-L)` */
export const variantChoices = (goods: readonly Goods[]): Choice[] =>
  goods.flatMap(({ title, variants }) =>
    variants.map((variant) => ({
      value: variant.variant_id,
      label: `${title}${variant.title ? `, ${variant.title}` : ''} (${variant.sku})`,
    })),
  )

type Props = {
  kind: 'products' | 'variants'
  label: string
  value: string[]
  onChange(ids: string[]): void
  error?: string | undefined
  max?: number
}

/** Chooses products or variants by typing a part of their title or SKU. */
export const GoodsPicker = ({ kind, label, value, onChange, error, max = 1_000 }: Props) => {
  const [typed, setTyped] = useState('')
  const named = useQuery(goodsQuery(kind === 'products' ? { product_ids: value } : { variant_ids: value }))
  const found = useFoundGoods(typed)
  const choicesOf = kind === 'products' ? productChoices : variantChoices
  const known = new Map(
    choicesOf([...(named.data?.goods ?? []), ...(found.data?.goods ?? [])]).map(({ value: id, label: text }) => [id, text]),
  )
  const shown = new Set([...value, ...choicesOf(typed.trim().length > 1 ? (found.data?.goods ?? []) : []).map((choice) => choice.value)])
  const gone = named.isPending ? '…' : 'No longer there'
  return (
    <MultiSelect
      label={label}
      placeholder={value.length === 0 ? 'Type a title or SKU' : undefined}
      data={[...shown].map((id) => ({ value: id, label: known.get(id) ?? gone }))}
      value={value}
      onChange={onChange}
      error={error}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      maxValues={max}
      hidePickedOptions
      nothingFoundMessage={typed.trim().length < 2 ? 'Type at least two letters' : found.isFetching ? 'Looking …' : 'Nothing found'}
    />
  )
}
