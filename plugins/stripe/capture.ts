import type { Outcome } from '#modules/payments/provider.ts'
import type { Money } from '#platform/contract.ts'
import { toStripe } from './amounts.ts'
import { find, type Known, locate } from './find.ts'
import type { StripeLink } from './link.ts'
import { outcomeOfIntent } from './outcomes.ts'
import { complaintOf, isRefusal, logRefusal, noAnswer } from './problems.ts'

/**
 * Takes what is reserved, or less; Stripe lets go of the rest. A payment is captured once: what comes second is told what the first one took.
 * https://docs.stripe.com/api/payment_intents/capture
 * @throws Error when no answer came, or when nothing is reserved and nothing was taken
 */
export const capture = async (link: StripeLink, { amount, ...known }: Known & { amount: Money }): Promise<Outcome> => {
  const amount_to_capture = toStripe(amount)
  if (amount_to_capture === undefined) throw new Error('Stripe: this amount cannot be captured exactly')
  const id = await intentIdOf(link, known)
  try {
    const { paymentIntents } = await link.api()
    const idempotencyKey = `capture-${known.payment_id}-${amount_to_capture}`
    const intent = await paymentIntents.capture(id, { amount_to_capture, expand: ['latest_charge'] }, { idempotencyKey })
    return { ...outcomeOfIntent(intent, true), provider_ref: known.provider_ref ?? id }
  } catch (error) {
    // Taken all the same, let go meanwhile, or not done: the payment itself tells.
    const outcome = await find(link, known)
    if (outcome?.outcome === 'captured' || outcome?.outcome === 'voided') return outcome
    const complaint = complaintOf(error)
    if (isRefusal(complaint)) logRefusal(link, 'capture a payment', complaint)
    throw noAnswer('capturing a payment', error)
  }
}

/** @throws Error when nobody has tried to pay yet, so that there is nothing to capture or give back */
export const intentIdOf = async (link: StripeLink, known: Known): Promise<string> => {
  if (known.provider_ref?.startsWith('pi_')) return known.provider_ref
  const found = await locate(link, known)
  if (!found?.intent) throw new Error(`Stripe: nothing has been paid for ${known.payment_id}`)
  return found.intent.id
}
