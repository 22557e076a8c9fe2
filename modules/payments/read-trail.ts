import type { Output } from '#platform/contract.ts'
import type { payments } from './contract.ts'
import type { Payments } from './needs.ts'

type Trail = Output<typeof payments.ops.readTrail>
const KEEP_DAYS = 90

/** What was said and heard about an order's payments, for its timeline: the last 500 messages, oldest first. Two statements. */
export const readTrail = async ({ db }: Payments, { order_id }: { order_id: string }): Promise<Trail> => {
  const { rows: paid } = await db.sql<{ payment: Trail['payments'][number] }>`
    SELECT payments.as_json(p) AS payment FROM payments.payments p WHERE order_id = ${order_id} ORDER BY created_at LIMIT 100`
  const { rows } = await db.sql<{ entry: Trail['entries'][number] }>`
    SELECT entry FROM (
      SELECT message_id, jsonb_build_object('at', m.at, 'payment_id', m.payment_id, 'refund_id', m.refund_id, 'direction', m.direction, 'what', m.what, 'body', m.body) AS entry
      FROM payments.messages m JOIN payments.payments p USING (payment_id) WHERE p.order_id = ${order_id}
      ORDER BY message_id DESC LIMIT 500) latest
    ORDER BY message_id`
  return { payments: paid.map((row) => row.payment), entries: rows.map((row) => row.entry) }
}

/** What has served its time goes: messages and webhooks after 90 days, network addresses after one. At most 5,000 rows of each at a time. */
export const pruneTrail = async ({ db, clock }: Payments): Promise<void> => {
  const now = clock.now()
  await db.sql`
    DELETE FROM payments.messages WHERE message_id IN (
      SELECT message_id FROM payments.messages WHERE at < ${now}::timestamptz - make_interval(days => ${KEEP_DAYS}) ORDER BY at LIMIT 5000)`
  await db.sql`
    DELETE FROM payments.webhooks WHERE (provider, webhook_id) IN (
      SELECT provider, webhook_id FROM payments.webhooks WHERE received_at < ${now}::timestamptz - make_interval(days => ${KEEP_DAYS}) ORDER BY received_at LIMIT 5000)`
  await db.sql`
    UPDATE payments.payments SET address = NULL WHERE payment_id IN (
      SELECT payment_id FROM payments.payments WHERE address IS NOT NULL AND created_at < ${now}::timestamptz - interval '1 day' ORDER BY created_at LIMIT 5000)`
}
