import type { PaymentProvider } from '#modules/payments/provider.ts'
import type { Clock } from '#platform/clock.ts'
import type { Log } from '#platform/log.ts'
import { capture } from './capture.ts'
import { charge } from './charge.ts'
import { find } from './find.ts'
import { openLink, type StripeSettings } from './link.ts'
import { readBooks } from './read-books.ts'
import { readWebhook } from './read-webhook.ts'
import { refund } from './refund.ts'
import { voidPayment } from './void.ts'

/** Stripe as payments sees it: the shopper pays on Stripe's own page, so that no card number comes near the shop. */
export const stripe = (settings: StripeSettings, clock: Clock, log: Log): PaymentProvider => {
  const link = openLink(settings, clock, log)
  return {
    name: 'stripe',
    reserves_days: 7, // https://docs.stripe.com/payments/place-a-hold-on-a-payment-method
    methods: [
      {
        method: 'stripe',
        title: 'Card or wallet',
        text: 'You pay on the page of our payment service Stripe and come back here.',
        is_test: !link.is_live,
      },
    ],
    charge: (asked) => charge(link, asked),
    find: (known) => find(link, known),
    capture: (asked) => capture(link, asked),
    void: (known) => voidPayment(link, known),
    refund: (asked) => refund(link, asked),
    readWebhook: (bytes, headers) => readWebhook(link, bytes, headers),
    readBooks: (payments) => readBooks(link, payments),
  }
}
