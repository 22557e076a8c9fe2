/** What Stripe's objects mean for a payment. One table for answers, look-ups and webhooks, so that they cannot disagree. */
import type { Stripe } from 'stripe'
import type { Outcome } from '#modules/payments/provider.ts'
import { fromStripe } from './amounts.ts'
import { sentenceOf } from './problems.ts'

type Session = Stripe.Checkout.Session
type Intent = Stripe.PaymentIntent

/** A payment at Stripe: its page, and what is paid through it once somebody has tried. https://docs.stripe.com/payments/checkout/how-checkout-works */
export type Found = { session: Session | null; intent: Intent | null }

export const TOO_LATE = 'The payment was not finished in time. Please try again.'

/**
 * The page decides while it is open: a card that was declined there may be followed by another on the same page, so a failed try is not the
 * end. When the page is closed, the payment intent decides.
 * @throws Error when Stripe says something that stands in no table: better asked again than guessed
 */
export const outcomeOf = ({ session, intent }: Found): Outcome => {
  if (session?.status === 'open') return { ...pageOf(session, intent), outcome: 'pending', redirect_url: session.url }
  if (session?.status === 'expired' && !isHeldOrTaken(intent)) return afterPage(session, intent)
  if (intent) return { ...outcomeOfIntent(intent, session?.status === 'complete'), provider_ref: session?.id ?? intent.id }
  if (session?.status === 'complete') return { ...pageOf(session, null), outcome: 'pending' }
  throw new Error('Stripe: what it says of a payment is not understood')
}

/** Written on a page before we close it, so that it can be told from one whose time was up. */
export const CALLED_OFF = { called_off: 'yes' }

const afterPage = (session: Session, intent: Intent | null): Outcome =>
  session.metadata?.called_off
    ? { ...pageOf(session, intent), outcome: 'voided', problem: null }
    : { ...pageOf(session, intent), outcome: 'declined', problem: TOO_LATE }

const isHeldOrTaken = (intent: Intent | null): boolean =>
  intent?.status === 'succeeded' || intent?.status === 'requires_capture' || intent?.status === 'processing'

const pageOf = (session: Session, intent: Intent | null): Omit<Outcome, 'outcome'> => ({
  provider_ref: session.id,
  amount: fromStripe(session.amount_total ?? 0, session.currency ?? ''),
  problem: intent?.last_payment_error ? sentenceOf(intent.last_payment_error) : null,
  redirect_url: null,
})

/** https://docs.stripe.com/payments/paymentintents/lifecycle */
const BY_STATUS: Record<string, Outcome['outcome']> = {
  requires_payment_method: 'pending',
  requires_confirmation: 'pending',
  requires_action: 'pending',
  processing: 'pending',
  requires_capture: 'authorised',
  succeeded: 'captured',
  canceled: 'voided',
}

/** `is_page_done`: the shopper has left the page for good, so that a payment which failed stays failed. */
export const outcomeOfIntent = (intent: Intent, is_page_done: boolean): Outcome => {
  const outcome = BY_STATUS[intent.status]
  if (!outcome) throw new Error(`Stripe: a payment is ${withoutNoise(intent.status)}, which stands in no table`)
  const failure = intent.last_payment_error
  const has_failed = intent.status === 'requires_payment_method' && is_page_done
  const was_never_held = intent.status === 'canceled' && (failure !== null || intent.latest_charge === null)
  return {
    outcome: has_failed || was_never_held ? 'declined' : outcome,
    provider_ref: intent.id,
    amount: fromStripe(intent.amount, intent.currency),
    ...(outcome === 'captured' ? { captured_amount: fromStripe(intent.amount_received, intent.currency).amount } : {}),
    problem: failure ? sentenceOf(failure) : was_never_held ? TOO_LATE : null,
    redirect_url: null,
    fingerprint: fingerprintOf(intent),
  }
}

const withoutNoise = (status: unknown): string => String(status).slice(0, 40)

/** The same card has the same one in all payments of an account. Only where the charge was asked for along with the intent. */
const fingerprintOf = ({ latest_charge }: Intent): string | null =>
  (typeof latest_charge === 'object' && latest_charge?.payment_method_details?.card?.fingerprint) || null

/** Whose payment it is: the id that we wrote on it. Null for payments that were made elsewhere with the same account. */
export const paymentIdOf = ({ metadata }: { metadata: { [key: string]: string } | null }): string | null => {
  const id = metadata?.payment_id ?? ''
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null
}
