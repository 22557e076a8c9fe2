import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Issued } from '#modules/documents/contract.ts'
import { newId } from '#platform/ids.ts'
import {
  type Booking,
  bookCapture,
  bookDispute,
  bookDocument,
  bookFailedRefund,
  bookPayout,
  bookRefund,
  bookStoredValue,
  bookSurplus,
  type DisputeNews,
  type EntryNews,
} from './posting-rules.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const payment = { payment_id: newId(), order_id: newId(), method: 'card', provider: 'stripe', tender: 'main', amount: eur(5_950) }
const dispute = (state: DisputeNews['dispute']['state']): DisputeNews => {
  const { payment_id, order_id, amount } = payment
  const times = { opened_at: '2026-03-01T09:00:00Z', closed_at: null }
  return { ...payment, dispute: { dispute_ref: 'dp_1', payment_id, order_id, amount, state, reason: 'fraudulent', ...times } }
}
const entry = (kind: EntryNews['kind'], amount: number, given: Partial<EntryNews> = {}): EntryNews => ({
  ...{ entry_id: newId(), instrument_id: newId(), kind, amount: eur(amount), customer_id: null, at: '2026-03-01T09:00:00Z' },
  ...{ order_id: null, payment_id: null, refund_id: null, credit_id: null },
  ...given,
})
const payout = {
  payout_ref: 'po_1',
  provider: 'stripe',
  paid_at: '2026-03-01T09:00:00Z',
  rows: 1,
  currency: 'EUR',
  gross: 5_950,
  fee: 201,
  net: 5_749,
}
const invoice: Issued = {
  document_id: newId(),
  kind: 'invoice',
  number: '2026-000001',
  order_id: payment.order_id,
  refers_to: null,
  total: eur(5_950),
  parts: [
    { part: 'goods', treatment: 'standard', net: 5_000 },
    { part: 'shipping', treatment: 'standard', net: 500 },
    { part: 'discount', treatment: 'standard', net: -500 },
  ],
  taxes: [{ tax_name: 'VAT 19 %', rate_basis_points: 1_900, treatment: 'standard', net: 5_000, tax: 950 }],
}
const credit_note: Issued = {
  ...invoice,
  document_id: newId(),
  kind: 'credit_note',
  number: 'C2026-000001',
  refers_to: invoice.document_id,
  total: eur(1_190),
  parts: [{ part: 'refund', treatment: 'standard', net: 1_000 }],
  taxes: [{ tax_name: 'VAT 19 %', rate_basis_points: 1_900, treatment: 'standard', net: 1_000, tax: 190 }],
}

/** Debits and credits as an accountant writes them: `account[detail] amount`. */
const written = ({ postings }: Booking) =>
  postings.map(
    ({ account, detail, amount }) => `${amount > 0 ? 'debit' : 'credit'} ${account}${detail && `[${detail}]`} ${Math.abs(amount)}`,
  )

const RULES: [string, Booking, string[]][] = [
  [
    'an invoice: the customer owes the total; goods, shipping and tax earn it, discounts lessen it',
    bookDocument(invoice),
    [
      'debit receivable 5950',
      'credit sales[standard] 5000',
      'credit shipping_income[standard] 500',
      'debit discounts[standard] 500',
      'credit tax_payable[1900] 950',
    ],
  ],
  [
    'a credit note: the other way round, on an account of its own',
    bookDocument(credit_note),
    ['credit receivable 1190', 'debit refunds[standard] 1000', 'debit tax_payable[1900] 190'],
  ],
  ['a capture: the money lies with the provider', bookCapture(payment), ['debit provider_clearing[stripe] 5950', 'credit receivable 5950']],
  [
    'a refund: the money leaves the provider',
    bookRefund({ ...payment, refund_id: newId(), asked_as: newId() }),
    ['debit receivable 5950', 'credit provider_clearing[stripe] 5950'],
  ],
  [
    'a refund that failed after it was told of as done: the money is with the provider again',
    bookFailedRefund({ ...payment, refund_id: newId(), asked_as: newId(), problem: null, was_done: true }),
    ['debit provider_clearing[stripe] 5950', 'credit receivable 5950'],
  ],
  [
    'money that came twice is to be given back',
    bookSurplus({ ...payment, state: 'captured' }),
    ['debit provider_clearing[stripe] 5950', 'credit surplus[stripe] 5950'],
  ],
  [
    'money that came twice and went back is owed no more',
    bookSurplus({ ...payment, state: 'returned' }),
    ['debit surplus[stripe] 5950', 'credit provider_clearing[stripe] 5950'],
  ],
  [
    'a dispute that opens costs its amount',
    bookDispute(dispute('open')),
    ['debit chargebacks[stripe] 5950', 'credit provider_clearing[stripe] 5950'],
  ],
  [
    'a dispute that is won brings it back',
    bookDispute(dispute('won')),
    ['credit chargebacks[stripe] 5950', 'debit provider_clearing[stripe] 5950'],
  ],
  [
    'a dispute over more than is left of the payment: what was given back before is lost twice',
    bookDispute({ ...dispute('open'), beyond: 950 }),
    ['debit chargebacks[stripe] 5000', 'debit excess_chargebacks[stripe] 950', 'credit provider_clearing[stripe] 5950'],
  ],
  [
    'a dispute that is won brings that back as well',
    bookDispute({ ...dispute('won'), beyond: 950 }),
    ['credit chargebacks[stripe] 5000', 'credit excess_chargebacks[stripe] 950', 'debit provider_clearing[stripe] 5950'],
  ],
  [
    'a payout: what the provider held is in the bank, less its fee',
    bookPayout({ ...payout, net: 5_749 }),
    ['debit bank[stripe] 5749', 'debit fees[stripe] 201', 'credit provider_clearing[stripe] 5950'],
  ],
  [
    'a payout whose parts were rounded each: the cent is named',
    bookPayout({ ...payout, net: 5_748 }),
    ['debit bank[stripe] 5748', 'debit fees[stripe] 201', 'debit rounding[payouts] 1', 'credit provider_clearing[stripe] 5950'],
  ],
  [
    'a gift card given for nothing is owed to whoever holds it',
    bookStoredValue(entry('issue', 2_500)),
    ['debit goodwill 2500', 'credit gift_card_liability 2500'],
  ],
  [
    'a gift card that is spent meets its payment with the provider of stored value',
    bookStoredValue(entry('spend', -2_500, { order_id: newId() })),
    ['credit provider_clearing[stored-value] 2500', 'debit gift_card_liability 2500'],
  ],
  [
    'store credit given back is owed again',
    bookStoredValue(entry('give_back', 2_500, { customer_id: newId() })),
    ['debit provider_clearing[stored-value] 2500', 'credit store_credit_liability 2500'],
  ],
  [
    'store credit instead of money for an order settles what is owed for it',
    bookStoredValue(entry('credit', 1_190, { customer_id: newId(), order_id: newId() })),
    ['debit receivable 1190', 'credit store_credit_liability 1190'],
  ],
  ['a card that expires is owed no more', bookStoredValue(entry('expire', -700)), ['credit goodwill 700', 'debit gift_card_liability 700']],
]

for (const [rule, booking, expected] of RULES)
  test(rule, () => {
    assert.deepEqual(written(booking), expected)
    assert.equal(
      booking.postings.reduce((sum, { amount }) => sum + amount, 0),
      0,
    )
  })

test('a dispute that is told of as open and as lost is one source; winning it needs that source', () => {
  assert.equal(bookDispute(dispute('open')).source, bookDispute(dispute('lost')).source)
  assert.equal(bookDispute(dispute('won')).only_after, bookDispute(dispute('open')).source)
})

test('a refund that failed before it was done, and a surplus that is only reserved, are no entries', () => {
  assert.deepEqual(bookFailedRefund({ ...payment, refund_id: newId(), asked_as: newId(), problem: null, was_done: false }).postings, [])
  assert.deepEqual(bookSurplus({ ...payment, state: 'authorised' }).postings, [])
})

test('a payout that does not add up is refused', () => {
  assert.throws(() => bookPayout({ ...payout, net: 5_000 }), RangeError)
})
