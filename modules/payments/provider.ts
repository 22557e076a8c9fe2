/** The port to a payment provider. Every provider, simulated or real, answers to this and to the same conformance tests. */
import type { Money } from '#platform/contract.ts'

export type Charge = { payment_id: string; order_number: string; email: string; amount: Money; method: string }

/** What a provider says about a charge. `pending`: it will say more by webhook, or when asked again. */
export type Outcome = {
  outcome: 'captured' | 'declined' | 'pending'
  provider_ref: string
  amount: Money
  problem: string | null
  redirect_url: string | null
}

export type News = Outcome & { webhook_id: string; payment_id: string }

export type PaymentProvider = {
  name: string
  methods: { method: string; title: string; text: string; is_test: boolean }[]
  /** Takes the money. `payment_id` is the idempotency key: however often it is called, there is one charge. Throws when no answer came. */
  charge(charge: Charge): Promise<Outcome>
  /** What became of a charge, or null if the provider has never heard of it. */
  find(payment_id: string): Promise<Outcome | null>
  /** Gives money back; `refund_id` is the idempotency key. */
  refund(refund: { refund_id: string; payment_id: string; amount: Money }): Promise<void>
  /** Reads the news; undefined when the provider has not signed it, or too long ago. */
  readWebhook(bytes: Uint8Array, headers: Record<string, string>): Promise<News | undefined>
}
