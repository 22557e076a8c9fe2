/** The suite of every payment provider, on Stripe's double: in euros with a test key, and in krónur, whose units differ at Stripe, with a live one. */
import { after } from 'node:test'
import { conformance, type Rig, type SignedNews } from '#modules/payments/provider-conformance.ts'
import { clockAt } from '#platform/clock.ts'
import { openLog } from '#platform/log.ts'
import { openDouble } from './double/double.ts'
import { closeDispute, openDispute, pay } from './double/shopper.ts'
import { SUBSCRIBED } from './read-webhook.ts'
import { stripe } from './stripe.ts'

const rigFor = async (currency: string, secret_key: string): Promise<Rig> => {
  const clock = clockAt(new Date().toISOString())
  const webhook_secret = 'whsec_conformance'
  const double = await openDouble({ secret_key, webhook_secret, clock })
  after(double.close)
  const provider = stripe({ secret_key, webhook_secret, api_base: double.url }, clock, openLog('silent', 'test'))
  const sent: SignedNews[] = []
  double.webhooks.to(async (bytes, headers) => {
    sent.push({ bytes, headers })
    return 200
  })
  const pageOf = (payment_id: string) => {
    const page = [...double.books.pages.values()].find((one) => one.client_reference_id === payment_id)
    if (!page) throw new Error(`there is no page for ${payment_id}`)
    return page
  }
  return {
    provider,
    currency,
    method: 'stripe',
    declined_method: 'stripe',
    can_authorise: true,
    act: async (payment_id, how) => {
      const page = pageOf(payment_id)
      pay(double.books, page.id, how === 'pay' ? 'card' : 'declined')
      if (how === 'pay') return
      page.expires_at = double.books.now() // the shopper gives up, and the page runs out
      double.tick()
    },
    loseNextAnswer: () => double.faults.plan('cut_after', 2), // the client asks twice by itself
    goAway: () => {
      double.faults.plan('cut_before', Number.MAX_SAFE_INTEGER)
      return double.faults.clear
    },
    takeNews: async () => {
      await double.webhooks.deliver({ is_forced: true })
      return sent.splice(0).filter(({ bytes }) => SUBSCRIBED.includes(JSON.parse(Buffer.from(bytes).toString('utf8')).type))
    },
    wait: (seconds) => clock.move(seconds),
    dispute: async (payment_id, state) => {
      const { intent } = pageOf(payment_id)
      const open = [...double.books.disputes.values()].find((one) => one.intent === intent)
      if (open) closeDispute(double.books, open.id, state === 'won' ? 'won' : 'lost')
      else openDispute(double.books, intent ?? '')
    },
  }
}

// Both are open before the first test is named: a file whose tests are over while it still waits is closed.
const [euros, kronur] = [await rigFor('EUR', 'sk_test_conformance'), await rigFor('ISK', 'sk_live_conformance')]
conformance('stripe', euros)
conformance('stripe, live and in krónur', kronur)
