import type { Stripe } from 'stripe'
import type { News } from '#modules/payments/provider.ts'
import { fromStripe } from './amounts.ts'
import type { StripeLink } from './link.ts'
import { outcomeOf, outcomeOfIntent, paymentIdOf } from './outcomes.ts'
import { complaintOf, noAnswer } from './problems.ts'
import { isRelease, refundOutcomeOf, refundsOf } from './refund.ts'

/** News signed longer ago is refused: a recorded one cannot be played again. What Stripe's library takes as well. https://docs.stripe.com/webhooks#replay-attacks */
const TOLERANCE_SECONDS = 300

/** What the merchant has Stripe send. Those that are read below and do not stand here say the same a second time. */
export const SUBSCRIBED = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.succeeded',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
]

/**
 * Reads what Stripe tells, checked by Stripe's own library. Undefined when it is not signed with our secret, too old, or of the other mode:
 * a test payment is no money, and a live event must not reach a test shop.
 * @throws Error when Stripe had to be asked whose payment it is, and gave no answer: it will tell us again
 */
export const readWebhook = async (link: StripeLink, bytes: Uint8Array, headers: Record<string, string>): Promise<News | undefined> => {
  const { webhooks } = await link.api()
  let event: Stripe.Event
  try {
    const now = link.clock.now().getTime()
    event = webhooks.constructEvent(
      Buffer.from(bytes),
      headers['stripe-signature'] ?? '',
      link.webhook_secret,
      TOLERANCE_SECONDS,
      undefined,
      now,
    )
  } catch (error) {
    link.log.warn({ stripe: complaintOf(error)?.type ?? 'unreadable' }, 'a webhook for Stripe was not signed by it')
    return undefined
  }
  if (event.livemode !== link.is_live) {
    link.log.error({ webhook_id: event.id }, `Stripe sent ${event.livemode ? 'a live event to a test key' : 'a test event to a live key'}`)
    return undefined
  }
  try {
    return (await told(link, event)) ?? { webhook_id: event.id, kind: 'other' }
  } catch (error) {
    throw noAnswer(`reading the event ${event.type}`, error)
  }
}

/**
 * Every event that says something of money, and how it is read; README.md lists them for the merchant. What is missing here says nothing
 * that these do not. https://docs.stripe.com/api/events/types
 */
const told = async (link: StripeLink, event: Stripe.Event): Promise<News | undefined> => {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return ofPage(event)
    case 'payment_intent.succeeded':
    case 'payment_intent.amount_capturable_updated':
    case 'payment_intent.canceled':
    case 'payment_intent.payment_failed':
    case 'payment_intent.processing':
    case 'payment_intent.requires_action':
      return ofIntent(event.id, event.data.object)
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return ofRefund(link, event.id, event.data.object)
    case 'charge.refunded':
      return ofRefundedCharge(link, event.id, event.data.object)
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return ofDispute(link, event.id, event.data.object)
    default:
      return undefined
  }
}

type PageEvent =
  | Stripe.CheckoutSessionCompletedEvent
  | Stripe.CheckoutSessionAsyncPaymentSucceededEvent
  | Stripe.CheckoutSessionAsyncPaymentFailedEvent
  | Stripe.CheckoutSessionExpiredEvent

/** The page says whether it was paid; `unpaid` on a completed one is either a reservation or a bank at work, and the intent tells which. */
const ofPage = ({ id, type, data: { object: session } }: PageEvent): News | undefined => {
  const payment_id = paymentIdOf(session)
  if (!payment_id) return undefined
  const news = { webhook_id: id, kind: 'payment' as const, payment_id, ...outcomeOf({ session, intent: null }) }
  if (type === 'checkout.session.async_payment_failed')
    return { ...news, outcome: 'declined', problem: 'The bank did not pay. Please try again or pay in another way.' }
  return session.status === 'complete' && session.payment_status === 'paid' ? { ...news, outcome: 'captured' } : news
}

const intentIn = ({ payment_intent }: { payment_intent: string | Stripe.PaymentIntent | null }): string | null =>
  typeof payment_intent === 'string' ? payment_intent : (payment_intent?.id ?? null)

const ofIntent = (webhook_id: string, intent: Stripe.PaymentIntent): News | undefined => {
  const payment_id = paymentIdOf(intent)
  return payment_id ? { webhook_id, kind: 'payment', payment_id, ...outcomeOfIntent(intent, false) } : undefined
}

/** A refund of ours carries its ids; one that was made at Stripe by hand is traced by its payment. */
const ofRefund = async (link: StripeLink, webhook_id: string, refund: Stripe.Refund): Promise<News | undefined> => {
  const own = paymentIdOf(refund)
  const refund_id = paymentIdOf({ metadata: { payment_id: refund.metadata?.refund_id ?? '' } })
  const is_ours = own !== null && refund_id !== null
  const payment_id = is_ours ? own : await tracedPayment(link, refund)
  if (!payment_id) return undefined
  const amount = fromStripe(refund.amount, refund.currency)
  return { webhook_id, kind: 'refund', payment_id, refund_id: is_ours ? refund_id : null, amount, ...refundOutcomeOf(refund) }
}

/** Null for payments that are not ours, and for what is no refund but the release of a reservation. */
const tracedPayment = async (link: StripeLink, refund: Stripe.Refund): Promise<string | null> => {
  const intent = await intentOf(link, refund)
  const charge = intent?.latest_charge
  return intent && charge && typeof charge !== 'string' && !isRelease(refund, charge) ? paymentIdOf(intent) : null
}

/** This event names no refund: the newest one is told. Of several in a row the events of refunds tell each. */
const ofRefundedCharge = async (link: StripeLink, webhook_id: string, charge: Stripe.Charge): Promise<News | undefined> => {
  const intent = intentIn(charge)
  if (!intent) return undefined
  const [newest] = await refundsOf(link, intent)
  return newest && ofRefund(link, webhook_id, newest)
}

const intentOf = async (
  { api }: StripeLink,
  of: { payment_intent: string | Stripe.PaymentIntent | null },
): Promise<Stripe.PaymentIntent | null> => {
  const id = intentIn(of)
  const { paymentIntents } = await api()
  return id ? paymentIntents.retrieve(id, { expand: ['latest_charge'] }) : null
}

/** https://docs.stripe.com/disputes/how-disputes-work. An inquiry, whose charge may still be refunded, holds no money back and is no news. */
const ofDispute = async (link: StripeLink, webhook_id: string, dispute: Stripe.Dispute): Promise<News | undefined> => {
  const state = stateOf(dispute)
  const intent = state && (await intentOf(link, dispute))
  const payment_id = intent && paymentIdOf(intent)
  if (!state || !payment_id) return undefined
  const amount = fromStripe(dispute.amount, dispute.currency)
  return { webhook_id, kind: 'dispute', payment_id, dispute_ref: dispute.id, amount, state, reason: dispute.reason }
}

const stateOf = ({ status, is_charge_refundable, balance_transactions }: Stripe.Dispute): 'open' | 'won' | 'lost' | undefined => {
  if (status === 'won') return 'won'
  if (status === 'lost') return 'lost'
  // Settled before it became a dispute: the money says how.
  if (status === 'prevented' || status === 'warning_closed')
    return balance_transactions.reduce((sum, { amount }) => sum + amount, 0) < 0 ? 'lost' : 'won'
  return status.startsWith('warning_') && is_charge_refundable ? undefined : 'open'
}
