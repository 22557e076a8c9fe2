/** What the double knows: its own ledger, apart from the shop's. Amounts in Stripe's minor units, times in seconds. */
import { randomBytes } from 'node:crypto'
import type { Clock } from '#platform/clock.ts'

export type Metadata = { [key: string]: string }

export type PageRow = {
  id: string
  created: number
  expires_at: number
  amount: number
  currency: string
  name: string
  client_reference_id: string | null
  customer_email: string | null
  metadata: Metadata
  status: 'open' | 'complete' | 'expired'
  intent: string | null
  intent_metadata: Metadata
  description: string | null
  is_manual: boolean
  success_url: string
  cancel_url: string | null
}

export type Failure = { code: string; decline_code?: string; message: string; type: 'card_error' | 'invalid_request_error' }

export type IntentRow = {
  id: string
  created: number
  amount: number
  currency: string
  status: 'requires_payment_method' | 'requires_action' | 'processing' | 'requires_capture' | 'succeeded' | 'canceled'
  amount_received: number
  is_manual: boolean
  metadata: Metadata
  description: string | null
  latest_charge: string | null
  failure: Failure | null
  canceled_at: number | null
  cancellation_reason: 'automatic' | 'abandoned' | 'requested_by_customer' | null
}

export type ChargeRow = {
  id: string
  created: number
  intent: string
  amount: number
  amount_captured: number
  currency: string
  status: 'succeeded' | 'pending' | 'failed'
  is_captured: boolean
  fingerprint: string
  metadata: Metadata
  is_disputed: boolean
}

export type RefundRow = {
  id: string
  created: number
  charge: string
  intent: string
  amount: number
  currency: string
  status: 'succeeded' | 'pending' | 'requires_action' | 'failed' | 'canceled'
  metadata: Metadata
  reason: 'expired_uncaptured_charge' | 'requested_by_customer' | null
  failure_reason: string | null
}

export type DisputeRow = {
  id: string
  created: number
  charge: string
  intent: string
  amount: number
  currency: string
  reason: string
  status: 'needs_response' | 'warning_needs_response' | 'warning_closed' | 'prevented' | 'won' | 'lost'
  /** what left the merchant's balance, and came back */
  moved: number[]
}

export type Books = {
  pages: Map<string, PageRow>
  intents: Map<string, IntentRow>
  charges: Map<string, ChargeRow>
  refunds: Map<string, RefundRow>
  disputes: Map<string, DisputeRow>
  /** seconds */
  now(): number
  /** writes an event about an object; webhooks tell it */
  tell(type: string, object: { id: string }): void
  is_live: boolean
  /** where the shopper's pages are */
  base(): string
  /** what becomes of a new refund */
  next_refund: RefundRow['status']
}

export const openBooks = (clock: Clock, is_live: boolean, tell: Books['tell'], base: () => string): Books => ({
  pages: new Map(),
  intents: new Map(),
  charges: new Map(),
  refunds: new Map(),
  disputes: new Map(),
  now: () => Math.floor(clock.now().getTime() / 1000),
  tell,
  is_live,
  base,
  next_refund: 'succeeded',
})

/** `cs_test_a1b2...`, as long as Stripe's. */
export const newRef = (prefix: string, is_live?: boolean): string =>
  `${prefix}_${is_live === undefined ? '' : is_live ? 'live_' : 'test_'}${randomBytes(15).toString('base64url').replace(/[-_]/g, 'x')}`

export const refundedOf = (books: Books, charge: string): number =>
  [...books.refunds.values()]
    .filter((refund) => refund.charge === charge && refund.status !== 'failed' && refund.status !== 'canceled')
    .reduce((sum, { amount }) => sum + amount, 0)
