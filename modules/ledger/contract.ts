/** What the ledger promises: every movement of money is booked once, on two sides that sum to zero, and is never changed afterwards. */
import {
  Amount,
  Currency,
  contract,
  File,
  Id,
  type Input,
  Limit,
  Nullable,
  OneOf,
  type Output,
  op,
  type Static,
  Strict,
  Time,
  t,
} from '#platform/contract.ts'

export const Account = OneOf([
  'receivable',
  'provider_clearing',
  'bank',
  'tax_payable',
  'gift_card_liability',
  'store_credit_liability',
  'surplus',
  'sales',
  'shipping_income',
  'discounts',
  'refunds',
  'fees',
  'chargebacks',
  'excess_chargebacks',
  'goodwill',
  'rounding',
])
export type Account = Static<typeof Account>
export const AccountKind = OneOf(['asset', 'liability', 'revenue', 'expense'])

const Day = t.String({ format: 'date', description: 'such as 2026-03-01, in UTC' })
const Height = t.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'number of an entry, counted without a gap' })

export const Entry = t.Object({
  height: Height,
  transaction_id: Id,
  kind: t.String({ description: 'such as `invoice`, `payment_captured`, `payout`' }),
  reference: Nullable(t.String({ description: 'the number of a document or payout' })),
  order_id: Nullable(Id),
  day: Day,
  account: Account,
  detail: t.String({ description: 'a provider, a tax treatment, or a rate in basis points; may be empty' }),
  amount: t.Integer({ description: 'minor units; a debit is positive, a credit negative' }),
  currency: Currency,
  hash: t.String({ description: 'SHA-256 over this entry and the hash of the one before, in hex' }),
})
export type Entry = Static<typeof Entry>

const Balance = t.Object({
  account: Account,
  title: t.String(),
  kind: AccountKind,
  detail: t.String(),
  currency: Currency,
  debit: Amount,
  credit: t.Integer({ description: 'minor units, positive' }),
  balance: t.Integer({ description: 'minor units; debit - credit' }),
})

/** Of one order in one currency, in minor units and positive; `open` is what the customer still owes, negative where the shop owes. */
const OrderSums = t.Object({
  order_id: Id,
  currency: Currency,
  invoiced: t.Integer(),
  credited: t.Integer(),
  captured: t.Integer(),
  refunded: t.Integer(),
  open: t.Integer(),
})

const Difference = t.Object({
  order_id: Id,
  what: OneOf(['paid', 'refunded', 'sale', 'currency', 'unknown_order']),
  text: t.String(),
  ledger: t.Integer({ description: 'minor units' }),
  order: t.Integer({ description: 'minor units, as the order last said' }),
  currency: Currency,
})

export const ledger = contract({
  name: 'ledger',
  title: 'Ledger',
  ops: {
    listAccounts: op('GET /ledger/accounts', {
      summary: 'The accounts of the books, in their order, and what they are called',
      policy: 'staff',
      input: Strict({}),
      output: t.Object({ accounts: t.Array(t.Object({ account: Account, title: t.String(), kind: AccountKind })) }),
    }),
    listEntries: op('GET /ledger/entries', {
      summary: 'Entries of the books, newest first',
      policy: 'staff',
      input: Strict({
        order_id: t.Optional(Id),
        account: t.Optional(Account),
        from: t.Optional(Day),
        to: t.Optional(Day),
        before: t.Optional(Height),
        limit: t.Optional(Limit),
      }),
      output: t.Object({ entries: t.Array(Entry), next: Nullable(t.Integer({ description: '`before` of the page that follows' })) }),
    }),
    exportEntries: op('GET /ledger/entries.csv', {
      summary: 'Entries of a period as CSV, oldest first; at most 50,000',
      policy: 'staff',
      answer: 'file',
      input: Strict({ from: Day, to: Day }),
      output: File,
      errors: { TOO_MANY_ENTRIES: 422 },
    }),
    readBalances: op('GET /ledger/balances', {
      summary: 'What is on each account, of the whole shop or of one order',
      policy: 'staff',
      input: Strict({ order_id: t.Optional(Id) }),
      output: t.Object({ balances: t.Array(Balance) }),
    }),
    readTrialBalance: op('GET /ledger/trial-balance', {
      summary: 'What was on each account at the end of a day; debits and credits are equal in each currency',
      policy: 'staff',
      input: Strict({ day: Day }),
      output: t.Object({
        balances: t.Array(Balance),
        totals: t.Array(t.Object({ currency: Currency, debit: Amount, credit: Amount })),
      }),
    }),
    listOpenItems: op('GET /ledger/open-items', {
      summary: 'Orders that are not settled: the customer owes the shop, or the shop the customer',
      policy: 'staff',
      input: Strict({ after: t.Optional(Id), limit: t.Optional(Limit) }),
      output: t.Object({ items: t.Array(OrderSums), next: Nullable(Id) }),
    }),
    listDifferences: op('GET /ledger/differences', {
      summary: 'Where the books and what the orders say of themselves differ, 500 orders at a time',
      policy: 'staff',
      input: Strict({ after: t.Optional(Id) }),
      output: t.Object({ differences: t.Array(Difference), next: Nullable(Id) }),
    }),
    verifyChain: op('GET /ledger/chain', {
      summary: 'Compute the hashes anew, up to 100,000 entries at a time, and say where the first wrong one is',
      policy: 'staff',
      input: Strict({ after: t.Optional(Height) }),
      output: t.Object({
        checked: t.Integer({ description: 'entries looked at' }),
        first_wrong: Nullable(t.Object({ height: Height, text: t.String() })),
        next: Nullable(t.Integer({ description: '`after` of the part that follows; null at the end' })),
        height: t.Integer({ description: 'of the last entry of the books' }),
        hash: t.String({ description: 'of the last entry; note it elsewhere, and nobody can rewrite what came before' }),
        checked_at: Time,
      }),
    }),
  },
})
export type ListEntries = Input<typeof ledger.ops.listEntries>
export type Balances = Output<typeof ledger.ops.readBalances>
export type Difference = Output<typeof ledger.ops.listDifferences>['differences'][number]
export type Sums = Output<typeof ledger.ops.listOpenItems>['items'][number]
export type Verified = Output<typeof ledger.ops.verifyChain>
