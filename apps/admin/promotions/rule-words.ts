/** A promotion's rule as a sentence: what the shopper gets, and when. */
import { showMoney } from '#admin/parts/money.ts'
import { showPercent } from '#admin/parts/typed.ts'
import { count } from '#admin/parts/words.ts'
import type { promotions } from '#modules/promotions/contract.ts'
import type { Input } from '#platform/contract.ts'

export type Rule = Input<typeof promotions.ops.createPromotion>['rule']
export type Trigger = Input<typeof promotions.ops.createPromotion>['trigger']
export type Action = Rule['action']
export type Condition = Rule['conditions'][number]
export type Scope = { variant_ids?: string[]; product_ids?: string[]; category_ids?: string[] }
/** What a category, product, variant or shipping method is called; undefined while nobody knows. */
export type NameOf = (id: string) => string | undefined

/** `With a code: 10 % off everything, if the goods come to at least €50.00. At most €20.00 off.` */
export const sentenceOf = ({ action, conditions, max_discount }: Rule, nameOf: NameOf, trigger: Trigger = 'automatic'): string => {
  const when = conditions.map((condition) => conditionWords(condition, nameOf))
  const most = max_discount ? ` At most ${amountWords(max_discount)} off.` : ''
  return `${trigger === 'code' ? 'With a code: ' : ''}${actionWords(action, nameOf)}${when.length > 0 ? `, if ${joined(when, 'and')}` : ''}.${most}`
}

const actionWords = (action: Action, nameOf: NameOf): string => {
  switch (action.kind) {
    case 'percent':
      return `${showPercent(action.basis_points)} off ${scopeWords(action.lines, nameOf, 'everything')}`
    case 'amount':
      return `${amountWords(action.amounts)} off ${scopeWords(action.lines, nameOf, 'everything')}`
    case 'buy_x_get_y': {
      const times = action.max_times ? `, up to ${count(action.max_times, 'time')}` : ''
      const got = action.get ? `${action.get_quantity} of ${scopeWords(action.get, nameOf, 'anything')}` : `${action.get_quantity} more`
      const how = action.basis_points === 10_000 ? 'free' : `at ${showPercent(action.basis_points)} off`
      return `Buy ${action.buy_quantity} of ${scopeWords(action.buy, nameOf, 'anything')}, get ${got} ${how}${times}`
    }
    case 'free_shipping':
      return action.method_ids ? `Free shipping by ${named(action.method_ids, nameOf)}` : 'Free shipping'
    case 'bundle_price': {
      const items = action.items.map(({ lines, quantity }) => `${quantity} of ${scopeWords(lines, nameOf, 'anything')}`)
      const times = action.max_times ? `, up to ${count(action.max_times, 'time')}` : ''
      return `${sentenceStart(joined(items, 'and'))} together for ${amountWords(action.amounts)}${times}`
    }
  }
}

const conditionWords = (condition: Condition, nameOf: NameOf): string => {
  switch (condition.kind) {
    case 'subtotal_at_least':
      return `${scopeWords(condition.lines, nameOf, 'the goods')} come to at least ${amountWords(condition.amounts)}`
    case 'quantity_at_least':
      return `there are at least ${condition.quantity} of ${scopeWords(condition.lines, nameOf, 'anything')}`
    case 'customer_group':
      return `the customer is of ${joined(condition.groups, 'or')}`
    case 'signed_in':
      return 'the customer is signed in'
    case 'first_order':
      return 'it is the customer’s first order'
    case 'currency':
      return `the order is in ${joined(condition.currencies, 'or')}`
  }
}

/** Every set of goods that a rule speaks of. */
export const scopesOf = ({ action, conditions }: Rule): Scope[] => {
  const of_action =
    action.kind === 'buy_x_get_y'
      ? [action.buy, action.get]
      : action.kind === 'bundle_price'
        ? action.items.map(({ lines }) => lines)
        : action.kind === 'free_shipping'
          ? []
          : [action.lines]
  const of_conditions = conditions.map((condition) => ('lines' in condition ? condition.lines : undefined))
  return [...of_action, ...of_conditions].filter((scope) => scope !== undefined)
}

const scopeWords = (scope: Scope | undefined, nameOf: NameOf, all: string): string => {
  const ids = [...(scope?.category_ids ?? []), ...(scope?.product_ids ?? []), ...(scope?.variant_ids ?? [])]
  return ids.length > 0 ? named(ids, nameOf) : all
}

const MOST_NAMED = 3

const named = (ids: readonly string[], nameOf: NameOf): string => {
  const names = ids.slice(0, MOST_NAMED).map((id) => nameOf(id) ?? '…')
  return joined(ids.length > MOST_NAMED ? [...names, `${ids.length - MOST_NAMED} more`] : names, 'or')
}

const amountWords = (amounts: Record<string, number>): string =>
  joined(
    Object.entries(amounts).map(([currency, amount]) => showMoney({ amount, currency })),
    'or',
  )

const joined = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`

const sentenceStart = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
