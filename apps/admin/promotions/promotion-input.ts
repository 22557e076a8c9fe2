/** Turns a draft into what the shop takes, or says at which fields it cannot. */
import { readAmounts } from '#admin/parts/amounts.ts'
import { parseCount, parsePercent, parseTime } from '#admin/parts/typed.ts'
import type { FieldErrors } from '#admin/parts/use-editor.ts'
import type { DraftAction, DraftCondition, DraftScope, PromotionDraft } from '#admin/promotions/promotion-draft.ts'
import type { Action, Condition, Rule, Scope } from '#admin/promotions/rule-words.ts'
import type { promotions } from '#modules/promotions/contract.ts'
import type { Input } from '#platform/contract.ts'

export type PromotionInput = Omit<Input<typeof promotions.ops.updatePromotion>, 'promotion_id' | 'version'>

const MOST_UNITS = 10_000
const MOST_TIMES = 1_000

/** `input` may be sent when `errors` is empty. */
export const inputOf = (draft: PromotionDraft): { input: PromotionInput; errors: FieldErrors } => {
  const errors: FieldErrors = {}
  if (!draft.title.trim()) errors.title = 'Give the promotion a title; shoppers read it beside the discount'
  const titles = Object.entries(draft.titles).filter(([, title]) => title.trim())
  const input: PromotionInput = {
    title: draft.title.trim(),
    titles: Object.fromEntries(titles.map(([locale, title]) => [locale, title.trim()])),
    trigger: draft.trigger,
    rule: ruleOf(draft, errors),
    tax_basis: draft.tax_basis,
    priority: priorityOf(draft.priority, errors),
    is_exclusive: draft.is_exclusive,
    exclusion_group: draft.is_exclusive ? null : draft.exclusion_group.trim() || null,
    starts_at: parseTime(draft.starts_at),
    ends_at: parseTime(draft.ends_at),
    limit_total: limitOf(draft.limit_total, 'limit_total', errors),
    limit_per_customer: limitOf(draft.limit_per_customer, 'limit_per_customer', errors),
    limit_per_code: draft.trigger === 'code' ? limitOf(draft.limit_per_code, 'limit_per_code', errors) : null,
  }
  if (codesOf(draft).some((code) => !CODE.test(code))) errors.codes = 'Letters, digits and hyphens, at least three of them'
  if (input.starts_at && input.ends_at && input.ends_at <= input.starts_at) errors.ends_at = 'It ends after it starts'
  return { input, errors }
}

const CODE = /^[A-Za-z0-9][A-Za-z0-9-]{2,39}$/ // as modules/promotions/shapes.ts has it

/** The codes that are typed, one a line or parted by spaces or commas; none where shoppers need none. */
export const codesOf = ({ trigger, codes }: Pick<PromotionDraft, 'trigger' | 'codes'>): string[] =>
  trigger === 'code' ? [...new Set(codes.split(/[\s,;]+/).filter(Boolean))] : []

/** The rule as far as it can be read, for showing it as a sentence while it is typed. */
export const ruleOf = ({ action, conditions, max_discount }: PromotionDraft, errors: FieldErrors): Rule => {
  const most = readAmounts(max_discount, 'rule.max_discount', errors)
  return {
    version: 1,
    conditions: conditions.map((condition, index) => conditionOf(condition, `rule.conditions.${index}`, errors)),
    action: actionOf(action, errors),
    ...(Object.keys(most).length > 0 ? { max_discount: most } : {}),
  }
}

const actionOf = (action: DraftAction, errors: FieldErrors): Action => {
  const at = 'rule.action'
  const times = action.max_times.trim() ? { max_times: countOf(action.max_times, `${at}.max_times`, errors, MOST_TIMES) } : {}
  switch (action.kind) {
    case 'percent':
      return { kind: 'percent', basis_points: percentOf(action, errors), ...linesOf(action.lines) }
    case 'amount':
      return { kind: 'amount', amounts: amountsOf(action.amounts, `${at}.amounts`, errors), ...linesOf(action.lines) }
    case 'buy_x_get_y':
      return {
        kind: 'buy_x_get_y',
        buy: scopeOf(action.buy),
        buy_quantity: countOf(action.buy_quantity, `${at}.buy_quantity`, errors),
        ...(action.has_get ? { get: scopeOf(action.get) } : {}),
        get_quantity: countOf(action.get_quantity, `${at}.get_quantity`, errors),
        basis_points: percentOf(action, errors),
        ...times,
      }
    case 'free_shipping':
      return { kind: 'free_shipping', ...(action.method_ids.length > 0 ? { method_ids: action.method_ids } : {}) }
    case 'bundle_price':
      return {
        kind: 'bundle_price',
        amounts: amountsOf(action.amounts, `${at}.amounts`, errors),
        items: action.items.map(({ lines, quantity }, index) => ({
          lines: scopeOf(lines),
          quantity: countOf(quantity, `${at}.items.${index}.quantity`, errors),
        })),
        ...times,
      }
  }
}

const conditionOf = (condition: DraftCondition, at: string, errors: FieldErrors): Condition => {
  switch (condition.kind) {
    case 'subtotal_at_least':
      return { kind: condition.kind, amounts: amountsOf(condition.amounts, `${at}.amounts`, errors), ...linesOf(condition.lines) }
    case 'quantity_at_least':
      return { kind: condition.kind, quantity: countOf(condition.quantity, `${at}.quantity`, errors), ...linesOf(condition.lines) }
    case 'customer_group':
      if (condition.groups.length === 0) errors[`${at}.groups`] = 'Name at least one group'
      return { kind: condition.kind, groups: condition.groups }
    case 'currency':
      if (condition.currencies.length === 0) errors[`${at}.currencies`] = 'Choose at least one currency'
      return { kind: condition.kind, currencies: condition.currencies }
    default:
      return { kind: condition.kind }
  }
}

/** Lists that are empty are left out: a list names what is meant, and none means everything. */
const scopeOf = ({ variant_ids, product_ids, category_ids }: DraftScope): Scope => ({
  ...(variant_ids.length > 0 ? { variant_ids } : {}),
  ...(product_ids.length > 0 ? { product_ids } : {}),
  ...(category_ids.length > 0 ? { category_ids } : {}),
})

const linesOf = (scope: DraftScope): { lines?: Scope } => {
  const lines = scopeOf(scope)
  return Object.keys(lines).length > 0 ? { lines } : {}
}

const amountsOf = (typed: DraftAction['amounts'], path: string, errors: FieldErrors): Record<string, number> => {
  const amounts = readAmounts(typed, path, errors)
  const is_wrong = Object.keys(errors).some((field) => field.startsWith(`${path}.`))
  if (Object.keys(amounts).length === 0 && !is_wrong) errors[path] = 'An amount in at least one currency'
  return amounts
}

const percentOf = ({ percent }: DraftAction, errors: FieldErrors): number => {
  const points = parsePercent(percent)
  if (!points) errors['rule.action.basis_points'] = 'A percentage above 0 and up to 100, such as 12.5'
  return points ?? 0
}

const countOf = (typed: string, field: string, errors: FieldErrors, most = MOST_UNITS): number => {
  const number = parseCount(typed, 1, most)
  if (number === undefined) errors[field] = `A whole number from 1 to ${most.toLocaleString('en')}`
  return number ?? 1
}

const limitOf = (typed: string, field: string, errors: FieldErrors): number | null => {
  if (!typed.trim()) return null
  const number = parseCount(typed, 1)
  if (number === undefined) errors[field] = 'A whole number, 1 or more; empty for no limit'
  return number ?? null
}

const priorityOf = (typed: string, errors: FieldErrors): number => {
  const number = /^-?\d{1,4}$/.test(typed.trim()) ? Number(typed) : undefined
  if (number === undefined || Math.abs(number) > 1_000) errors.priority = 'A whole number from -1000 to 1000'
  return number ?? 0
}
