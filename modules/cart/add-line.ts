import type { Call } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { answerChange } from './check-cart.ts'
import type { AddLine, Cart } from './contract.ts'
import { type Carts, holderOf, viewOf } from './needs.ts'
import { type Offer, readOffer, refusal } from './read-offer.ts'
import { findCart, firstVersion, noSuchCart, type StoredCart, type StoredLine } from './stored-cart.ts'

/**
 * Puts units of a variant into a cart, on top of those that are there, at most 10,000 a line. A cart id that is new makes a guest's cart.
 * The price is today's for whoever asks and the quantity the cart then has, and never the request's; the units must be in stock, all of them that the cart then has. Nothing is held: that
 * happens when the order is placed. The other lines are answered as they are kept; `readCart` looks at their prices and stock.
 * @throws NOT_FOUND NOT_FOR_SALE OUT_OF_STOCK { variant_id, wanted, available } TOO_MANY_LINES AMOUNT_TOO_LARGE
 */
export const addLine = async (needs: Carts, input: AddLine, call: Call): Promise<Cart> => {
  const view = await viewOf(needs, input)
  const offer = await readOffer(needs, input.variant_id, view, call)
  const refused = refusal(undefined, offer, input.quantity)
  if (refused) throw refused
  const stored = await tryToAdd(needs, { ...input, ...view, offer, is_currency_asked: input.currency !== undefined }, call)
  if (stored) return answerChange(needs, stored, call)
  const found = await findCart(needs, input.cart_id, call)
  if (!found) throw noSuchCart()
  const inCart = found.lines.find((line) => line.variant_id === input.variant_id)?.quantity ?? 0
  const reason = refusal(found, offer, Math.min(inCart + input.quantity, 10_000))
  if (reason) throw reason
  return addLine(needs, { ...input, currency: found.currency }, call) // it has another currency than the shop starts with, or has changed meanwhile
}

type Adding = AddLine & { locale: string; currency: string; offer: Offer; is_currency_asked: boolean }

/** The statement adds up what is in the cart and what comes, so that of many who add at once none is lost. Undefined: nothing was added. */
const tryToAdd = async (needs: Carts, adding: Adding, call: Call): Promise<StoredCart | undefined> => {
  const { cart_id, variant_id, quantity, locale, currency, offer, is_currency_asked } = adding
  const { user_id, is_shop } = holderOf(call)
  const version = firstVersion(needs)
  const line: Omit<StoredLine, 'quantity'> = { ...offer.facts, since: version }
  const { rows } = await needs.db.sql<{ cart_id: string; version: number; currency: string; locale: string; lines: StoredLine[] }>`
    INSERT INTO cart.carts AS c (cart_id, version, currency, locale, lines, touched_on)
    VALUES (${cart_id}, ${version}, ${currency}, ${locale}, jsonb_build_array(cart.at_quantity(${json(line)}::jsonb, ${quantity})), ${needs.clock.now()})
    ON CONFLICT (cart_id) DO UPDATE SET
      version = c.version + 1, currency = excluded.currency, locale = excluded.locale, touched_on = excluded.touched_on,
      lines = cart.put_line(c.lines, cart.at_quantity(excluded.lines -> 0 || jsonb_build_object('since', c.version + 1),
        least(cart.quantity_of(c.lines, ${variant_id}) + ${quantity}::int, 10000)))
    WHERE (c.customer_id IS NULL OR c.customer_id = ${user_id} OR ${is_shop})
      AND (c.currency = excluded.currency OR ${is_currency_asked})
      AND least(cart.quantity_of(c.lines, ${variant_id}) + ${quantity}::int, 10000) <= ${offer.most}
      AND (jsonb_array_length(c.lines) < 200 OR cart.quantity_of(c.lines, ${variant_id}) > 0)
    RETURNING cart_id, version, currency, locale, lines`
  return rows[0]
}
