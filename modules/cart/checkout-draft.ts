import type { Call } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import type { CheckoutDraft, SaveCheckout } from './contract.ts'
import { type Carts, holderOf } from './needs.ts'
import { noSuchCart } from './stored-cart.ts'

/**
 * Keeps what was filled in at checkout so far, for whoever may see the cart. The cart's version stays: what is bought has not changed. The
 * last that was kept counts. @throws NOT_FOUND
 */
export const saveCheckout = async ({ db, clock }: Carts, { cart_id, ...draft }: SaveCheckout, call: Call): Promise<CheckoutDraft> => {
  const { user_id, is_shop } = holderOf(call)
  const { count } = await db.sql`
    UPDATE cart.carts SET checkout = ${json(draft)}::jsonb, touched_on = ${clock.now()}
    WHERE cart_id = ${cart_id} AND (customer_id IS NULL OR customer_id = ${user_id} OR ${is_shop})`
  if (count === 0) throw noSuchCart()
  return draft
}

/** What was kept, or nothing yet. @throws NOT_FOUND */
export const readCheckout = async ({ db }: Carts, { cart_id }: { cart_id: string }, call: Call): Promise<CheckoutDraft> => {
  const { user_id, is_shop } = holderOf(call)
  const { rows } = await db.sql<{ checkout: CheckoutDraft | null }>`
    SELECT checkout FROM cart.carts WHERE cart_id = ${cart_id} AND (customer_id IS NULL OR customer_id = ${user_id} OR ${is_shop})`
  if (!rows[0]) throw noSuchCart()
  return rows[0].checkout ?? {}
}
