/** What gift cards and store credit promise: a balance that is the sum of its entries, never below zero, and never spent twice. */
import { Currency, contract, Email, Id, type Input, Line, Money, Nullable, type Output, op, Strict, Time, t } from '#platform/contract.ts'

/** Where the value lies: on a card, found by its code, or in a customer's store credit. */
const Instrument = Strict({ code: t.Optional(Line(40)), customer_id: t.Optional(Id) }, { description: 'one of the two' })

export const giftCards = contract({
  name: 'gift_cards',
  title: 'Gift cards and store credit',
  ops: {
    readBalance: op('POST /gift-cards/balance', {
      summary: 'What is left on a card, or of a customer’s store credit, in one currency',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ instrument: Instrument, currency: Currency }),
      output: t.Object({ balance: Money, last4: Nullable(t.String()), expires_at: Nullable(Time) }),
      errors: { UNKNOWN_CARD: 422 },
    }),
    spend: op('POST /gift-cards/spend', {
      summary: 'Take exactly this amount, for a payment; the same payment_id again takes nothing more',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ payment_id: Id, instrument: Instrument, amount: Money }),
      output: t.Object({ payment_id: Id, balance: Money }),
      errors: { UNKNOWN_CARD: 422, BALANCE_TOO_LOW: 409 },
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
      input: Strict({ refund_id: Id, payment_id: Id, amount: Money }),
      output: t.Object({ refund_id: Id }),
      errors: { NOT_FOUND: 404, REFUND_EXCEEDS_CHARGE: 409 },
    }),
    credit: op('POST /gift-cards/credit', {
      summary: 'Add to a customer’s store credit, or make a card when there is no customer; the same credit_id again is the same',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ credit_id: Id, customer_id: t.Optional(Id), email: t.Optional(Email), amount: Money, reason: Line(200) }),
      output: t.Object({ credit_id: Id, code: Nullable(t.String({ description: 'of the new card' })), balance: Money }),
    }),
  },
})
export type Spend = Input<typeof giftCards.ops.spend>
export type Spent = Output<typeof giftCards.ops.spend>
