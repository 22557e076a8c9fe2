import type { Stripe } from 'stripe'
import type { RefundOutcome } from '#modules/payments/provider.ts'
import type { Money } from '#platform/contract.ts'
import { toStripe } from './amounts.ts'
import { intentIdOf } from './capture.ts'
import type { Known } from './find.ts'
import type { StripeLink } from './link.ts'
import { complaintOf, isRefusal, logRefusal, noAnswer } from './problems.ts'

/**
 * Gives money back, once for each `refund_id`: it is the idempotency key, and it is written on the refund. Stripe forgets keys after a day,
 * so the refunds of the payment are looked through first; one that is there already is told as it stands now.
 * https://docs.stripe.com/api/refunds/create
 * @throws Error when no answer came
 */
export const refund = async (link: StripeLink, asked: Known & { refund_id: string; amount: Money }): Promise<RefundOutcome> => {
  const { payment_id, refund_id } = asked
  const amount = toStripe(asked.amount)
  if (amount === undefined) return { state: 'failed', provider_ref: '', problem: 'Stripe cannot give back exactly this amount.' }
  const payment_intent = await intentIdOf(link, asked)
  try {
    const earlier = (await refundsOf(link, payment_intent)).find(({ metadata }) => metadata?.refund_id === refund_id)
    if (earlier) return refundOutcomeOf(earlier)
    const { refunds } = await link.api()
    return refundOutcomeOf(
      await refunds.create({ payment_intent, amount, metadata: { payment_id, refund_id } }, { idempotencyKey: `refund-${refund_id}` }),
    )
  } catch (error) {
    const complaint = complaintOf(error)
    if (complaint?.type !== 'StripeInvalidRequestError') {
      if (isRefusal(complaint)) logRefusal(link, 'give money back', complaint)
      throw noAnswer('giving money back', error)
    }
    logRefusal(link, 'give money back', complaint)
    return { state: 'failed', provider_ref: '', problem: complaint.message }
  }
}

/** All refunds of a payment, newest first; a charge has few. */
export const refundsOf = async ({ api }: StripeLink, payment_intent: string): Promise<Stripe.Refund[]> => {
  const { refunds } = await api()
  return refunds.list({ payment_intent, limit: 100 }).autoPagingToArray({ limit: 1_000 })
}

/** https://docs.stripe.com/refunds#failed-refunds. `requires_action`: Stripe has asked the shopper where the money shall go. */
const STATES: Record<string, RefundOutcome['state']> = {
  succeeded: 'done',
  pending: 'pending',
  requires_action: 'pending',
  failed: 'failed',
  canceled: 'failed',
}

export const refundOutcomeOf = ({ id, status, failure_reason }: Stripe.Refund): RefundOutcome => {
  const state = STATES[status ?? '']
  if (!state) throw new Error('Stripe: what it says of a refund is not understood')
  return {
    state,
    provider_ref: id,
    problem: state === 'failed' ? `Stripe could not give the money back: ${failure_reason ?? 'unknown'}.` : null,
  }
}

/**
 * Whether this is what was let go of when less was captured than was reserved, or when a reservation ended: Stripe books it as a refund, but
 * nobody got money back. https://docs.stripe.com/api/charges/capture ("the remaining amount is automatically refunded")
 */
export const isRelease = ({ amount, metadata, reason }: Stripe.Refund, charge: Stripe.Charge): boolean => {
  if (metadata?.refund_id) return false
  if (reason === 'expired_uncaptured_charge' || !charge.captured) return true
  return charge.amount_captured < charge.amount && amount === charge.amount - charge.amount_captured
}
