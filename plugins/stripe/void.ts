import type { Outcome } from '#modules/payments/provider.ts'
import { type Known, locate } from './find.ts'
import type { StripeLink } from './link.ts'
import { CALLED_OFF, type Found, outcomeOf } from './outcomes.ts'
import { complaintOf, isRefusal, noAnswer } from './problems.ts'

/** A page can be paid, or a payment captured, between the look and the act; then we look again. */
const LOOKS = 3

/**
 * Calls off a payment: an open page is closed, a reservation is let go of. `captured` says that it was too late, `pending` that the bank is
 * at work and only its answer will tell. The same call again finds it called off.
 * @throws Error when no answer came
 */
export const voidPayment = async (link: StripeLink, known: Known): Promise<Outcome> => {
  for (let look = 1; ; look++) {
    const found = await locate(link, known)
    if (!found) throw new Error(`Stripe: there is no payment ${known.payment_id}`)
    try {
      return await letGo(link, found)
    } catch (error) {
      if (!isRefusal(complaintOf(error)) || look === LOOKS) throw noAnswer('calling off a payment', error)
    }
  }
}

const letGo = async ({ api }: StripeLink, found: Found): Promise<Outcome> => {
  const { checkout, paymentIntents } = await api()
  const { session, intent } = found
  if (session?.status === 'open') {
    await checkout.sessions.update(session.id, { metadata: CALLED_OFF })
    return outcomeOf({ session: await checkout.sessions.expire(session.id), intent: null })
  }
  if (intent && session?.status !== 'expired' && intent.status.startsWith('requires_'))
    return outcomeOf({ session, intent: await paymentIntents.cancel(intent.id) })
  return outcomeOf(found)
}
