/** The port to a payment provider. Every provider, simulated or real, answers to this and passes `provider-conformance.ts`. */
import type { Money } from '#platform/contract.ts'

/** `instrument`: whose value is spent, for providers of gift cards and store credit. */
export type Charge = {
  payment_id: string
  order_id: string
  order_number: string
  email: string
  amount: Money
  method: string
  /** reserve the money now, take it with `capture` later */
  is_capture_later: boolean
  /** where the shopper comes back to from a page of the provider's; the shop's own address and nothing a request said */
  return_url: string
  instrument?: { code?: string; customer_id?: string }
}

/** What a provider says about a payment. `pending`: it will say more by webhook, or when asked again; the shopper may have to go to `redirect_url`. */
export type Outcome = {
  outcome: 'captured' | 'authorised' | 'declined' | 'pending' | 'voided'
  provider_ref: string
  /** what was asked for; another amount or currency than ours is never taken for the payment */
  amount: Money
  /** minor units that were taken, where that is less than what was authorised; left out: all of `amount` */
  captured_amount?: number
  /** why it was declined, for the shopper */
  problem: string | null
  redirect_url: string | null
  /** of a card, as the provider names it: the same card has the same one; for velocity limits */
  fingerprint?: string | null
}

/** `pending`: the provider has it and will say more, or a person has to pay it out; `failed`: the money stays where it was. */
export type RefundOutcome = { state: 'done' | 'pending' | 'failed'; provider_ref: string; problem: string | null }

/** What a webhook tells. `webhook_id` is the provider's own id of the event; several deliveries of one are one. */
export type News = { webhook_id: string } & (
  | ({ kind: 'payment'; payment_id: string } & Outcome)
  | ({ kind: 'refund'; payment_id: string; refund_id: string | null; amount: Money } & RefundOutcome)
  | { kind: 'dispute'; payment_id: string; dispute_ref: string; amount: Money; state: 'open' | 'won' | 'lost'; reason: string }
  | { kind: 'other' }
)

/** A payment in the provider's own books, for the audit. Amounts in minor units. */
export type Booked = { payment_id: string; provider_ref: string; captured_amount: number; refunded_amount: number; currency: string }

export type Known = { payment_id: string; provider_ref: string | null }

/**
 * `is_offered: false` keeps a method off the list for shoppers; `is_stored_value` makes it a tender of its own, beside the one main payment.
 */
export type OfferedMethod = {
  method: string
  title: string
  text: string
  /** what `text` says beside fixed words, such as an account */
  params?: Record<string, string>
  is_test: boolean
  is_offered?: boolean
  is_stored_value?: boolean
  /** the money comes days later, and the goods wait for it this long */
  waits_days?: number
}

export type PaymentProvider = {
  name: string
  methods: OfferedMethod[]
  /** a person of the shop tells what has arrived (`receivePayment`) and what was paid out; nobody else is asked for news */
  is_by_hand?: boolean
  /** it lets go of reserved money by itself after so long; left out: a week */
  reserves_days?: number
  /** Asks for the money. `payment_id` is the idempotency key: however often it is called, there is one charge. Throws when no answer came. */
  charge(charge: Charge): Promise<Outcome>
  /** What became of a charge, or null if the provider has never heard of it. Throws when no answer came. */
  find(known: Known): Promise<Outcome | null>
  /**
   * Takes what was authorised, or less; the rest is let go. The same call again is the same capture. What was let go of before cannot be
   * taken, unless a person says that it is here (`is_by_hand`).
   */
  capture(known: Known & { amount: Money }): Promise<Outcome>
  /** Lets go of what was authorised, or calls off a charge that is pending; `captured` in the answer says it was too late. */
  void(known: Known): Promise<Outcome>
  /** Gives money back; `refund_id` is the idempotency key. More than is left of the charge is `failed`, not an error. */
  refund(refund: Known & { refund_id: string; amount: Money }): Promise<RefundOutcome>
  /** Reads the news; undefined when the provider has not signed it, or too long ago. */
  readWebhook(bytes: Uint8Array, headers: Record<string, string>): Promise<News | undefined>
  /** The provider's own books of these payments; a payment it does not know is left out. */
  readBooks(payments: Known[]): Promise<Booked[]>
}
