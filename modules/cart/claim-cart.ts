import type { Call } from '#platform/contract.ts'
import { isViolation } from '#platform/db.ts'
import { checkCart } from './check-cart.ts'
import type { Cart, ClaimCart } from './contract.ts'
import type { Carts } from './needs.ts'
import { customerOf, makeOwn } from './read-my-cart.ts'
import type { StoredCart, StoredLine } from './stored-cart.ts'

/**
 * At sign-in: the guest's cart becomes the customer's own, or goes into the one the customer has. Quantities add up, to at most 10,000;
 * what is beyond 200 lines stays out. What the guest filled in at checkout counts: all of it with an address, else on top of what the customer
 * had filled in; of both the last ten codes. Claiming again, or two logins at once, puts nothing in twice. A cart that is unknown or somebody
 * else's changes nothing: the answer is always the customer's own cart, with today's prices and stock.
 * @throws AMOUNT_TOO_LARGE
 */
export const claimCart = async (needs: Carts, input: ClaimCart, call: Call): Promise<Cart> => {
  const customer_id = customerOf(call)
  const own = (await claim(needs, input.cart_id, customer_id)) ?? (await makeOwn(needs, customer_id, input))
  return checkCart(needs, own, { locale: input.locale ?? own.locale, currency: input.currency ?? own.currency }, call)
}

/** When another login of the same customer made another cart theirs in this moment, the second try finds it. */
const claim = async (needs: Carts, cart_id: string, customer_id: string): Promise<StoredCart | undefined> => {
  try {
    return await tryToClaim(needs, cart_id, customer_id)
  } catch (error) {
    if (isViolation(error, 'one_cart_per_customer')) return tryToClaim(needs, cart_id, customer_id)
    throw error
  }
}

/**
 * Both carts are locked first, and everything is written from what was read under the lock. The guest's cart stays behind empty, so that
 * its versions go on rising.
 */
const tryToClaim = async ({ db, clock }: Carts, cart_id: string, customer_id: string): Promise<StoredCart | undefined> => {
  const { rows } = await db.sql<{ cart_id: string; version: number; currency: string; locale: string; lines: StoredLine[] }>`
    WITH found AS (
      SELECT cart_id, customer_id, version, currency, locale, lines, checkout FROM cart.carts
      WHERE cart_id = ${cart_id} AND customer_id IS NULL OR customer_id = ${customer_id} ORDER BY cart_id FOR UPDATE
    ), own AS (SELECT * FROM found WHERE customer_id IS NOT NULL
    ), guest AS (SELECT * FROM found WHERE customer_id IS NULL
    ), adopted AS (
      UPDATE cart.carts c SET customer_id = ${customer_id}, touched_on = ${clock.now()} FROM guest
      WHERE c.cart_id = guest.cart_id AND NOT EXISTS (SELECT FROM own) RETURNING c.cart_id
    ), both_lines AS (
      SELECT line, place, 0 AS units FROM own, jsonb_array_elements(own.lines) WITH ORDINALITY AS e (line, place)
      UNION ALL
      SELECT line, 1000 + place, (line ->> 'quantity')::int FROM guest, jsonb_array_elements(guest.lines) WITH ORDINALITY AS e (line, place)
    ), merged_lines AS (
      SELECT min(place) AS place, CASE WHEN sum(units) = 0 THEN (array_agg(line ORDER BY place))[1] ELSE cart.at_quantity(
        (array_agg(line ORDER BY place))[1] || jsonb_build_object('since', (SELECT version + 1 FROM own)),
        least(sum((line ->> 'quantity')::int), 10000)::int) END AS line
      FROM both_lines GROUP BY line ->> 'variant_id' ORDER BY min(place) LIMIT 200
    ), both_codes AS (
      SELECT code, max(place) AS place FROM (
        SELECT code, place FROM own, jsonb_array_elements_text(own.checkout -> 'codes') WITH ORDINALITY AS e (code, place)
        UNION ALL
        SELECT code, 1000 + place FROM guest, jsonb_array_elements_text(guest.checkout -> 'codes') WITH ORDINALITY AS e (code, place)
      ) AS typed GROUP BY code ORDER BY place DESC LIMIT 10
    ), merged_draft AS (
      SELECT jsonb_strip_nulls(
        CASE WHEN guest.checkout ? 'shipping_address' THEN guest.checkout
          ELSE coalesce(own.checkout, '{}') || coalesce(guest.checkout, '{}') END
        || jsonb_build_object('codes', (SELECT jsonb_agg(code ORDER BY place) FROM both_codes))) AS checkout
      FROM own, guest
    ), merged AS (
      UPDATE cart.carts c SET version = own.version + 1, touched_on = ${clock.now()},
        lines = (SELECT jsonb_agg(line ORDER BY place) FROM merged_lines), checkout = (SELECT checkout FROM merged_draft)
      FROM own, guest WHERE c.cart_id = own.cart_id AND jsonb_array_length(guest.lines) > 0 RETURNING c.cart_id, c.version, c.lines
    ), emptied AS (
      UPDATE cart.carts c SET version = guest.version + 1, lines = '[]', checkout = NULL, touched_on = ${clock.now()}
      FROM guest, merged WHERE c.cart_id = guest.cart_id
    )
    SELECT found.cart_id, coalesce(merged.version, found.version) AS version, currency, locale, coalesce(merged.lines, found.lines) AS lines
    FROM found LEFT JOIN merged USING (cart_id) WHERE found.customer_id IS NOT NULL OR found.cart_id IN (SELECT cart_id FROM adopted)`
  return rows[0]
}
