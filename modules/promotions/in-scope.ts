import type { Basket } from './needs.ts'
import type { Amounts, Scope } from './shapes.ts'

export type BasketLine = Basket['lines'][number]

const known = new WeakMap<Scope, Set<string>>()

/** All ids of a scope; an id names one thing only, so the kinds need not be told apart. Promotions stay in memory, and this with them. */
const idsOf = (scope: Scope): Set<string> => {
  let ids = known.get(scope)
  if (!ids) {
    ids = new Set([...(scope.variant_ids ?? []), ...(scope.product_ids ?? []), ...(scope.category_ids ?? [])])
    known.set(scope, ids)
  }
  return ids
}

/** Does the scope mean this line? Without a list it means every line. */
export const isInScope = (scope: Scope | undefined, line: BasketLine): boolean => {
  if (!scope) return true
  const ids = idsOf(scope)
  return ids.size === 0 || ids.has(line.variant_id) || ids.has(line.product_id) || line.category_ids.some((id) => ids.has(id))
}

/** The amount in this currency; undefined where the promotion does not hold for it. */
export const amountIn = (amounts: Amounts, currency: string): number | undefined =>
  Object.hasOwn(amounts, currency) ? amounts[currency] : undefined
