/** A promotion while it is being edited: amounts and times are still what someone typed, and switching the kind loses nothing. */
import { type TypedAmounts, typedAmounts } from '#admin/parts/amounts.ts'
import { newId } from '#admin/parts/new-id.ts'
import { typedPercent, typedTime } from '#admin/parts/typed.ts'
import type { Promotion } from '#admin/promotions/promotion-queries.ts'
import type { Action, Condition, Scope } from '#admin/promotions/rule-words.ts'

export type DraftScope = Required<Scope>

export type DraftAction = {
  kind: Action['kind']
  percent: string
  amounts: TypedAmounts
  lines: DraftScope
  buy: DraftScope
  buy_quantity: string
  /** whether other goods are given than those that are bought */
  has_get: boolean
  get: DraftScope
  get_quantity: string
  max_times: string
  method_ids: string[]
  items: { key: string; lines: DraftScope; quantity: string }[]
}

export type DraftCondition = {
  key: string
  kind: Condition['kind']
  amounts: TypedAmounts
  lines: DraftScope
  quantity: string
  groups: string[]
  currencies: string[]
}

export type PromotionDraft = {
  promotion_id: string
  version: number
  title: string
  titles: Record<string, string>
  trigger: Promotion['trigger']
  /** the first ones, as typed before the promotion is there, or while it was made; afterwards codes are added by themselves */
  codes: string
  action: DraftAction
  conditions: DraftCondition[]
  max_discount: TypedAmounts
  tax_basis: Promotion['tax_basis']
  priority: string
  is_exclusive: boolean
  exclusion_group: string
  starts_at: string
  ends_at: string
  limit_total: string
  limit_per_customer: string
  limit_per_code: string
}

export const EVERYTHING: DraftScope = { variant_ids: [], product_ids: [], category_ids: [] }

const NEW_ACTION: DraftAction = {
  kind: 'percent',
  percent: '10',
  amounts: {},
  lines: EVERYTHING,
  buy: EVERYTHING,
  buy_quantity: '2',
  has_get: false,
  get: EVERYTHING,
  get_quantity: '1',
  max_times: '',
  method_ids: [],
  items: [
    { key: 'first', lines: EVERYTHING, quantity: '1' },
    { key: 'second', lines: EVERYTHING, quantity: '1' },
  ],
}

export const newCondition = (kind: DraftCondition['kind']): DraftCondition => ({
  key: newId(),
  kind,
  amounts: {},
  lines: EVERYTHING,
  quantity: '2',
  groups: [],
  currencies: [],
})

export const newPromotion = (): PromotionDraft => ({
  promotion_id: newId(),
  version: 0,
  title: '',
  titles: {},
  trigger: 'automatic',
  codes: '',
  action: NEW_ACTION,
  conditions: [],
  max_discount: {},
  tax_basis: 'before_tax',
  priority: '0',
  is_exclusive: false,
  exclusion_group: '',
  starts_at: '',
  ends_at: '',
  limit_total: '',
  limit_per_customer: '',
  limit_per_code: '',
})

export const draftOf = (promotion: Promotion): PromotionDraft => {
  const { rule } = promotion
  const limit = (number: number | null) => (number === null ? '' : String(number))
  return {
    promotion_id: promotion.promotion_id,
    version: promotion.version,
    title: promotion.title,
    titles: promotion.titles,
    trigger: promotion.trigger,
    codes: '',
    action: draftAction(rule.action),
    conditions: rule.conditions.map(draftCondition),
    max_discount: typedAmounts(rule.max_discount),
    tax_basis: promotion.tax_basis,
    priority: String(promotion.priority),
    is_exclusive: promotion.is_exclusive,
    exclusion_group: promotion.exclusion_group ?? '',
    starts_at: typedTime(promotion.starts_at),
    ends_at: typedTime(promotion.ends_at),
    limit_total: limit(promotion.limit_total),
    limit_per_customer: limit(promotion.limit_per_customer),
    limit_per_code: limit(promotion.limit_per_code),
  }
}

const draftScope = (scope: Scope | undefined): DraftScope => ({ ...EVERYTHING, ...scope })

const draftAction = (action: Action): DraftAction => {
  const times = 'max_times' in action && action.max_times ? String(action.max_times) : ''
  const base = { ...NEW_ACTION, kind: action.kind, max_times: times }
  switch (action.kind) {
    case 'percent':
      return { ...base, percent: typedPercent(action.basis_points), lines: draftScope(action.lines) }
    case 'amount':
      return { ...base, amounts: typedAmounts(action.amounts), lines: draftScope(action.lines) }
    case 'buy_x_get_y':
      return {
        ...base,
        percent: typedPercent(action.basis_points),
        buy: draftScope(action.buy),
        buy_quantity: String(action.buy_quantity),
        has_get: action.get !== undefined,
        get: draftScope(action.get),
        get_quantity: String(action.get_quantity),
      }
    case 'free_shipping':
      return { ...base, method_ids: action.method_ids ?? [] }
    case 'bundle_price':
      return {
        ...base,
        amounts: typedAmounts(action.amounts),
        items: action.items.map(({ lines, quantity }, index) => ({
          key: `${index}`,
          lines: draftScope(lines),
          quantity: String(quantity),
        })),
      }
  }
}

const draftCondition = (condition: Condition, index: number): DraftCondition => ({
  ...newCondition(condition.kind),
  key: `${index}`,
  ...('amounts' in condition ? { amounts: typedAmounts(condition.amounts) } : {}),
  ...('lines' in condition ? { lines: draftScope(condition.lines) } : {}),
  ...('quantity' in condition ? { quantity: String(condition.quantity) } : {}),
  ...('groups' in condition ? { groups: condition.groups } : {}),
  ...('currencies' in condition ? { currencies: condition.currencies } : {}),
})
