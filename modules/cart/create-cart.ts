import { newSecretId } from '#platform/ids.ts'
import type { Cart, CreateCart } from './contract.ts'
import { type Carts, viewOf } from './needs.ts'
import { firstVersion, showCart } from './stored-cart.ts'

/** An empty cart that belongs to whoever knows its id, until a customer claims it. */
export const createCart = async (needs: Carts, input: CreateCart): Promise<Cart> => {
  const { locale, currency } = await viewOf(needs, input)
  const [cart_id, version] = [newSecretId(), firstVersion(needs)]
  await needs.db.sql`
    INSERT INTO cart.carts (cart_id, version, currency, locale, touched_on)
    VALUES (${cart_id}, ${version}, ${currency}, ${locale}, ${needs.clock.now()})`
  return showCart({ cart_id, version, currency, locale, lines: [] })
}
