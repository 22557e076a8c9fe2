import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { sum, times } from '#platform/money.ts'
import type { Cart, CartLine } from './contract.ts'
import { type Carts, holderOf } from './needs.ts'

/**
 * A line as it is kept. `unit_price` is what the shopper was last told; `since` the cart's version when the line was last changed. What was put in before
 * there were tiers has none noted. */
export type StoredLine = Omit<CartLine, 'line_total' | 'problem' | 'available' | 'sold_in' | 'tiers'> & {
  since: number
  tiers?: CartLine['tiers']
}
export type StoredCart = { cart_id: string; version: number; currency: string; locale: string; lines: StoredLine[] }

/** The cart, if whoever asks may see it. */
export const findCart = async ({ db }: Carts, cart_id: string, call: Call): Promise<StoredCart | undefined> => {
  const { user_id, is_shop } = holderOf(call)
  const { rows } = await db.sql<{ cart_id: string; version: number; currency: string; locale: string; lines: StoredLine[] }>`
    SELECT cart_id, version, currency, locale, lines FROM cart.carts
    WHERE cart_id = ${cart_id} AND (customer_id IS NULL OR customer_id = ${user_id} OR ${is_shop})`
  return rows[0]
}

/** For whoever may not see a cart, it is not there. */
export const noSuchCart = () => fail('NOT_FOUND', 'There is no such cart.', { field: 'cart_id' })

/**
 * The version of a new cart: minutes since 1970. A guest's cart that was pruned and is made again by an old link thus begins above all
 * versions it ever had, so that a version of a cart id becomes one order and no other, for as long as orders are kept.
 */
export const firstVersion = ({ clock }: Carts): number => Math.floor(clock.now().getTime() / 60_000)

/** The cart as it is kept, without a look at today's prices and stock. All its lines must be in its currency. */
export const showCart = (stored: StoredCart): Cart =>
  totalled(
    stored,
    stored.lines.map((line) => ({ ...line, problem: null, available: null, sold_in: null })),
  )

type CheckedLine = StoredLine & Pick<CartLine, 'problem' | 'available' | 'sold_in'>

/**
 * Adds up. What is not for sale, or not in this currency, comes to nothing; the parts add up to the subtotal.
 * @throws AMOUNT_TOO_LARGE when it comes to more than can be counted
 */
export const totalled = ({ cart_id, version, currency }: StoredCart, checked: CheckedLine[]): Cart => {
  try {
    const lines = checked.map(({ since: _since, tiers = [], ...line }) => ({
      ...{ ...line, tiers },
      line_total:
        line.problem === 'not_for_sale' || line.problem === 'not_in_currency'
          ? { amount: 0, currency }
          : times(line.unit_price, line.quantity),
    }))
    const subtotal = sum(
      lines.map((line) => line.line_total),
      currency,
    )
    return { cart_id, version, currency, lines, item_count: lines.reduce((count, line) => count + line.quantity, 0), subtotal }
  } catch (error) {
    if (error instanceof RangeError) throw fail('AMOUNT_TOO_LARGE', 'This comes to more than can be counted. Take something out.')
    throw error
  }
}
