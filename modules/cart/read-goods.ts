import type { Call } from '#platform/contract.ts'
import type { Goods, ReadGoods } from './contract.ts'
import { knownVariants } from './known-variants.ts'
import type { Carts } from './needs.ts'
import { findCart, noSuchCart } from './stored-cart.ts'

/**
 * What is in a cart, for whoever prices and sells it: one statement, because prices and stock are asked for there. A variant that is gone is
 * null. A customer's cart answers to that customer only, whoever asks on their behalf.
 * @throws NOT_FOUND
 */
export const readGoods = async (needs: Carts, { cart_id, locale }: ReadGoods, call: Call): Promise<Goods> => {
  const found = await findCart(needs, cart_id, call)
  if (!found) throw noSuchCart()
  const variants = await knownVariants(
    needs,
    found.lines.map((line) => line.variant_id),
    locale ?? found.locale,
  )
  return {
    cart_id,
    version: found.version,
    lines: found.lines.map(({ variant_id, title, quantity, unit_price }) => ({
      ...{ variant_id, title, quantity, unit_price, variant: variants.get(variant_id) ?? null },
    })),
  }
}
