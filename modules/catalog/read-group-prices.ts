import type { Call } from '#platform/contract.ts'
import type { AskGroupPrices, AskMyPrices, OwnPrices } from './contract.ts'
import type { Catalog } from './needs.ts'

const AT_ONCE = 5_000 // as pricing's contract has it

type Offer = { variant_id: string; amount: number; compare_at_amount: number | null; lowest_amount: number | null }
type Offers = { currency: string; product_id: string; variants: Offer[] }

/**
 * What the cards of these products say of their price to a group of customers, in minor units. Only those on which a variant costs the group
 * less than everyone are answered; the others are right as they are. Cards stay the same for everyone, and keep their order: a list by price
 * goes by everyone's price. A currency the shop does not have is answered in its default, as lists are. One statement, and pricing is asked
 * once for all of them (once for each 5,000 variants).
 */
export const readGroupPrices = async (
  needs: Catalog,
  { product_ids, currency = '', customer_group }: AskGroupPrices,
  _call?: Call,
): Promise<OwnPrices> => {
  const products = await readOffers(needs, product_ids, currency)
  const first = products[0]
  if (!first) return { prices: [] }
  const variant_ids = products.flatMap(({ variants }) => variants.map(({ variant_id }) => variant_id))
  const own = new Map<string, number>()
  for (let from = 0; from < variant_ids.length; from += AT_ONCE) {
    const asked = { currency: first.currency, customer_group, variant_ids: variant_ids.slice(from, from + AT_ONCE) }
    for (const { variant_id, amount } of (await needs.pricing.readGroupPrices(asked)).prices) own.set(variant_id, amount)
  }
  return { prices: products.flatMap((product) => cardPrice(product, own) ?? []) }
}

/** The same for who is signed in, by the terms they buy on; nothing for who belongs to no group. */
export const readMyPrices = async (needs: Catalog, asked: AskMyPrices, { actor }: Call): Promise<OwnPrices> => {
  const terms = actor.kind === 'user' ? await needs.customers.readTerms({ user_id: actor.user_id }) : null
  return terms?.customer_group ? readGroupPrices(needs, { ...asked, customer_group: terms.customer_group }) : { prices: [] }
}

/** What each variant of these products costs everyone, in the order of the product. Only of products on sale. */
const readOffers = async ({ db }: Catalog, product_ids: string[], currency: string): Promise<Offers[]> => {
  const { rows } = await db.sql<Offers>`
    WITH asked AS MATERIALIZED (SELECT currency FROM catalog.currencies ORDER BY currency = ${currency} DESC, position LIMIT 1)
    SELECT a.currency, p.product_id, json_agg(json_build_object('variant_id', o.variant_id, 'amount', o.amount,
      'compare_at_amount', o.compare_at_amount, 'lowest_amount', o.lowest_amount) ORDER BY o.position) AS variants
    FROM asked a
    JOIN catalog.products p ON p.product_id = ANY(${product_ids}::uuid[]) AND p.status = 'active'
    JOIN catalog.variant_prices o ON (o.product_id, o.currency) = (p.product_id, a.currency)
    GROUP BY a.currency, p.product_id`
  return rows
}

/** As a card is made for everyone: by the cheapest variant, of equals the first. The price of a group is no reduction. */
const cardPrice = ({ product_id, currency, variants }: Offers, own: Map<string, number>) => {
  if (!variants.some(({ variant_id }) => own.has(variant_id))) return undefined
  const offers = variants.map((offer) => {
    const amount = own.get(offer.variant_id)
    return amount === undefined || amount >= offer.amount ? offer : { ...offer, amount, compare_at_amount: null, lowest_amount: null }
  })
  const [cheapest, ...others] = offers.toSorted((a, b) => a.amount - b.amount)
  if (!cheapest) return undefined
  const money = (amount: number | null) => (amount === null ? null : { amount, currency })
  return {
    product_id,
    price: { amount: cheapest.amount, currency },
    compare_at: money(cheapest.compare_at_amount),
    lowest: money(cheapest.lowest_amount),
    has_price_range: others.some(({ amount }) => amount > cheapest.amount),
  }
}
