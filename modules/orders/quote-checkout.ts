import type { Call } from '#platform/contract.ts'
import type { Quote, QuoteCheckout } from './contract.ts'
import { shortages } from './goods.ts'
import { takeTryOfCodes } from './limits.ts'
import type { Orders } from './needs.ts'
import { prepare, showQuote } from './prepare-purchase.ts'

/**
 * What a purchase would come to now, with how it came about and what stands in its way. Holds nothing; two quotes of the same say the same.
 * Codes are looked at only so many times an hour from one address, so that nobody guesses them here.
 * Statements: prices, stock, and the cart or the catalogue; one more where there are codes, and one for each gift card.
 * @throws NOT_FOUND CART_CHANGED EMPTY_ORDER UNKNOWN_PRODUCT AMOUNT_TOO_LARGE TOO_MANY_TRIES
 */
export const quoteCheckout = async (needs: Orders, input: QuoteCheckout, call: Call): Promise<Quote> => {
  if (input.codes?.length || input.gift_card_codes?.length) await takeTryOfCodes(needs, call)
  const customer_id = call.actor.kind === 'user' ? call.actor.user_id : null
  const prepared = await prepare(needs, input, { customer_id, email: input.email ?? null, destination: input.destination ?? null })
  const short = await shortages(needs, prepared.lines)
  return showQuote({ ...prepared, problems: [...prepared.problems, ...short] })
}
