import type { AskQuote, Quote } from './contract.ts'
import type { Pricing } from './needs.ts'
import { priceBasket } from './price-basket.ts'
import { knownCandidates } from './read-candidates.ts'

/**
 * What these quantities cost now, in one currency, with how each price came about. Prices come from here and never from a request.
 * Only the shop itself may ask for a group of customers: `quote`, which is open to everyone, is for everyone. At most one statement, mostly none: prices are
 * kept in memory until one changes.
 * @throws AMOUNT_TOO_LARGE { field }
 */
export const quoteFor = async (needs: Pricing, { currency, lines, customer_group = null }: AskQuote): Promise<Quote> => {
  const variant_ids = [...new Set(lines.map((line) => line.variant_id))]
  return priceBasket({ currency, lines }, await knownCandidates(needs, { variant_ids, currency, customer_group }))
}

export const quoteBasket = (needs: Pricing, { currency, lines }: Omit<AskQuote, 'customer_group'>) => quoteFor(needs, { currency, lines })
