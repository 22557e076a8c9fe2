import type { Call } from '#platform/contract.ts'
import { failCommon } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { checkCart } from './check-cart.ts'
import type { Cart, ReadMyCart } from './contract.ts'
import { type Carts, viewOf } from './needs.ts'
import { firstVersion, type StoredCart, type StoredLine } from './stored-cart.ts'

/**
 * The one cart of the customer who is signed in, with today's prices and stock; made when there is none yet.
 * @throws AMOUNT_TOO_LARGE
 */
export const readMyCart = async (needs: Carts, input: ReadMyCart, call: Call): Promise<Cart> => {
  const customer_id = customerOf(call)
  const found = (await findOwn(needs, customer_id)) ?? (await makeOwn(needs, customer_id, input))
  return checkCart(needs, found, { locale: input.locale ?? found.locale, currency: input.currency ?? found.currency }, call)
}

/** The shop itself has no cart. */
export const customerOf = ({ actor }: Call): string => {
  if (actor.kind === 'user') return actor.user_id
  throw failCommon('SIGN_IN_REQUIRED', 'Sign in first.')
}

const findOwn = async ({ db }: Carts, customer_id: string): Promise<StoredCart | undefined> => {
  const { rows } = await db.sql<{ cart_id: string; version: number; currency: string; locale: string; lines: StoredLine[] }>`
    SELECT cart_id, version, currency, locale, lines FROM cart.carts WHERE customer_id = ${customer_id}`
  return rows[0]
}

/** Of two that make it at once, both get the same. */
export const makeOwn = async (needs: Carts, customer_id: string, input: ReadMyCart): Promise<StoredCart> => {
  const { locale, currency } = await viewOf(needs, input)
  const { rows } = await needs.db.sql<{ cart_id: string; version: number; currency: string; locale: string; lines: StoredLine[] }>`
    INSERT INTO cart.carts AS c (cart_id, customer_id, version, currency, locale, touched_on)
    VALUES (${newSecretId()}, ${customer_id}, ${firstVersion(needs)}, ${currency}, ${locale}, ${needs.clock.now()})
    ON CONFLICT (customer_id) WHERE customer_id IS NOT NULL DO UPDATE SET touched_on = excluded.touched_on
    RETURNING cart_id, version, currency, locale, lines`
  const own = rows[0]
  if (!own) throw new Error('a cart was neither made nor found')
  return own
}
