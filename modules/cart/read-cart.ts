import type { Call } from '#platform/contract.ts'
import { checkCart } from './check-cart.ts'
import type { Cart, ReadCart } from './contract.ts'
import type { Carts } from './needs.ts'
import { findCart, noSuchCart } from './stored-cart.ts'

/**
 * A cart with today's prices and stock, and what the shopper should know before paying. A guest's cart answers to whoever knows its id,
 * a customer's to that customer and to the shop itself.
 * @throws NOT_FOUND AMOUNT_TOO_LARGE
 */
export const readCart = async (needs: Carts, { cart_id, locale, currency }: ReadCart, call: Call): Promise<Cart> => {
  const found = await findCart(needs, cart_id, call)
  if (!found) throw noSuchCart()
  return checkCart(needs, found, { locale: locale ?? found.locale, currency: currency ?? found.currency }, call)
}
