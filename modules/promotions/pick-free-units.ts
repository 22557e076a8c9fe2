import { isInScope } from './in-scope.ts'
import type { Basket } from './needs.ts'
import type { Action } from './shapes.ts'

type BuyXGetY = Extract<Action, { kind: 'buy_x_get_y' }>

/**
 * How many units of each line are reduced. A unit counts either as bought or as given, never as both; only whole rounds count; given are
 * the cheapest first. Where a line is both what has to be bought and what is given, its units are bought only as far as other lines do not do.
 */
export const pickFreeUnits = (basket: Basket, action: BuyXGetY): { units: number[]; times: number } => {
  const get = action.get ?? action.buy
  const lines = basket.lines.map((line, i) => ({ ...line, i, is_buy: isInScope(action.buy, line), is_get: isInScope(get, line) }))
  const count = (wanted: (line: (typeof lines)[number]) => boolean) => lines.filter(wanted).reduce((sum, line) => sum + line.quantity, 0)
  const only_buy = count(({ is_buy, is_get }) => is_buy && !is_get)
  const only_get = count(({ is_buy, is_get }) => is_get && !is_buy)
  const both = count(({ is_buy, is_get }) => is_buy && is_get)
  const bought = (times: number) => Math.max(0, times * action.buy_quantity - only_buy) // of `both`
  const given = (times: number) => Math.max(0, times * action.get_quantity - only_get) // of `both`
  const times = most(action.max_times ?? 1_000, (times) => bought(times) + given(times) <= both)
  const units = basket.lines.map(() => 0)
  let to_give = times * action.get_quantity
  let of_both = both - bought(times)
  for (const line of lines.filter(({ is_get }) => is_get).sort(cheapestFirst)) {
    const taken = Math.min(line.quantity, to_give, line.is_buy ? of_both : to_give)
    units[line.i] = taken
    to_give -= taken
    if (line.is_buy) of_both -= taken
  }
  return { units, times }
}

type Priced = { unit_amount: number; line_id: string }
const cheapestFirst = (a: Priced, b: Priced) => a.unit_amount - b.unit_amount || (a.line_id < b.line_id ? -1 : 1)

/** The largest number up to `limit` that fits, where every smaller one fits as well. */
const most = (limit: number, fits: (times: number) => boolean): number => {
  let [low, high] = [0, limit]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low
}
