import type { Input, Output } from '#platform/contract.ts'
import type { payments } from './contract.ts'
import type { Payments } from './needs.ts'

type Listed = Output<typeof payments.ops.listWebhooks>

/** What was refused longer ago is no trouble any more. */
const TELL_REFUSALS_DAYS = 7

/**
 * Kept news, newest first, and what became of it. Nothing is written for this: what still waits or was given up lies in the boxes, all else was
 * handled. News of other money than ours is told by the flag of its payment, until staff have dismissed that. One statement.
 */
export const listWebhooks = async (
  { db, clock }: Payments,
  { provider, webhook_id, is_open = false, page = 1, limit = 50 }: Input<typeof payments.ops.listWebhooks>,
): Promise<Listed> => {
  const name = provider ?? null
  const id = webhook_id ?? null
  const at_most = limit + 1
  const before = (page - 1) * limit
  const { rows } = await db.sql<Pick<Listed, 'webhooks' | 'refusals'>>`
    WITH open AS MATERIALIZED (
      SELECT DISTINCT ON (provider, webhook_id) * FROM (
        SELECT payload ->> 'provider' AS provider, payload ->> 'webhook_id' AS webhook_id, state, attempts, last_error, event_id
        FROM payments.inbox WHERE handler = 'payments.webhook_kept' AND state = 'waiting'
        UNION ALL
        SELECT payload ->> 'provider', payload ->> 'webhook_id', state, attempts, last_error, event_id
        FROM payments.inbox WHERE handler = 'payments.webhook_kept' AND state = 'dead'
        UNION ALL
        SELECT payload ->> 'provider', payload ->> 'webhook_id', 'waiting', 0, NULL, NULL FROM payments.outbox WHERE type = 'payments.webhook_kept') o
      ORDER BY provider, webhook_id, state = 'dead' DESC),
    chosen AS (
      (SELECT w.* FROM payments.webhooks w
       WHERE NOT ${is_open}::boolean AND (${name}::text IS NULL OR provider = ${name}) AND (${id}::text IS NULL OR webhook_id = ${id})
       ORDER BY received_at DESC, webhook_id LIMIT ${at_most}::int OFFSET ${before}::int)
      UNION ALL
      (SELECT w.* FROM open JOIN payments.webhooks w USING (provider, webhook_id)
       WHERE ${is_open}::boolean AND (${name}::text IS NULL OR provider = ${name}) AND (${id}::text IS NULL OR webhook_id = ${id})
       ORDER BY received_at DESC, webhook_id LIMIT ${at_most}::int OFFSET ${before}::int))
    SELECT
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'provider', w.provider, 'webhook_id', w.webhook_id, 'kind', w.kind, 'outcome', coalesce(w.news ->> 'outcome', w.news ->> 'state'),
          'amount', w.news -> 'amount', 'news', w.news, 'received_at', w.received_at, 'payment_id', w.payment_id, 'order_id', p.order_id, 'order_number', p.order_number,
          'result', CASE WHEN o.state = 'dead' THEN 'given_up' WHEN o.state = 'waiting' THEN 'waiting' WHEN p.payment_id IS NULL THEN 'not_ours'
                         WHEN w.kind = 'payment' AND p.mismatch -> 'amount' = w.news -> 'amount' THEN 'mismatch' ELSE 'handled' END,
          'tries', coalesce(o.attempts, 1), 'problem', o.last_error, 'event_id', CASE WHEN o.state = 'dead' THEN o.event_id END)
          ORDER BY w.received_at DESC, w.webhook_id)
        FROM chosen w LEFT JOIN open o ON o.provider = w.provider AND o.webhook_id = w.webhook_id
        LEFT JOIN payments.payments p ON p.payment_id = w.payment_id AND p.provider = w.provider), '[]') AS webhooks,
      coalesce((SELECT jsonb_agg(jsonb_build_object('provider', provider, 'refused_at', refused_at) ORDER BY provider) FROM payments.refused_webhooks
                WHERE refused_at > ${clock.now()}::timestamptz - make_interval(days => ${TELL_REFUSALS_DAYS})), '[]') AS refusals`
  const { webhooks, refusals } = rows[0] ?? { webhooks: [], refusals: [] }
  return { webhooks: webhooks.slice(0, limit), refusals, page, has_more: webhooks.length > limit }
}
