import type { Money, Place } from '#platform/contract.ts'
import { fail, failCommon } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import type { Address, Checkout } from './contract.ts'
import { type Goods, goodsOfCart, goodsOfRefs, type Problem, priceGoods, type View } from './goods.ts'
import { type Orders, readSettings } from './needs.ts'
import { namePurchase, type Purchase, type Request } from './open-purchase.ts'
import { type Quoted, quote, type Terms } from './quote.ts'
import type { Quote } from './shapes.ts'
import { planTenders, type Share, type Wallet } from './tenders.ts'

type Wanted = Pick<
  Checkout,
  | 'cart_id'
  | 'cart_version'
  | 'lines'
  | 'currency'
  | 'locale'
  | 'codes'
  | 'shipping_method_id'
  | 'vat_id'
  | 'gift_card_codes'
  | 'use_store_credit'
>
export type Buyer = { customer_id: string | null; email: string | null; destination: Place | null }

/** What is about to be bought and what it comes to. `purchase`: the order it is to be; null for a mere look. */
export type Prepared = Quoted & { goods: Goods; shares: Share[]; due: Money; view: View; purchase: Purchase | null }

const USUAL: Terms = { customer_group: null, is_tax_exempt: false }

/** One statement for someone who is signed in, none for a guest. */
export const termsOf = async ({ customers }: Orders, customer_id: string | null): Promise<Terms> =>
  customer_id ? customers.readTerms({ user_id: customer_id }) : USUAL

/** In which language and currency: as asked, else as the shop begins. */
export const viewOf = async (needs: Orders, { locale, currency }: Partial<View>): Promise<View> => {
  const shop = await readSettings(needs)
  return { locale: locale ?? shop.locales[0] ?? 'en', currency: currency ?? shop.currencies[0] ?? 'EUR' }
}

/** Where an address is, as far as taxes and shipping ask. */
export const placeOf = ({ country, region, postal_code }: Address): Place => ({
  country,
  ...(region && { region }),
  ...(postal_code && { postal_code }),
})

/**
 * Finds the goods, prices them, and reckons everything on top. Nothing is held or taken. `problems` says what stands in the way.
 * @throws NOT_FOUND CART_CHANGED EMPTY_ORDER UNKNOWN_PRODUCT AMOUNT_TOO_LARGE
 */
export const prepare = async (needs: Orders, wanted: Wanted, buyer: Buyer, request?: Request): Promise<Prepared> => {
  const view = await viewOf(needs, wanted)
  const goods = wanted.cart_id
    ? await goodsOfCart(needs, wanted.cart_id, wanted.cart_version, view)
    : await goodsOfRefs(needs, wanted.lines ?? [], 'lines', view)
  return prepareGoods(needs, goods, { ...wanted, view }, buyer, request)
}

/** The same for goods that were found already. */
export const prepareGoods = async (
  needs: Orders,
  goods: Goods,
  wanted: Omit<Wanted, 'lines'> & { view: View },
  buyer: Buyer,
  request?: Request,
): Promise<Prepared> => {
  const { view } = wanted
  const terms = await termsOf(needs, buyer.customer_id)
  const { lines, problems } = await priceGoods(needs, goods, view, terms.customer_group)
  const purchase = request ? namePurchase(needs, request, lines) : null
  const quoted = await quote(needs, {
    ...{ ...view, ...buyer, terms, lines, order_id: purchase?.order_id ?? null },
    codes: wanted.codes ?? [],
    shipping_method_id: wanted.shipping_method_id ?? null,
    vat_id: wanted.vat_id ?? null,
  })
  const plan = await planTenders(needs, walletOf(wanted, buyer), quoted.total)
  return {
    ...quoted,
    ...{ goods, view, purchase },
    shares: plan.shares,
    due: plan.due,
    problems: [...problems, ...quoted.problems, ...plan.problems],
  }
}

const walletOf = (
  { gift_card_codes = [], use_store_credit }: Pick<Wanted, 'gift_card_codes' | 'use_store_credit'>,
  buyer: Buyer,
): Wallet => {
  if (use_store_credit && !buyer.customer_id)
    throw failCommon('INVALID_INPUT', 'Store credit belongs to a customer: sign in to use it.', { field: 'use_store_credit' })
  return { gift_card_codes, store_credit_of: use_store_credit ? buyer.customer_id : null }
}

/** The quote as it is shown. */
export const showQuote = (prepared: Prepared): Quote => {
  const { goods, shares, view, problems, purchase: _purchase, ...quoted } = prepared
  const money = (amount: number) => ({ amount, currency: view.currency })
  const credit = shares.find(({ method }) => method === 'store-credit')
  return {
    ...quoted,
    ...{ cart_id: goods.cart_id, cart_version: goods.cart_version, currency: view.currency },
    problems: problems.map(shown),
    gift_cards: shares.flatMap(({ method, last4, balance, amount }) =>
      method === 'gift-card' ? [{ last4: last4 ?? '', balance, amount: money(amount) }] : [],
    ),
    store_credit: credit ? { balance: credit.balance, amount: money(credit.amount) } : null,
  }
}

const shown = ({ code, message, details: { variant_id, available } }: Problem) => ({
  ...{ code, text: message },
  variant_id: typeof variant_id === 'string' ? variant_id : null,
  available: typeof available === 'number' ? available : null,
})

/**
 * What stands in the way of buying this now is the error; what the shopper was not told comes with the new quote.
 * @throws PRICE_CHANGED { total, quote } and each problem by its code
 */
export const refuseProblems = (prepared: Prepared, seen: Money | undefined): void => {
  const { problems, total, view } = prepared
  const problem = problems.find(({ code }) => code !== 'PRICE_CHANGED')
  if (problem) throw problem
  if (seen && (seen.amount !== total.amount || seen.currency !== total.currency))
    throw fail('PRICE_CHANGED', `The total is ${formatMoney(total, view.locale)} now, no longer ${formatMoney(seen, view.locale)}.`, {
      ...{ field: 'expected_total', total, quote: showQuote(prepared) },
    })
}

/**
 * A code that was typed and gives nothing is told before anything is bought.
 * @throws CODE_REFUSED { refused }
 */
export const refuseCodes = ({ refused_codes }: Prepared): void => {
  const code = refused_codes[0]
  if (code) throw fail('CODE_REFUSED', code.text, { field: 'codes', refused: refused_codes })
}
