import type { CartClosed, CloseCart } from './contract.ts'
import type { Carts } from './needs.ts'

/**
 * The cart of this version has become an order: the lines that were in it leave. A line that was put in or changed since, such as in
 * a second tab while the order was placed, was not ordered like that and stays. Closing the same version again changes nothing.
 * The commit does not wait for the disk: if a crash of the database takes it back, the shopper sees the cart full once more, and its version
 * cannot become a second order.
 */
export const closeCart = async ({ db, clock }: Carts, { cart_id, version }: CloseCart): Promise<CartClosed> => {
  const { rows } = await db.sql<{ is_there: boolean }>`
    WITH closed AS (
      UPDATE cart.carts SET version = version + 1, checkout = NULL, touched_on = ${clock.now()},
        lines = jsonb_path_query_array(lines, '$[*] ? (@.since > $ordered)', jsonb_build_object('ordered', ${version}::int))
      WHERE cart_id = ${cart_id} AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'
        AND jsonb_path_exists(lines, '$[*] ? (@.since <= $ordered)', jsonb_build_object('ordered', ${version}::int))
    )
    SELECT EXISTS (SELECT FROM cart.carts WHERE cart_id = ${cart_id}) AS is_there`
  return { is_closed: rows[0]?.is_there ?? false }
}
