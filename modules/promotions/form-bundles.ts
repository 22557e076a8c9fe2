import { allocate, portion } from '#platform/money.ts'
import { amountIn, isInScope } from './in-scope.ts'
import type { Basket } from './needs.ts'
import type { Action } from './shapes.ts'

type BundlePrice = Extract<Action, { kind: 'bundle_price' }>
/** The lines an item may be taken from, the dearest first; those before `next` are used up. */
type Shelf = { quantity: number; lines: number[]; next: number }

/**
 * What the lines of bundles are reduced by, so that each bundle costs its price. The dearest units are bundled first, one bundle after the
 * other, as long as one can be made and is cheaper than its units; a unit is in one bundle at most. `lines_left` is what earlier discounts
 * have left of each line: a unit is worth its share of that.
 */
export const formBundles = (
  basket: Basket,
  action: BundlePrice,
  lines_left: number[],
): { lines: number[]; bundles: number; price: number } => {
  const price = amountIn(action.amounts, basket.currency) ?? 0
  const shelves = action.items.map((item): Shelf => ({ quantity: item.quantity, lines: dearestFirst(basket, item.lines), next: 0 }))
  const worthOf = (i: number, units: number) => portion(lines_left[i] ?? 0, units, basket.lines[i]?.quantity ?? 1)
  const used = basket.lines.map(() => 0)
  const worth = basket.lines.map(() => 0)
  let bundles = 0
  while (bundles < (action.max_times ?? 1_000)) {
    const taken = takeBundle(basket, shelves, used)
    if (!taken) break
    const added = [...taken].map(([i, units]) => ({ i, units, worth: worthOf(i, units) }))
    if (added.reduce((sum, one) => sum + one.worth - (worth[one.i] ?? 0), 0) <= price) break
    for (const one of added) {
      used[one.i] = one.units
      worth[one.i] = one.worth
    }
    bundles++
  }
  const amount = worth.reduce((sum, one) => sum + one, 0) - bundles * price
  return { lines: bundles > 0 ? allocate(amount, worth) : used, bundles, price }
}

/** Units used of the lines that one bundle more takes from, or undefined if there are not enough. */
const takeBundle = (basket: Basket, shelves: Shelf[], used: number[]): Map<number, number> | undefined => {
  const taken = new Map<number, number>()
  const free = (i: number) => (basket.lines[i]?.quantity ?? 0) - (taken.get(i) ?? used[i] ?? 0)
  for (const shelf of shelves) {
    while (shelf.next < shelf.lines.length && basket.lines[shelf.lines[shelf.next] ?? 0]?.quantity === used[shelf.lines[shelf.next] ?? 0])
      shelf.next++
    let wanted = shelf.quantity
    for (let at = shelf.next; wanted > 0; at++) {
      const i = shelf.lines[at]
      if (i === undefined) return undefined
      const units = Math.min(wanted, free(i))
      if (units > 0) taken.set(i, (taken.get(i) ?? used[i] ?? 0) + units)
      wanted -= units
    }
  }
  return taken
}

const dearestFirst = ({ lines }: Basket, scope: BundlePrice['items'][number]['lines']): number[] =>
  lines
    .map((line, i) => ({ i, line }))
    .filter(({ line }) => isInScope(scope, line))
    .sort(({ line: a }, { line: b }) => b.unit_amount - a.unit_amount || (a.line_id < b.line_id ? -1 : 1))
    .map(({ i }) => i)
