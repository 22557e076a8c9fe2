import { json } from '#platform/db.ts'
import type { Payments } from './needs.ts'
import type { News } from './provider.ts'
import { capturedBy, messageOf } from './settle.ts'

export type PaymentNews = { provider: string; news: Extract<News, { kind: 'payment' }> }

/** Providers name their news each for itself. */
export const nameOf = ({ provider, webhook_id }: { provider: string; webhook_id: string }): string => `${provider} ${webhook_id}`

/**
 * Most news tells what the shop knows from the provider's answer already, to the cent: it goes into the trail and changes nothing, as
 * `settle` would find out for each. One statement for all that has come up. Returns what was known, by `nameOf`.
 */
export const noteKnownNews = async ({ db, clock }: Payments, told: PaymentNews[]): Promise<Set<string>> => {
  if (told.length === 0) return new Set()
  const of = <T>(read: (one: PaymentNews) => T): T[] => told.map(read)
  const { rows } = await db.sql<{ provider: string; webhook_id: string }>`
    WITH known AS (
      SELECT told.payment_id, told.provider, told.webhook_id, told.body
      FROM unnest(${of(({ news }) => news.payment_id)}::uuid[], ${of(({ provider }) => provider)}::text[], ${of(({ news }) => news.webhook_id)}::text[],
        ${of(({ news }) => news.outcome)}::text[], ${of(({ news }) => news.amount.amount)}::bigint[], ${of(({ news }) => news.amount.currency)}::text[],
        ${of(({ news }) => capturedBy(news))}::bigint[], ${of(({ news }) => json(messageOf(news)))}::jsonb[])
        AS told (payment_id, provider, webhook_id, state, amount, currency, captured_amount, body)
      JOIN payments.payments p USING (payment_id, provider, state, amount, currency, captured_amount)),
    noted AS (
      INSERT INTO payments.messages (payment_id, at, direction, what, body)
      SELECT payment_id, ${clock.now()}::timestamptz, 'in', 'webhook ' || webhook_id, body FROM known)
    SELECT provider, webhook_id FROM known`
  return new Set(rows.map(nameOf))
}
