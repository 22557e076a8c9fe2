import type { Call } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { answerChange } from './check-cart.ts'
import type { Cart, ChangeLine } from './contract.ts'
import { type Carts, holderOf, viewOf } from './needs.ts'
import { type Offer, readOffer, refusal } from './read-offer.ts'
import { findCart, noSuchCart, type StoredCart, type StoredLine } from './stored-cart.ts'

/**
 * Sets the units of a line; 0 takes it out, and a line that is not there is put in. The units must be in stock. The other lines are
 * answered as they are kept.
 * @throws NOT_FOUND NOT_FOR_SALE OUT_OF_STOCK { variant_id, wanted, available } TOO_MANY_LINES AMOUNT_TOO_LARGE
 */
export const changeLine = async (needs: Carts, input: ChangeLine, call: Call): Promise<Cart> => {
  if (input.quantity === 0) return answerChange(needs, await takeOut(needs, input, call), call)
  const view = await viewOf(needs, input)
  const offer = await readOffer(needs, input.variant_id, view, call)
  const stored = await tryToSet(needs, { ...input, ...view, offer, is_currency_asked: input.currency !== undefined }, call)
  if (stored) return answerChange(needs, stored, call)
  const found = await findCart(needs, input.cart_id, call)
  if (!found) throw noSuchCart()
  const reason = refusal(found, offer, input.quantity)
  if (reason) throw reason
  return changeLine(needs, { ...input, currency: found.currency }, call) // it has another currency than the shop starts with, or has changed meanwhile
}

type Setting = ChangeLine & { locale: string; currency: string; offer: Offer; is_currency_asked: boolean }

const tryToSet = async ({ db, clock }: Carts, setting: Setting, call: Call): Promise<StoredCart | undefined> => {
  const { cart_id, variant_id, quantity, locale, currency, offer, is_currency_asked } = setting
  const { user_id, is_shop } = holderOf(call)
  if (quantity > offer.most) return undefined
  const { rows } = await db.sql<{ cart_id: string; version: number; currency: string; locale: string; lines: StoredLine[] }>`
    UPDATE cart.carts SET version = version + 1, currency = ${currency}, locale = ${locale}, touched_on = ${clock.now()},
      lines = cart.put_line(lines, cart.at_quantity(${json(offer.facts)}::jsonb || jsonb_build_object('since', version + 1), ${quantity}))
    WHERE cart_id = ${cart_id} AND (customer_id IS NULL OR customer_id = ${user_id} OR ${is_shop})
      AND (currency = ${currency} OR ${is_currency_asked})
      AND (jsonb_array_length(lines) < 200 OR cart.quantity_of(lines, ${variant_id}) > 0)
    RETURNING cart_id, version, currency, locale, lines`
  return rows[0]
}

/** A line that is not there is out already, and the cart stays as it is. */
const takeOut = async (needs: Carts, { cart_id, variant_id }: ChangeLine, call: Call): Promise<StoredCart> => {
  const { user_id, is_shop } = holderOf(call)
  const { rows } = await needs.db.sql<{ cart_id: string; version: number; currency: string; locale: string; lines: StoredLine[] }>`
    UPDATE cart.carts SET version = version + 1, touched_on = ${needs.clock.now()},
      lines = jsonb_path_query_array(lines, '$[*] ? (@.variant_id != $out)', jsonb_build_object('out', ${variant_id}::text))
    WHERE cart_id = ${cart_id} AND (customer_id IS NULL OR customer_id = ${user_id} OR ${is_shop})
      AND cart.quantity_of(lines, ${variant_id}) > 0
    RETURNING cart_id, version, currency, locale, lines`
  const stored = rows[0] ?? (await findCart(needs, cart_id, call))
  if (!stored) throw noSuchCart()
  return stored
}
