import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { EditedLine } from '#admin/orders/wanted-lines.ts'
import { parseAmount } from '#admin/parts/money.ts'
import { newId } from '#admin/parts/new-id.ts'
import { parseTime } from '#admin/parts/typed.ts'
import type { PromotionDraft } from '#admin/promotions/promotion-draft.ts'
import { inputOf } from '#admin/promotions/promotion-input.ts'

/** A basket that was made up, its owner, and the day. `group`: empty for none. */
export type Trial = {
  lines: EditedLine[]
  currency: string
  customer: 'guest' | 'known'
  group: string
  has_ordered_before: boolean
  at: string
  shipping: string
  method_id: string | null
  is_alone: boolean
  codes: string[]
}

export const newTrial = (currency: string): Trial => ({
  ...{ lines: [], currency, customer: 'guest', group: '', has_ordered_before: false, at: '', shipping: '', method_id: null },
  ...{ is_alone: false, codes: [] },
})

const SOMEBODY = newId()
/** What a group may be called. */
const GROUP = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** What the promotion, as it stands in the form, takes off this basket; asked once the hand rests. */
export const useRehearsal = (draft: PromotionDraft, trial: Trial) => {
  const basket = useBasket(trial)
  const { input, errors } = inputOf({ ...draft, title: draft.title.trim() || 'This promotion' })
  const is_complete = Object.keys(errors).length === 0
  const at = parseTime(trial.at)
  const wish = basket && {
    draft: input,
    promotion_id: draft.promotion_id,
    baskets: [basket],
    ...(at && { at }),
    ...(!trial.is_alone && { codes: trial.codes }),
  }
  const [asked] = useDebouncedValue(wish && is_complete ? JSON.stringify(wish) : '', 300)
  const query = useQuery({
    queryKey: ['promotions', 'rehearsal', asked],
    queryFn: ({ signal }) => api.promotions.rehearse(JSON.parse(asked), { signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  return { basket, is_complete, error: query.error, found: asked === '' ? undefined : query.data?.results[0] }
}

/** The lines with today's prices, those of the group where one is named, and with the categories they are in. */
const useBasket = ({ lines, currency, customer, group, has_ordered_before, shipping, method_id }: Trial) => {
  const wanted = lines.map(({ variant_id, quantity }) => ({ variant_id, quantity }))
  const { data: quote } = useQuery({
    queryKey: ['promotions', 'basket', currency, wanted],
    queryFn: ({ signal }) => api.orders.quoteCheckout({ currency, lines: wanted }, { signal }),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
  const customer_group = customer === 'known' ? group.trim().toLowerCase() : ''
  const prices = useQueries({
    queries: wanted.map(({ variant_id, quantity }) => ({
      queryKey: ['pricing', 'why', variant_id, currency, quantity, customer_group],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.pricing.explainPrice({ variant_id, currency, quantity, customer_group }, { signal }),
      enabled: GROUP.test(customer_group),
      staleTime: 60_000,
    })),
  })
  if (!quote || quote.currency !== currency || wanted.length === 0) return undefined
  const priced = wanted.flatMap(({ variant_id, quantity }, i) => {
    const line = quote.lines.find((one) => one.variant_id === variant_id)
    if (!line) return []
    const unit_amount = prices[i]?.data?.unit_price?.amount ?? line.unit_price.amount
    const { product_id, category_ids } = line
    return [{ line_id: variant_id, variant_id, product_id, category_ids, quantity, unit_amount, amount: quantity * unit_amount }]
  })
  return {
    currency,
    customer_id: customer === 'known' ? SOMEBODY : null,
    ...(customer_group && { customer_group }),
    is_first_order: !has_ordered_before,
    lines: priced,
    shipping_amount: Math.max(0, parseAmount(shipping, currency) ?? 0),
    shipping_method_id: method_id,
  }
}
