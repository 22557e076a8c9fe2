import type { Stripe } from 'stripe'
import type { Outcome } from '#modules/payments/provider.ts'
import { CREATION_SECONDS, type StripeLink, secondsOf } from './link.ts'
import { type Found, outcomeOf, paymentIdOf } from './outcomes.ts'
import { complaintOf, noAnswer } from './problems.ts'

export type Known = { payment_id: string; provider_ref: string | null }

/** Our clock and Stripe's may differ by this much. */
const SKEW_SECONDS = 300
/** 5,000 payments begun within the window. Beyond that we do not know, and say so. */
const MOST_SESSIONS = 5_000

/** What became of a charge, or null if Stripe has never heard of it. @throws Error when it cannot be told */
export const find = async (link: StripeLink, known: Known): Promise<Outcome | null> => {
  const found = await locate(link, known)
  return found && outcomeOf(found)
}

/**
 * A payment at Stripe by our reference to it; without one, by going through the pages that were opened around the time the payment was
 * begun. The list answers what was just written, unlike the search, which may be an hour behind: https://docs.stripe.com/search#data-freshness
 */
export const locate = async (link: StripeLink, { payment_id, provider_ref }: Known): Promise<Found | null> => {
  try {
    const found = provider_ref ? await byReference(link, provider_ref) : await byTime(link, payment_id)
    if (found && paymentIdOf(found.intent ?? found.session ?? { metadata: null }) !== payment_id)
      throw new Error(`Stripe: ${provider_ref} is not the payment ${payment_id}`)
    return found
  } catch (error) {
    // A reference we were once given and that is unknown now means another account, not that nothing was paid.
    const hint = complaintOf(error)?.code === 'resource_missing' ? ' (was the key of another account set?)' : ''
    throw noAnswer(`looking up a payment${hint}`, error)
  }
}

const byReference = async ({ api }: StripeLink, ref: string): Promise<Found | null> => {
  const { checkout, paymentIntents } = await api()
  if (ref.startsWith('cs_')) return foundOf(await checkout.sessions.retrieve(ref, { expand: ['payment_intent.latest_charge'] }))
  if (!ref.startsWith('pi_')) throw new Error(`Stripe: ${ref} is no reference of Stripe's`)
  const intent = await paymentIntents.retrieve(ref, { expand: ['latest_charge'] })
  const is_told_by_page = intent.status.startsWith('requires_') && intent.status !== 'requires_capture'
  if (!is_told_by_page) return { session: null, intent }
  const { data } = await checkout.sessions.list({ payment_intent: ref, limit: 1 })
  return { session: data[0] ?? null, intent }
}

const byTime = async ({ api }: StripeLink, payment_id: string): Promise<Found | null> => {
  const { checkout } = await api()
  const begun = secondsOf(payment_id)
  const created = { gte: begun - SKEW_SECONDS, lte: begun + CREATION_SECONDS + SKEW_SECONDS }
  let seen = 0
  for await (const session of checkout.sessions.list({ created, limit: 100, expand: ['data.payment_intent.latest_charge'] })) {
    if (session.client_reference_id === payment_id) return foundOf(session)
    if (++seen >= MOST_SESSIONS) throw new Error('Stripe: too many payments were begun at that time to look through')
  }
  return null
}

const foundOf = (session: Stripe.Checkout.Session): Found => {
  const intent = session.payment_intent
  if (typeof intent === 'string') throw new Error('Stripe: a payment came without what was asked for')
  return { session, intent }
}
