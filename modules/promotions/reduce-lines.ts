import { allocate, formatMoney, portion } from '#platform/money.ts'
import { formBundles } from './form-bundles.ts'
import { amountIn, isInScope } from './in-scope.ts'
import type { Basket, Parts } from './needs.ts'
import { pickFreeUnits } from './pick-free-units.ts'
import type { Action, Rule, Scope } from './shapes.ts'

/** What is left to be paid of each line and of shipping, after the discounts before. */
export type Left = { lines: number[]; shipping: number }

/**
 * What a rule takes off, in whole minor units: never more of a line, or of shipping, than is left of it. Percentages are of what is left, and
 * what belongs to several lines is split by the largest remainder, so the parts add up exactly.
 */
export const reduceLines = (basket: Basket, rule: Rule, left: Left): Parts => {
  const parts = byAction(basket, rule.action, left)
  const most = rule.max_discount && amountIn(rule.max_discount, basket.currency)
  const total = parts.lines.reduce((sum, part) => sum + part, parts.shipping)
  if (most === undefined || total <= most) return parts
  const [shipping = 0, ...lines] = allocate(most, [parts.shipping, ...parts.lines])
  const params = { ...parts.said.params, most: { amount: most, currency: basket.currency } }
  return { lines, shipping, text: `${parts.text}, at most ${money(basket, most)}`, said: { ...parts.said, params } }
}

const byAction = (basket: Basket, action: Action, left: Left): Parts => {
  switch (action.kind) {
    case 'percent': {
      const weights = leftOf(basket, action.lines, left)
      const amount = portion(sumOf(weights), action.basis_points, 10_000)
      const of = sumOf(weights)
      return {
        ...{ lines: share(amount, weights), shipping: 0, text: `${percent(action.basis_points)} of ${money(basket, of)}` },
        said: { sentence: 'percent', params: { percent: action.basis_points / 100, of: { amount: of, currency: basket.currency } } },
      }
    }
    case 'amount': {
      const weights = leftOf(basket, action.lines, left)
      const amount = Math.min(amountIn(action.amounts, basket.currency) ?? 0, sumOf(weights))
      return { lines: share(amount, weights), shipping: 0, text: `${money(basket, amount)} off`, said: { sentence: 'amount', params: {} } }
    }
    case 'buy_x_get_y':
      return giveUnits(basket, action, left)
    case 'bundle_price': {
      const { lines, bundles, price } = formBundles(basket, action, left.lines)
      return {
        ...{ lines, shipping: 0, text: `${bundles} times together for ${money(basket, price)}` },
        said: { sentence: 'bundle_price', params: { bundles, price: { amount: price, currency: basket.currency } } },
      }
    }
    case 'free_shipping': {
      const is_meant = !action.method_ids || (basket.shipping_method_id ? action.method_ids.includes(basket.shipping_method_id) : false)
      const none = basket.lines.map(() => 0)
      return {
        ...{ lines: none, shipping: is_meant ? left.shipping : 0, text: is_meant ? 'no shipping' : 'no shipping by other methods' },
        said: { sentence: is_meant ? 'free_shipping' : 'free_shipping_otherwise', params: {} },
      }
    }
  }
}

type BuyXGetY = Extract<Action, { kind: 'buy_x_get_y' }>

const giveUnits = (basket: Basket, action: BuyXGetY, left: Left): Parts => {
  const { units, times } = pickFreeUnits(basket, action)
  const lines = basket.lines.map(({ quantity }, i) => {
    const worth = portion(left.lines[i] ?? 0, units[i] ?? 0, quantity)
    return portion(worth, action.basis_points, 10_000)
  })
  const what = action.basis_points === 10_000 ? 'free' : `${percent(action.basis_points)} off`
  const { get_quantity: get, buy_quantity: buy } = action
  return {
    ...{ lines, shipping: 0, text: `${times} times ${get} ${what} with ${buy} bought` },
    said: { sentence: 'buy_x_get_y', params: { times, get, buy, percent: action.basis_points / 100 } },
  }
}

const leftOf = (basket: Basket, scope: Scope | undefined, left: Left): number[] =>
  basket.lines.map((line, i) => (isInScope(scope, line) ? (left.lines[i] ?? 0) : 0))

/** Nothing to share is nothing for each: `allocate` would share among lines that are not meant. */
const share = (amount: number, weights: number[]): number[] => (amount === 0 ? weights.map(() => 0) : allocate(amount, weights))

const sumOf = (amounts: number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
const money = ({ currency, locale }: Basket, amount: number) => formatMoney({ amount, currency }, locale ?? 'en')
const percent = (basis_points: number) => `${basis_points / 100} %`
