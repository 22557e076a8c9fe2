import { createHmac } from 'node:crypto'
import type { Charged } from './contract.ts'
import type { SimulatedPayments } from './needs.ts'

export const SIGNATURE_HEADER = 'simulated-signature'

/** `t=<seconds>,v1=<hex>` over `<seconds>.<body>`: the scheme Stripe documents for its webhooks. */
export const signNews = (key: Uint8Array, body: string, seconds: number): string =>
  `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`

type Told = { news_id: string; tell_times: number; dispute_ref: string | null; dispute_state: string | null; charge: Charged }

const AT_ONCE = 100

/**
 * Tells the shop what became of charges, by signed webhooks, as often over as the test method wants, until all that is due is told.
 * A pending transfer arrives now. What the shop did not take is told again.
 */
export const tellShop = async (needs: SimulatedPayments): Promise<void> => {
  await letTransfersArrive(needs)
  while ((await tellSome(needs)) === AT_ONCE);
}

const tellSome = async ({ db, clock, payments, webhook_key }: SimulatedPayments): Promise<number> => {
  const { rows } = await db.sql<Told>`
    WITH due AS (
      UPDATE simulated_payments.news SET tell_at = ${clock.now()}::timestamptz + interval '10 seconds'
      WHERE news_id IN (SELECT news_id FROM simulated_payments.news WHERE tell_at <= ${clock.now()} ORDER BY tell_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
      RETURNING *)
    SELECT news_id, tell_times, dispute_ref, dispute_state, simulated_payments.as_json(c) AS charge
    FROM due JOIN simulated_payments.charges c USING (payment_id)`
  const heard: string[] = []
  try {
    for (const { news_id, tell_times, ...told } of rows) {
      const body = JSON.stringify({ webhook_id: `evt_${news_id}`, ...contentOf(told) })
      const headers = { [SIGNATURE_HEADER]: signNews(webhook_key, body, Math.floor(clock.now().getTime() / 1000)) }
      for (let i = 0; i < tell_times; i++)
        await payments.receiveWebhook({ provider: 'simulated', bytes: Buffer.from(body), content_type: 'application/json', headers })
      heard.push(news_id)
    }
  } finally {
    if (heard.length > 0) await db.sql`DELETE FROM simulated_payments.news WHERE news_id = ANY(${heard}::uuid[])`
  }
  return rows.length
}

const letTransfersArrive = ({ db, clock }: SimulatedPayments) => db.sql`
  UPDATE simulated_payments.charges c SET outcome = 'captured', captured_amount = c.amount
  FROM simulated_payments.news n WHERE n.payment_id = c.payment_id AND n.tell_at <= ${clock.now()} AND c.outcome = 'pending'`

const contentOf = ({ dispute_ref, dispute_state, charge }: Omit<Told, 'news_id' | 'tell_times'>) =>
  dispute_ref
    ? {
        ...{ kind: 'dispute', payment_id: charge.payment_id, dispute_ref, state: dispute_state, reason: 'fraudulent' },
        amount: { amount: charge.captured_amount, currency: charge.amount.currency },
      }
    : { kind: 'payment', ...told(charge) }

/** A charge in the words of the port: how much was taken is only said where something was. */
export const told = ({ captured_amount, return_url: _return_url, ...charge }: Charged) => ({
  ...charge,
  ...(charge.outcome === 'captured' && { captured_amount }),
})
