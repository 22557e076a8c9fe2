import type { Issued } from '#modules/documents/contract.ts'
import type { Money } from '#platform/contract.ts'
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
} as const satisfies Record<string, Rule>

/** Providers take the money when a dispute opens and give it back when it is won. One that is told of as lost only was open before. */
export const DISPUTE_RULES = {
  open: { kind: 'chargeback', debit: 'chargebacks', credit: 'provider_clearing' },
  lost: { kind: 'chargeback', debit: 'chargebacks', credit: 'provider_clearing' },
  won: { kind: 'chargeback_returned', debit: 'provider_clearing', credit: 'chargebacks' },
} as const satisfies Record<string, Rule>

/** Spending a card meets the payment that was captured with it on `provider_clearing` and leaves nothing there; so does giving back. */
export const STORED_VALUE_RULES = {
  spent: { kind: 'stored_value_spent', debit: 'gift_card_liability', credit: 'provider_clearing' },
  given_back: { kind: 'stored_value_given_back', debit: 'provider_clearing', credit: 'gift_card_liability' },
  issued: { kind: 'stored_value_issued', debit: 'goodwill', credit: 'gift_card_liability' },
  credited: { kind: 'stored_value_issued', debit: 'goodwill', credit: 'gift_card_liability' },
} as const satisfies Record<string, Rule>

/** What the ledger reads of an event of payments. */
export type PaymentNews = { payment_id: string; order_id: string; method: string; provider?: string; amount: Money; refund_id?: string | null }
export type DisputeNews = PaymentNews & { dispute: { dispute_ref: string; state: keyof typeof DISPUTE_RULES } }
/** `customer_id`: whose store credit it is; a gift card has none. `order_id`: what it was given for. */
export type StoredValueNews = { entry_id: string; amount: Money; provider?: string; customer_id?: string | null; order_id?: string | null }
/** Minor units of `gross` are what the provider held, of `net` what came to the bank, of `fee` what it kept. */
export type PayoutNews = { payout_id: string; provider: string; reference?: string | null; gross: Money; fee: Money; net: Money }

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
  ({ provider, method }: PaymentNews) =>
  (account: Account) =>
    account === 'receivable' ? '' : (provider ?? method)

export const bookCapture = (news: PaymentNews): Booking =>
  twoSides(PAYMENT_RULES.captured, { ...news, id: news.payment_id, detailOf: byProvider(news) })

export const bookRefund = (news: PaymentNews): Booking =>
  twoSides(PAYMENT_RULES.refunded, { ...news, id: news.refund_id ?? news.payment_id, detailOf: byProvider(news) })

export const bookDispute = (news: DisputeNews): Booking => {
  const { dispute_ref, state } = news.dispute
  const id = `${news.provider ?? news.method}:${dispute_ref}`
  const booking = twoSides(DISPUTE_RULES[state], { ...news, id, detailOf: byProvider(news) })
  return state === 'won' ? { ...booking, only_after: `${DISPUTE_RULES.open.kind}:${id}` } : booking
}

/** The provider under which payments capture from gift cards and store credit. */
const STORED_VALUE = 'stored-value'

export const bookStoredValue = (what: keyof typeof STORED_VALUE_RULES, news: StoredValueNews): Booking => {
  const booking = twoSides(STORED_VALUE_RULES[what], {
    id: news.entry_id,
    amount: news.amount,
    order_id: news.order_id ?? null,
    detailOf: (account) => (account === 'provider_clearing' ? (news.provider ?? STORED_VALUE) : ''),
  })
  const isForOrder = booking.kind === 'stored_value_issued' && booking.order_id !== null
  return {
    ...booking,
    kind: isForOrder ? 'order_credited' : booking.kind,
    postings: booking.postings.map((posting) => ({ ...posting, account: accountOf(posting.account, news, isForOrder) })),
  }
}

/** Credit given instead of money for an order settles what the shop owes for it. */
const accountOf = (account: Account, { customer_id }: StoredValueNews, isForOrder: boolean): Account => {
  if (account === 'gift_card_liability' && customer_id) return 'store_credit_liability'
  return account === 'goodwill' && isForOrder ? 'receivable' : account
}

/** More than this between gross and fee + net, in minor units, is a mistake in the file and no rounding. */
const LARGEST_ROUNDING = 99

/** @throws RangeError for a payout that does not add up, so that it waits among the failed events for a person */
export const bookPayout = ({ payout_id, provider, reference, gross, fee, net }: PayoutNews): Booking => {
  const rest = gross.amount - fee.amount - net.amount
  if (Math.abs(rest) > LARGEST_ROUNDING || fee.currency !== gross.currency || net.currency !== gross.currency)
    throw new RangeError(`the payout ${reference ?? payout_id} does not add up: gross must be fee + net, in one currency`)
  return {
    source: `payout:${provider}:${payout_id}`,
    kind: 'payout',
    order_id: null,
    reference: reference ?? payout_id,
    currency: gross.currency,
    postings: withoutZeros([
      { account: 'bank', detail: provider, amount: net.amount },
      { account: 'fees', detail: provider, amount: fee.amount },
      { account: 'rounding', detail: 'payouts', amount: rest },
      { account: 'provider_clearing', detail: provider, amount: -gross.amount },
    ]),
  }
}

/** Which account a part of a document is booked to. */
export const PART_ACCOUNTS = { goods: 'sales', shipping: 'shipping_income', discount: 'discounts', refund: 'refunds' } as const satisfies Record<
  Issued['parts'][number]['part'],
  Account
>

/**
 * An invoice makes the customer owe its total, and sales and taxes earn it; a credit note is the other way round. Nothing is booked as
 * sold without a document (docs/decisions/0030-books-follow-documents.md).
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
      ...taxes.map(({ rate_basis_points, tax }) => ({ account: 'tax_payable' as const, detail: String(rate_basis_points), amount: -sign * tax })),
    ]),
  }
}

const withoutZeros = (postings: Posting[]): Posting[] => postings.filter(({ amount }) => amount !== 0)
