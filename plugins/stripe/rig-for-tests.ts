/** Stripe's double and the provider on it, with hands for the shopper and the bank. */
import assert from 'node:assert/strict'
import { after } from 'node:test'
import type { Charge, News } from '#modules/payments/provider.ts'
import { clockAt } from '#platform/clock.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import type { PageRow } from './double/books.ts'
import { openDouble } from './double/double.ts'
import { stripe } from './stripe.ts'

type Options = { secret_key?: string; webhook_secret?: string; key_given?: string }

/** `key_given`: the key the shop uses, where that is another than the account's */
export const openRig = async ({ secret_key = 'sk_test_rig', webhook_secret = 'whsec_rig', key_given = secret_key }: Options = {}) => {
  const clock = clockAt('2026-03-01T09:00:00Z')
  const double = await openDouble({ secret_key, webhook_secret, clock })
  after(double.close)
  const lines: string[] = []
  const log = openLog('trace', 'test', { write: (line) => lines.push(line) })
  const provider = stripe({ secret_key: key_given, webhook_secret, api_base: double.url }, clock, log)

  const draft = (changes: Partial<Charge> = {}): Charge => ({
    payment_id: newId(clock.now()),
    order_id: newId(clock.now()),
    order_number: '12345678',
    email: 'ada@customer.example',
    amount: { amount: 5000, currency: 'EUR' },
    method: 'stripe',
    is_capture_later: false,
    return_url: 'https://shop.example/checkout/return',
    ...changes,
  })
  const pageOf = (payment_id: string): PageRow => {
    const page = [...double.books.pages.values()].find((one) => one.client_reference_id === payment_id)
    assert.ok(page, 'there is a page for the payment')
    return page
  }
  /** what each event so far says to the shop, oldest first */
  const newsOf = async (types?: RegExp): Promise<{ type: string; news: News }[]> => {
    const read = []
    for (const { type, body } of double.webhooks.events) {
      if (types && !types.test(type)) continue
      const news = await provider.readWebhook(Buffer.from(body), double.webhooks.headersOf(body))
      assert.ok(news, `${type} is signed`)
      read.push({ type, news })
    }
    return read
  }
  return { clock, double, books: double.books, faults: double.faults, lines, provider, draft, pageOf, newsOf }
}

export type TestRig = Awaited<ReturnType<typeof openRig>>
