import { createHmac } from 'node:crypto'
import { refOf } from './charge.ts'
import type { SimulatedPayments } from './needs.ts'

export const SIGNATURE_HEADER = 'simulated-signature'

/** `t=<seconds>,v1=<hex>` over `<seconds>.<body>`: the scheme Stripe documents for its webhooks. */
export const signNews = (key: Uint8Array, body: string, seconds: number): string =>
  `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`

/**
 * Tells the shop what became of charges, by signed webhooks, as often over as the test method wants.
 * A pending transfer arrives now. What the shop did not take is told again.
 */
export const tellShop = async ({ db, clock, payments, webhook_key }: SimulatedPayments): Promise<void> => {
  const { rows } = await db.sql<{ payment_id: string; outcome: string; amount: number; currency: string; tell_times: number }>`
    UPDATE simulated_payments.charges
    SET outcome = CASE WHEN outcome = 'pending' THEN 'captured' ELSE outcome END, tell_at = ${clock.now()}::timestamptz + interval '10 seconds'
    WHERE payment_id IN (
      SELECT payment_id FROM simulated_payments.charges WHERE tell_at <= ${clock.now()} ORDER BY tell_at LIMIT 100 FOR UPDATE SKIP LOCKED)
    RETURNING payment_id, outcome, amount, currency, tell_times`
  for (const { payment_id, outcome, amount, currency, tell_times } of rows) {
    const news = { webhook_id: `evt_${payment_id}`, payment_id, outcome, amount: { amount, currency }, provider_ref: refOf(payment_id) }
    const body = JSON.stringify(news)
    const headers = { [SIGNATURE_HEADER]: signNews(webhook_key, body, Math.floor(clock.now().getTime() / 1000)) }
    for (let i = 0; i < tell_times; i++)
      await payments.receiveWebhook({ provider: 'simulated', bytes: Buffer.from(body), content_type: 'application/json', headers })
    await db.sql`UPDATE simulated_payments.charges SET tell_at = NULL WHERE payment_id = ${payment_id}`
  }
}
