import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { knownVariants } from './known-variants.ts'
import { type Carts, quoteFor, type View } from './needs.ts'
import type { StoredCart, StoredLine } from './stored-cart.ts'

/** A line of 200 must not make the cart uncountable. */
const MOST_PER_LINE = Math.floor(Number.MAX_SAFE_INTEGER / 200)

/** A variant as it can be bought now. `unit_price` is that of a single unit, and `most` how many units of it a cart may have. */
export type Offer = { facts: Omit<StoredLine, 'quantity' | 'since'>; available: number; most: number }

/**
 * What a variant is, costs whoever is asking, and how much of it there is: its prices and stock as of now.
 * @throws NOT_FOUND when there is no such variant · NOT_FOR_SALE when it is not sold, or not in this currency
 */
export const readOffer = async (needs: Carts, variant_id: string, { locale, currency }: View, call: Call): Promise<Offer> => {
  const [variants, quote, stock] = await Promise.all([
    knownVariants(needs, [variant_id], locale),
    quoteFor(needs, call, { currency, lines: [{ variant_id, quantity: 1 }] }),
    needs.inventory.readLevels({ variant_ids: [variant_id] }),
  ])
  const variant = variants.get(variant_id)
  if (!variant) throw fail('NOT_FOUND', 'There is no such product.', { field: 'variant_id', variant_id })
  const { is_for_sale, ...facts } = variant
  if (!is_for_sale) throw fail('NOT_FOR_SALE', `${facts.title} is not for sale.`, { field: 'variant_id', variant_id })
  const { unit_price, tiers } = quote.lines[0] ?? {}
  if (!unit_price || !tiers)
    throw fail('NOT_FOR_SALE', `${facts.title} is not sold in ${currency}.`, { field: 'variant_id', variant_id, currency })
  const available = stock.levels[0]?.available ?? 0
  const most = Math.min(available, Math.floor(MOST_PER_LINE / Math.max(unit_price.amount, 1)))
  return { facts: { ...facts, unit_price, tiers }, available, most }
}

/** Why `wanted` units of an offer do not go into this cart, or undefined when they do. */
export const refusal = (cart: StoredCart | undefined, { facts, available, most }: Offer, wanted: number) => {
  const { variant_id, title } = facts
  if (wanted > available) {
    const left = available === 0 ? `${title} is sold out.` : `Only ${available} of ${title} are left.`
    return fail('OUT_OF_STOCK', left, { field: 'quantity', variant_id, wanted, available })
  }
  if (wanted > most) return fail('AMOUNT_TOO_LARGE', 'This comes to more than can be counted. Take less.', { field: 'quantity' })
  if (cart && cart.lines.length >= 200 && !cart.lines.some((line) => line.variant_id === variant_id))
    return fail('TOO_MANY_LINES', 'A cart has room for 200 different products.', { field: 'variant_id' })
  return undefined
}
