import type { Stripe } from 'stripe'
import type { Charge, Outcome } from '#modules/payments/provider.ts'
import { toStripe } from './amounts.ts'
import { find } from './find.ts'
import { CREATION_SECONDS, SHORTEST_LIFE_SECONDS, type StripeLink, secondsOf } from './link.ts'
import { outcomeOf, TOO_LATE } from './outcomes.ts'
import { complaintOf, isOtherUse, isRefusal, logRefusal, noAnswer, sentenceFor } from './problems.ts'

/**
 * Opens the page at Stripe on which the shopper pays: cards, wallets, 3-D Secure. The answer is `pending` with its address.
 * `payment_id` is the idempotency key, and everything sent follows from the charge alone, the end of the page too, so that the same
 * charge is the same request: however often it is called, there is one page. It ends 40 minutes after the payment was begun; a payment in
 * the ten minutes after the stock hold has ended (0007) takes its units again or is paid back.
 * A refusal is `declined`, with a sentence for the shopper and, where the fault is ours, a line in the log.
 * @throws Error when no answer came
 */
export const charge = async (link: StripeLink, asked: Charge): Promise<Outcome> => {
  const amount = toStripe(asked.amount)
  if (amount === undefined) return declined(asked, 'This amount cannot be paid exactly this way. Please choose another way to pay.')
  try {
    const { checkout } = await link.api()
    const session = await checkout.sessions.create(pageFor(asked, amount), { idempotencyKey: asked.payment_id })
    const is_repeated = session.lastResponse.headers['idempotent-replayed'] === 'true'
    if (!is_repeated) return outcomeOf({ session, intent: null })
    // The answer is the one of the first time; what has become of the page since is asked.
    return (await find(link, { payment_id: asked.payment_id, provider_ref: session.id })) ?? outcomeOf({ session, intent: null })
  } catch (error) {
    return afterError(link, asked, error)
  }
}

const afterError = async (link: StripeLink, asked: Charge, error: unknown): Promise<Outcome> => {
  const complaint = complaintOf(error)
  if (isRefusal(complaint) && complaint.param === 'expires_at') return declined(asked, TOO_LATE)
  if (isRefusal(complaint)) {
    logRefusal(link, 'open a payment page', complaint)
    return declined(asked, sentenceFor(complaint))
  }
  const earlier = isOtherUse(complaint) ? await find(link, { payment_id: asked.payment_id, provider_ref: null }) : null
  if (earlier) return earlier
  throw noAnswer('opening a payment page', error)
}

const declined = ({ amount }: Charge, problem: string): Outcome => ({
  outcome: 'declined',
  provider_ref: '',
  amount,
  problem,
  redirect_url: null,
})

/** One line with the order's own amount: the page shows what the order says, and Stripe adds nothing to it. */
const pageFor = (asked: Charge, unit_amount: number): Stripe.Checkout.SessionCreateParams => {
  const { payment_id, order_id, order_number, amount, email, return_url } = asked
  const metadata = { payment_id, order_id, order_number }
  const name = `Order ${order_number}`
  return {
    mode: 'payment',
    submit_type: 'pay',
    client_reference_id: payment_id,
    customer_email: email,
    line_items: [{ quantity: 1, price_data: { currency: amount.currency.toLowerCase(), unit_amount, product_data: { name } } }],
    payment_intent_data: { description: name, metadata, capture_method: asked.is_capture_later ? 'manual' : 'automatic' },
    adaptive_pricing: { enabled: false }, // or the shopper pays another amount in another currency
    metadata,
    expires_at: secondsOf(payment_id) + CREATION_SECONDS + SHORTEST_LIFE_SECONDS,
    success_url: return_url,
    cancel_url: return_url,
  }
}
