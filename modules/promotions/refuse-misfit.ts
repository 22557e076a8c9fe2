import { fail } from '#platform/errors.ts'
import { isCurrency } from '#platform/money.ts'
import type { Amounts, Draft } from './shapes.ts'

/**
 * Refuses what each field allows and all together do not: a promotion that ends before it starts, a limit on codes of one that has none, a
 * currency that does not exist, or a condition that names other currencies than the action, so that it could never apply.
 * @throws RULE_DOES_NOT_FIT { field }
 */
export const refuseMisfit = (draft: Draft): void => {
  const { trigger, rule, starts_at, ends_at, limit_per_code } = draft
  if (starts_at && ends_at && Date.parse(ends_at) <= Date.parse(starts_at))
    throw misfit('ends_at', 'A promotion ends after it starts. Choose a later end, or none.')
  if (trigger === 'automatic' && limit_per_code)
    throw misfit('limit_per_code', 'A promotion that comes by itself has no codes. Leave the limit per code empty.')
  const unknown = currenciesOf(draft).find((currency) => !isCurrency(currency))
  if (unknown) throw misfit('rule', `${unknown} is no currency of ISO 4217.`)
  const lists = [...amountsOf(draft).map((amounts) => Object.keys(amounts)), ...namedCurrencies(draft)]
  const common = lists.reduce((all, list) => all.filter((currency) => list.includes(currency)), lists[0] ?? [])
  if (lists.length > 0 && common.length === 0)
    throw misfit('rule', 'The amounts are in different currencies, so that this would never apply. Name one currency in all of them.')
  if (rule.action.kind === 'amount' && Object.values(rule.action.amounts).includes(0))
    throw misfit('rule.action.amounts', 'An amount of 0 takes nothing off. Leave the currency out instead.')
}

const misfit = (field: string, text: string) => fail('RULE_DOES_NOT_FIT', text, { field })

const amountsOf = ({ rule: { action, conditions, max_discount } }: Draft): Amounts[] => [
  ...('amounts' in action ? [action.amounts] : []),
  ...conditions.flatMap((condition) => (condition.kind === 'subtotal_at_least' ? [condition.amounts] : [])),
  ...(max_discount ? [max_discount] : []),
]
const namedCurrencies = ({ rule }: Draft): string[][] =>
  rule.conditions.flatMap((condition) => (condition.kind === 'currency' ? [condition.currencies] : []))
const currenciesOf = (draft: Draft): string[] => [
  ...amountsOf(draft).flatMap((amounts) => Object.keys(amounts)),
  ...namedCurrencies(draft).flat(),
]
