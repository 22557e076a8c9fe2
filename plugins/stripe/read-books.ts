import type { Stripe } from 'stripe'
import type { Booked } from '#modules/payments/provider.ts'
import { fromStripe } from './amounts.ts'
import { type Known, locate } from './find.ts'
import type { StripeLink } from './link.ts'
import { isRelease, refundsOf } from './refund.ts'

/** Payments asked about at the same time: far below Stripe's 25 requests a second in test mode. https://docs.stripe.com/rate-limits */
const AT_ONCE = 5

/**
 * Stripe's own books of these payments: one request for each, a second one for its refunds where there are any.
 * @throws Error when no answer came
 */
export const readBooks = async (link: StripeLink, payments: Known[]): Promise<Booked[]> => {
  const books: Booked[] = []
  for (let i = 0; i < payments.length; i += AT_ONCE) {
    const read = await Promise.all(payments.slice(i, i + AT_ONCE).map((known) => readBook(link, known)))
    books.push(...read.flatMap((book) => book ?? []))
  }
  return books
}

const readBook = async (link: StripeLink, known: Known): Promise<Booked | undefined> => {
  const found = await locate(link, known)
  if (!found) return undefined
  const { intent, session } = found
  const charge = intent && typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  const currency = intent?.currency ?? session?.currency ?? ''
  return {
    payment_id: known.payment_id,
    provider_ref: intent?.id ?? session?.id ?? '',
    captured_amount: fromStripe(intent?.amount_received ?? 0, currency).amount,
    refunded_amount: fromStripe(intent && charge ? await givenBack(link, intent.id, charge) : 0, currency).amount,
    currency: currency.toUpperCase(),
  }
}

const givenBack = async (link: StripeLink, intent: string, charge: Stripe.Charge): Promise<number> => {
  if (charge.amount_refunded === 0) return 0
  const refunds = await refundsOf(link, intent)
  const counted = refunds.filter((refund) => refund.status !== 'failed' && refund.status !== 'canceled' && !isRelease(refund, charge))
  return counted.reduce((sum, { amount }) => sum + amount, 0)
}
