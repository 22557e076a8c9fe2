import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { Payment, RefundPart } from '#modules/payments/contract.ts'

type Word = { title: string; tone: Tone }

export const ATTEMPT_STATES: Record<Payment['state'], Word> = {
  started: { title: 'Started', tone: 'amber' },
  unknown: { title: 'Being looked up', tone: 'amber' },
  pending: { title: 'Waits for the shopper or the bank', tone: 'amber' },
  authorised: { title: 'Reserved', tone: 'blue' },
  captured: { title: 'Captured', tone: 'green' },
  declined: { title: 'Declined', tone: 'red' },
  voided: { title: 'Let go', tone: 'stone' },
  mismatch: { title: 'Other amount at the provider', tone: 'red' },
  refunded: { title: 'Given back', tone: 'stone' },
}

/** Of money that people bring or transfer. */
export const NOT_HERE_YET: Word = { title: 'Not here yet', tone: 'amber' }

export const REFUND_STATES: Record<RefundPart['state'], Word> = {
  started: { title: 'Asked for', tone: 'amber' },
  pending: { title: 'On its way', tone: 'amber' },
  done: { title: 'Given back', tone: 'stone' },
  failed: { title: 'Failed', tone: 'red' },
}

/** What of an order's payments can still be given back: taken, and neither given back, nor on its way, nor held by a bank. */
export const refundable = (payments: readonly Payment[]): number =>
  payments
    .filter(({ state, is_surplus }) => state === 'captured' && !is_surplus)
    .reduce(
      (sum, { captured_amount, refunded_amount, refunding_amount, disputed_amount }) =>
        sum + captured_amount - refunded_amount - refunding_amount - disputed_amount,
      0,
    )
