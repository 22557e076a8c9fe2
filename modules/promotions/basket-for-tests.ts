/** Baskets and promotions as small as a test can say them. */
import { newId } from '#platform/ids.ts'
import type { Basket, Candidate, Live } from './needs.ts'
import type { Action, Condition, Draft, Rule } from './shapes.ts'

type Line = Basket['lines'][number]

let lines = 0
export const lineOf = (unit_amount: number, quantity = 1, ids: Partial<Line> = {}): Line => ({
  line_id: `line ${String(++lines).padStart(6, '0')}`,
  variant_id: newId(),
  product_id: newId(),
  category_ids: [],
  quantity,
  unit_amount,
  amount: unit_amount * quantity,
  ...ids,
})

export const basketOf = (lines: Line[], more: Partial<Basket> = {}): Basket => ({
  currency: 'EUR',
  lines,
  shipping_amount: 0,
  now: new Date('2026-03-01T09:00:00Z'),
  ...more,
})

export const ruleOf = (action: Action, conditions: Condition[] = [], more: Partial<Rule> = {}): Rule => ({
  version: 1,
  conditions,
  action,
  ...more,
})
export const percentOf = (percent: number): Action => ({ kind: 'percent', basis_points: percent * 100 })
export const off = (amount: number): Action => ({ kind: 'amount', amounts: { EUR: amount } })

export const draftOf = (rule: Rule, more: Partial<Draft> = {}): Draft => ({
  title: 'Offer',
  trigger: 'automatic',
  tax_basis: 'after_tax',
  rule,
  ...more,
})

let made = 0
/** Each is made a millisecond after the one before, so that their ids rise. */
export const candidateOf = (rule: Rule, more: Partial<Live> = {}, code: string | null = null): Candidate => ({
  code,
  used_up: null,
  promotion: {
    promotion_id: newId(new Date(Date.UTC(2026, 0, 1) + ++made)),
    title: 'Offer',
    titles: {},
    trigger: code ? 'code' : 'automatic',
    rule,
    tax_basis: 'after_tax',
    priority: 0,
    is_exclusive: false,
    exclusion_group: null,
    starts_at: null,
    ends_at: null,
    limit_total: null,
    limit_per_customer: null,
    limit_per_code: null,
    paused_at: null,
    ...more,
  },
})
