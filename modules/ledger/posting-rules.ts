import type { Issued } from '#modules/documents/contract.ts'
import type { giftCards } from '#modules/gift-cards/contract.ts'
import type { payments } from '#modules/payments/contract.ts'
import type { Money, Payload } from '#platform/contract.ts'
import type { Account } from './contract.ts'

/** A debit is positive, a credit negative; minor units. */
export type Posting = { account: Account; detail: string; amount: number }

/** What is to be booked for one event. The same `source` is booked once; `only_after` names a source without which there is nothing to book. */
export type Booking = {
  source: string
  kind: string
  order_id: string | null
  reference: string | null
  currency: string
  postings: Posting[]
  only_after?: string
}

type Rule = { kind: string; debit: Account; credit: Account }

/** Money between customers and providers. An authorisation is no entry: nobody owes or has anything yet. */
export const PAYMENT_RULES = {
  captured: { kind: 'payment_captured', debit: 'provider_clearing', credit: 'receivable' },
  refunded: { kind: 'payment_refunded', debit: 'receivable', credit: 'provider_clearing' },
  refund_failed: { kind: 'payment_refund_failed', debit: 'provider_clearing', credit: 'receivable' },
} as const satisfies Record<string, Rule>

/** Providers take the money when a dispute opens and give it back when it is won. One that is told of as lost only was open before. */
export const DISPUTE_RULES = {
  open: { kind: 'chargeback', sign: 1 },
  lost: { kind: 'chargeback', sign: 1 },
  won: { kind: 'chargeback_returned', sign: -1 },
} as const

/**
 * Where value on a card or of a customer's credit comes from and goes to, by the kind of its entry. Spending meets the payment that was
 * captured with it on `provider_clearing` and leaves nothing there; so does giving back.
 */
export const STORED_VALUE_RULES = {
  issue: 'goodwill',
  credit: 'goodwill',
  adjust: 'goodwill',
  expire: 'goodwill',
  spend: 'provider_clearing',
  give_back: 'provider_clearing',
} as const satisfies Record<EntryNews['kind'], Account>

/** Money that came although the order was paid for another way; the customer owes nothing less for it, and it goes back. */
export const SURPLUS_RULES = {
  captured: { kind: 'surplus_captured', debit: 'provider_clearing', credit: 'surplus' },
  returned: { kind: 'surplus_returned', debit: 'surplus', credit: 'provider_clearing' },
} as const satisfies Record<string, Rule>

type Payments = typeof payments.events
type PaymentNews = Payload<Payments['payments.captured']>
type RefundNews = Payload<Payments['payments.refunded']>
type FailedRefundNews = Payload<Payments['payments.refund_failed']>
type SurplusNews = Payload<Payments['payments.surplus']>
export type DisputeNews = Payload<Payments['payments.disputed']>
/** In minor units: `gross` is what the provider held, `net` what came to the bank, `fee` what it kept. */
type PayoutNews = Payload<Payments['payments.payout_booked']>
/** `amount` is what was added to the balance, negative where it was taken away; a gift card has no `customer_id`, store credit has one. */
export type EntryNews = Payload<(typeof giftCards.events)['gift_cards.issued']>

const twoSides = (
  { kind, debit, credit }: Rule,
  { id, amount, order_id, detailOf }: { id: string; amount: Money; order_id: string | null; detailOf(account: Account): string },
): Booking => ({
  source: `${kind}:${id}`,
  kind,
  order_id,
  reference: null,
  currency: amount.currency,
  postings: [
    { account: debit, detail: detailOf(debit), amount: amount.amount },
    { account: credit, detail: detailOf(credit), amount: -amount.amount },
  ],
})

/** Customers owe the shop, whoever brings the money; what lies with a provider is counted for each. */
const byProvider =
  ({ provider }: PaymentNews) =>
  (account: Account) =>
    account === 'receivable' ? '' : provider

export const bookCapture = (news: PaymentNews): Booking =>
  twoSides(PAYMENT_RULES.captured, { ...news, id: news.payment_id, detailOf: byProvider(news) })

export const bookRefund = (news: RefundNews): Booking =>
  twoSides(PAYMENT_RULES.refunded, { ...news, id: news.refund_id, detailOf: byProvider(news) })

/** A refund that was told of as done and failed after all is taken back; one that was never done was never booked. */
export const bookFailedRefund = (news: FailedRefundNews): Booking => {
  const id = news.refund_id
  const booking = twoSides(PAYMENT_RULES.refund_failed, { ...news, id, detailOf: byProvider(news) })
  return news.was_done ? { ...booking, only_after: `${PAYMENT_RULES.refunded.kind}:${id}` } : { ...booking, postings: [] }
}

export const bookSurplus = (news: SurplusNews): Booking =>
  news.state === 'authorised'
    ? { ...bookCapture(news), postings: [] }
    : twoSides(SURPLUS_RULES[news.state], { ...news, id: news.payment_id, detailOf: byProvider(news) })

/** What the bank takes beyond what was left of the payment is a loss of its own: the customer has had that much twice. */
export const bookDispute = (news: DisputeNews): Booking => {
  const { dispute_ref, state } = news.dispute
  const { amount, beyond = 0 } = news
  const id = `${news.provider}:${dispute_ref}`
  const { kind, sign } = DISPUTE_RULES[state]
  const booking: Booking = {
    source: `${kind}:${id}`,
    kind,
    order_id: news.order_id,
    reference: null,
    currency: amount.currency,
    postings: withoutZeros([
      { account: 'chargebacks', detail: news.provider, amount: sign * (amount.amount - beyond) },
      { account: 'excess_chargebacks', detail: news.provider, amount: sign * beyond },
      { account: 'provider_clearing', detail: news.provider, amount: -sign * amount.amount },
    ]),
  }
  return state === 'won' ? { ...booking, only_after: `${DISPUTE_RULES.open.kind}:${id}` } : booking
}

/** The provider under which payments capture from gift cards and store credit. */
const STORED_VALUE = 'stored-value'

/** What is on cards and in store credit is owed to customers. Credit given instead of money for an order settles what is owed for it. */
export const bookStoredValue = ({ entry_id, kind, amount: { amount, currency }, customer_id, order_id }: EntryNews): Booking => {
  const isForOrder = kind === 'credit' && order_id !== null
  const from = isForOrder ? 'receivable' : STORED_VALUE_RULES[kind]
  return {
    source: `stored_value:${entry_id}`,
    kind: isForOrder ? 'order_credited' : `stored_value_${kind}`,
    order_id,
    reference: null,
    currency,
    postings: withoutZeros([
      { account: from, detail: from === 'provider_clearing' ? STORED_VALUE : '', amount },
      { account: customer_id === null ? 'gift_card_liability' : 'store_credit_liability', detail: '', amount: -amount },
    ]),
  }
}

/** More than this between gross and fee + net, in minor units, is a mistake in the file and no rounding. */
const LARGEST_ROUNDING = 99

/** A payout is told import by import, in each currency, and each is a source of its own. @throws RangeError for one that does not add up, so that it waits among the failed events for a person */
export const bookPayout = ({ payout_ref, provider, currency, batch, gross, fee, net }: PayoutNews): Booking => {
  const rest = gross - fee - net
  if (Math.abs(rest) > LARGEST_ROUNDING) throw new RangeError(`the payout ${payout_ref} does not add up: gross must be fee + net`)
  return {
    source: batch ? `payout:${provider}:${payout_ref}:${currency}:${batch}` : `payout:${provider}:${payout_ref}`,
    kind: 'payout',
    order_id: null,
    reference: payout_ref,
    currency,
    postings: withoutZeros([
      { account: 'bank', detail: provider, amount: net },
      { account: 'fees', detail: provider, amount: fee },
      { account: 'rounding', detail: 'payouts', amount: rest },
      { account: 'provider_clearing', detail: provider, amount: -gross },
    ]),
  }
}

/** Which account a part of a document is booked to. */
export const PART_ACCOUNTS = {
  goods: 'sales',
  shipping: 'shipping_income',
  discount: 'discounts',
  refund: 'refunds',
} as const satisfies Record<Issued['parts'][number]['part'], Account>

/**
 * An invoice makes the customer owe its total, and sales and taxes earn it; a credit note is the other way round. Nothing is booked as
 * sold without a document (docs/decisions/0020-books-follow-documents.md).
 */
export const bookDocument = ({ document_id, kind, number, order_id, total, parts, taxes }: Issued): Booking => {
  const sign = kind === 'invoice' ? 1 : -1
  return {
    source: `document:${document_id}`,
    kind,
    order_id,
    reference: number,
    currency: total.currency,
    postings: withoutZeros([
      { account: 'receivable', detail: '', amount: sign * total.amount },
      ...parts.map(({ part, treatment, net }) => ({ account: PART_ACCOUNTS[part], detail: treatment, amount: -sign * net })),
      ...taxes.map(({ rate_basis_points, tax }) => ({
        account: 'tax_payable' as const,
        detail: String(rate_basis_points),
        amount: -sign * tax,
      })),
    ]),
  }
}

/** Which rule books which event. */
export const RULES = {
  'documents.issued': bookDocument,
  'payments.captured': bookCapture,
  'payments.refunded': bookRefund,
  'payments.refund_failed': bookFailedRefund,
  'payments.surplus': bookSurplus,
  'payments.disputed': bookDispute,
  'payments.payout_booked': bookPayout,
  'gift_cards.issued': bookStoredValue,
  'gift_cards.credited': bookStoredValue,
  'gift_cards.spent': bookStoredValue,
  'gift_cards.given_back': bookStoredValue,
  'gift_cards.adjusted': bookStoredValue,
  'gift_cards.expired': bookStoredValue,
} as const

const withoutZeros = (postings: Posting[]): Posting[] => postings.filter(({ amount }) => amount !== 0)
