/** What gift cards and store credit promise: a balance that is the sum of its entries, never below zero, and never spent twice. */
import {
  Currency,
  contract,
  Email,
  event,
  Id,
  type Input,
  KnownCurrency,
  Limit,
  Line,
  Locale,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  type Static,
  Strict,
  Text,
  Time,
  t,
} from '#platform/contract.ts'

/** Where the value lies: on a card, found by its code, or in a customer's store credit. */
const Instrument = Strict({ code: t.Optional(Line(40)), customer_id: t.Optional(Id) }, { description: 'one of the two' })

const Taken = Strict({ amount: t.Integer({ minimum: 1, maximum: 1_000_000_000_000, description: 'minor units' }), currency: KnownCurrency })

/** `card`: a gift card, found by its code. `credit`: what a customer has with the shop, one for each currency. */
export const InstrumentKind = OneOf(['card', 'credit'])

const InstrumentRow = t.Object({
  instrument_id: Id,
  kind: InstrumentKind,
  last4: Nullable(t.String({ description: 'of the code; the code itself is kept nowhere' })),
  customer_id: Nullable(Id),
  email: Nullable(t.String({ description: 'to whom the card was sent' })),
  balance: Money,
  expires_at: Nullable(Time),
  disabled_at: Nullable(Time),
  created_at: Time,
})
export type InstrumentRow = Static<typeof InstrumentRow>

const Entry = t.Object({
  entry_id: Id,
  kind: OneOf(['issue', 'credit', 'spend', 'give_back', 'adjust', 'expire']),
  amount: Money, // what it added to the balance; negative where it took away
  reason: Nullable(t.String()),
  who: t.String({ description: 'a name, or `shop`' }),
  at: Time,
})
export type Entry = Static<typeof Entry>

/** What the books need of an entry. `amount` is what was added to the balance, negative where it was taken away. */
const EntryEvent = t.Object({
  entry_id: Id,
  instrument_id: Id,
  kind: Entry.properties.kind,
  amount: Money,
  order_id: Nullable(Id),
  payment_id: Nullable(Id),
  refund_id: Nullable(Id),
  credit_id: Nullable(Id),
  customer_id: Nullable(Id),
  at: Time,
})

/** A card that has to be sent to somebody. Its code is not in here: `readCode` tells it to the part that writes the mail. */
const CardToSend = t.Object({
  instrument_id: Id,
  email: t.String(),
  locale: Nullable(t.String()),
  amount: Money,
  expires_at: Nullable(Time),
  message: Nullable(t.String()),
})

const InstrumentRef = Strict({ instrument_id: Id })

export const giftCards = contract({
  name: 'gift_cards',
  title: 'Gift cards and store credit',
  ops: {
    readBalance: op('POST /gift-cards/balance', {
      summary: 'What is left on a card, or of a customer’s store credit, in one currency',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ instrument: Instrument, currency: Currency }),
      output: t.Object({
        /** the same however a code was typed */
        instrument_id: Id,
        balance: Money,
        last4: Nullable(t.String()),
        expires_at: Nullable(Time),
      }),
      errors: { UNKNOWN_CARD: 422, TOO_MANY_TRIES: 429 },
    }),
    spend: op('POST /gift-cards/spend', {
      summary: 'Take exactly this amount, for a payment; the same payment_id again takes nothing more',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id, instrument: Instrument, amount: Taken, order_id: t.Optional(Id) }),
      output: t.Object({ payment_id: Id, balance: Money }),
      errors: { UNKNOWN_CARD: 422, BALANCE_TOO_LOW: 409, KEY_REUSED: 422, TOO_MANY_TRIES: 429 },
    }),
    findSpending: op('GET /gift-cards/spendings/{payment_id}', {
      summary: 'What was taken for a payment, and what of it was given back',
      policy: 'service',
      input: Strict({ payment_id: Id }),
      output: t.Object({
        spending: Nullable(t.Object({ payment_id: Id, amount: Money, given_back: t.Integer({ description: 'minor units' }) })),
      }),
    }),
    giveBack: op('POST /gift-cards/give-back', {
      summary: 'Put an amount back where a payment took it from; the same refund_id again is the same',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ refund_id: Id, payment_id: Id, amount: Taken }),
      output: t.Object({ refund_id: Id }),
      errors: { NOT_FOUND: 404, REFUND_EXCEEDS_CHARGE: 409, KEY_REUSED: 422 },
    }),
    credit: op('POST /gift-cards/credit', {
      summary: 'Add to a customer’s store credit, or make a card when there is no customer; the same credit_id again is the same',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        credit_id: Id,
        customer_id: t.Optional(Id),
        email: t.Optional(Email),
        locale: t.Optional(Locale),
        order_id: t.Optional(Id),
        amount: Taken,
        reason: Line(200),
      }),
      output: t.Object({ credit_id: Id, code: Nullable(t.String({ description: 'of the new card' })), balance: Money }),
      errors: { KEY_REUSED: 422 },
    }),
    readCode: op('GET /gift-cards/cards/{instrument_id}/code', {
      summary: 'The code of a card, for the mail that takes it to its owner',
      policy: 'service',
      input: InstrumentRef,
      output: t.Object({ instrument_id: Id, code: t.String() }),
      errors: { NOT_FOUND: 404 },
    }),
    check: op('POST /gift-cards/check', {
      summary: 'What is left on a card, for whoever has its code',
      policy: 'anyone',
      is_repeatable: true,
      input: Strict({ code: Line(40) }),
      output: t.Object({ balance: Money, last4: t.String(), expires_at: Nullable(Time) }),
      errors: { UNKNOWN_CARD: 422, TOO_MANY_TRIES: 429 },
    }),
    readStoreCredit: op('GET /store-credit', {
      summary: 'The store credit of the customer who is signed in, with its latest entries',
      policy: 'customer',
      input: Strict({}),
      output: t.Object({ balances: t.Array(Money), entries: t.Array(Entry) }),
    }),
    issueCard: op('POST /admin/gift-cards', {
      summary: 'Make a card. Its code is in the answer, and again for ten minutes to the same person with the same id',
      policy: 'staff',
      status: 201,
      is_repeatable: true,
      input: Strict({
        card_id: Id,
        amount: Taken,
        email: t.Optional(Email),
        locale: t.Optional(Locale),
        message: t.Optional(Text(1_000)),
        expires_at: t.Optional(Time),
        reason: t.Optional(Line(200)),
      }),
      output: t.Object({ card: InstrumentRow, code: Nullable(t.String()) }),
      errors: { KEY_REUSED: 422 },
    }),
    listInstruments: op('GET /admin/gift-cards', {
      summary: 'Gift cards and store credit, newest first; `query` is a code, its last four characters, an e-mail or a customer’s id',
      policy: 'staff',
      input: Strict({
        kind: t.Optional(InstrumentKind),
        query: t.Optional(Text(254)),
        page: t.Optional(Page),
        limit: t.Optional(Limit),
      }),
      output: t.Object({ instruments: t.Array(InstrumentRow), page: t.Integer(), has_more: t.Boolean() }),
    }),
    readInstrument: op('GET /admin/gift-cards/{instrument_id}', {
      summary: 'A card or a store credit with its latest 200 entries, newest first',
      policy: 'staff',
      input: InstrumentRef,
      output: t.Object({ instrument: InstrumentRow, entries: t.Array(Entry) }),
      errors: { NOT_FOUND: 404 },
    }),
    adjust: op('POST /admin/gift-cards/{instrument_id}/adjust', {
      summary: 'Add to a balance or take from it by hand, with a reason; the same adjustment_id again is the same',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ instrument_id: Id, adjustment_id: Id, amount: Money, reason: Line(200) }),
      output: InstrumentRow,
      errors: { NOT_FOUND: 404, BALANCE_TOO_LOW: 409, KEY_REUSED: 422 },
    }),
    disable: op('POST /admin/gift-cards/{instrument_id}/disable', {
      summary: 'Stop a card or a store credit from being spent, or let it be spent again; its balance stays',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ instrument_id: Id, is_disabled: t.Boolean() }),
      output: InstrumentRow,
      errors: { NOT_FOUND: 404 },
    }),
    audit: op('GET /gift-cards/audit', {
      summary: 'Balances that are not the sum of their entries, and spendings that do not fit theirs; none, if all is well',
      policy: 'service',
      input: Strict({}),
      output: t.Object({ wrong: t.Array(t.Object({ instrument_id: Id, balance: t.Integer(), entries: t.Integer() })) }),
    }),
  },
  events: {
    'gift_cards.issued': event('instrument_id', EntryEvent),
    'gift_cards.credited': event('instrument_id', EntryEvent),
    'gift_cards.spent': event('instrument_id', EntryEvent),
    'gift_cards.given_back': event('instrument_id', EntryEvent),
    'gift_cards.adjusted': event('instrument_id', EntryEvent),
    'gift_cards.expired': event('instrument_id', EntryEvent),
    'gift_cards.card_to_send': event('instrument_id', CardToSend),
  },
})
export type Spend = Input<typeof giftCards.ops.spend>
export type Spent = Output<typeof giftCards.ops.spend>
export type GiveBack = Input<typeof giftCards.ops.giveBack>
export type Credit = Input<typeof giftCards.ops.credit>
