import type { Said } from '#platform/contract.ts'
import { formatMoney } from '#platform/money.ts'
import type { Evaluated } from './contract.ts'
import { amountIn, isInScope } from './in-scope.ts'
import type { Basket, Candidate } from './needs.ts'
import type { Condition, Rule, Scope } from './shapes.ts'

export type Refusal = Pick<Evaluated['refused'][number], 'reason' | 'text' | 'said'>

export const refuse = (reason: Refusal['reason'], text: string, sentence: string, params: Said['params'] = {}): Refusal => ({
  ...{ reason, text },
  said: { sentence, params },
})

/**
 * Why a promotion does not apply to a basket, or null if it may. Amounts and quantities are those before any discount, so that one
 * promotion never takes another's ground away and the sequence of promotions does not matter here.
 */
export const refusalOf = (basket: Basket, candidate: Candidate): Refusal | null => {
  const { rule } = candidate.promotion
  const outer = (candidate.is_promised ? null : refusalOfMoment(basket, candidate)) ?? refusalOfCurrency(basket, rule)
  if (outer) return outer
  for (const condition of rule.conditions) {
    const refusal = refusalOfCondition(basket, condition)
    if (refusal) return refusal
  }
  return null
}

const refusalOfMoment = (basket: Basket, { promotion, used_up }: Candidate): Refusal | null => {
  const { starts_at, ends_at, paused_at } = promotion
  const now = basket.now.getTime()
  if (paused_at) return refuse('over', 'This offer is not running at the moment.', 'paused')
  if (starts_at && Date.parse(starts_at) > now)
    return refuse('not_yet', `This offer begins on ${starts_at.slice(0, 10)}.`, 'not_yet', { day: starts_at })
  if (ends_at && Date.parse(ends_at) <= now) return refuse('over', `This offer ended on ${ends_at.slice(0, 10)}.`, 'over', { day: ends_at })
  return used_up ? refuse('used_up', USED_UP[used_up], used_up) : null
}

export const USED_UP = {
  offer_used_up: 'This offer has been used as often as it may.',
  code_used_up: 'This code has been used as often as it may.',
  used_by_you: 'You have used this offer as often as it may be used.',
}

const unmet = (text: string, sentence: string, params: Said['params'] = {}): Refusal => refuse('conditions', text, sentence, params)
const notIn = (currency: string): Refusal => unmet(`This offer does not hold in ${currency}.`, 'not_in_currency', { currency })

/** A most that is not named in this currency would be no most at all. */
const refusalOfCurrency = ({ currency }: Basket, { action, max_discount }: Rule): Refusal | null => {
  const named = ['amounts' in action ? action.amounts : undefined, max_discount]
  return named.some((amounts) => amounts && amountIn(amounts, currency) === undefined) ? notIn(currency) : null
}

const refusalOfCondition = (basket: Basket, condition: Condition): Refusal | null => {
  switch (condition.kind) {
    case 'subtotal_at_least': {
      const wanted = amountIn(condition.amounts, basket.currency)
      if (wanted === undefined) return notIn(basket.currency)
      const amount = linesOf(basket, condition.lines).reduce((sum, line) => sum + line.amount, 0)
      return amount >= wanted
        ? null
        : unmet(`${money(basket, wanted - amount)} more is needed: the offer begins at ${money(basket, wanted)}.`, 'amount_missing', {
            missing: { amount: wanted - amount, currency: basket.currency },
            wanted: { amount: wanted, currency: basket.currency },
          })
    }
    case 'quantity_at_least': {
      const quantity = linesOf(basket, condition.lines).reduce((sum, line) => sum + line.quantity, 0)
      if (quantity >= condition.quantity) return null
      const missing = condition.quantity - quantity
      return unmet(`${missing} more of these articles is needed: the offer begins at ${condition.quantity}.`, 'quantity_missing', {
        ...{ missing, wanted: condition.quantity },
      })
    }
    case 'customer_group':
      if (basket.customer_group && condition.groups.includes(basket.customer_group)) return null
      return basket.customer_id ? unmet('This offer is for another group of customers.', 'other_group') : signIn
    case 'signed_in':
      return basket.customer_id ? null : signIn
    case 'first_order':
      return basket.is_first_order === false ? unmet('This offer is for the first order.', 'first_order') : null
    case 'currency':
      return condition.currencies.includes(basket.currency) ? null : notIn(basket.currency)
  }
}

const signIn = refuse('sign_in', 'This offer is for customers who are signed in.', 'sign_in')
const linesOf = (basket: Basket, scope: Scope | undefined) => basket.lines.filter((line) => isInScope(scope, line))
const money = ({ currency, locale }: Basket, amount: number) => formatMoney({ amount, currency }, locale ?? 'en')
