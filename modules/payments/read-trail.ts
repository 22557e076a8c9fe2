import type { TrailStep } from '#platform/trail-contract.ts'
import type { Payments } from './needs.ts'

const KEEP_DAYS = 90

type Step = Omit<TrailStep, 'module'>
type Message = {
  at: string
  payment_id: string
  refund_id: string | null
  provider: string
  method: string
  direction: string
  what: string
  body: Record<string, unknown>
}

/** What was said to providers about an order and what they said, for its flight recorder: the last 500 messages. One statement. */
export const readTrail = async ({ db }: Payments, order_id: string): Promise<Step[]> => {
  const { rows } = await db.sql<Message>`
    SELECT m.at, m.payment_id, m.refund_id, p.provider, p.method, m.direction, m.what, m.body
    FROM payments.messages m JOIN payments.payments p USING (payment_id) WHERE p.order_id = ${order_id} ORDER BY m.message_id DESC LIMIT 500`
  return rows.toReversed().map(stepOf)
}

const WEBHOOK = 'webhook '

const stepOf = ({ at, payment_id, refund_id, provider, method, direction, what, body }: Message): Step => {
  const webhook_id = what.startsWith(WEBHOOK) ? what.slice(WEBHOOK.length) : undefined
  const told =
    'error' in body
      ? String(body.error)
      : typeof body.outcome === 'string'
        ? body.outcome
        : typeof body.state === 'string'
          ? body.state
          : ''
  return {
    at,
    kind: webhook_id ? 'webhook' : 'provider',
    title: webhook_id ? `webhook of ${provider}` : direction === 'out' ? `${what} asked of ${provider}` : `${what} of ${provider}`,
    text: told,
    request_id: null,
    facts: { payment_id, refund_id, method, ...body },
    action: webhook_id ? replay(provider, webhook_id) : null,
  }
}

const replay = (provider: string, webhook_id: string) => ({
  label: 'Handle once more',
  method: 'POST',
  path: `/payments/webhooks/${encodeURIComponent(webhook_id)}/replay`,
  input: { provider },
})

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
