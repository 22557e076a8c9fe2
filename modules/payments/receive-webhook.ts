import { withoutCardNumbers } from '#platform/card-numbers.ts'
import { crashPoint } from '#platform/crash-point.ts'
import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { type Payments, providerNamed } from './needs.ts'
import type { News } from './provider.ts'

type Webhook = { provider: string; bytes: Uint8Array; headers: Record<string, string> }

/**
 * Keeps a provider's news and answers at once; the work is done after (`handle-webhook.ts`). The same news any number of times is kept
 * once, and news with a wrong signature is not kept at all. What is kept is what was understood: the bytes carry names and parts of
 * card numbers that the shop has no use for. One statement.
 * @throws BAD_SIGNATURE NOT_FOUND when there is no such provider
 */
export const receiveWebhook = async (needs: Payments, { provider: name, bytes, headers }: Webhook): Promise<{ is_received: boolean }> => {
  const provider = providerNamed(needs.providers, name)
  if (!provider) throw fail('NOT_FOUND', `There is no payment provider ${name}.`)
  const news = await provider.readWebhook(bytes, headers)
  if (!news) {
    await noteRefusal(needs, name)
    throw fail('BAD_SIGNATURE', 'The signature of this webhook is not valid.')
  }
  if (news.kind === 'other') return { is_received: true }
  await needs.db.sql`
    WITH kept AS (
      INSERT INTO payments.webhooks (provider, webhook_id, payment_id, kind, news, received_at)
      VALUES (${name}, ${news.webhook_id}, ${news.payment_id}, ${news.kind}, ${json(redacted(news))}::jsonb, ${needs.clock.now()})
      ON CONFLICT ON CONSTRAINT a_webhook_is_kept_once DO NOTHING
      RETURNING provider, webhook_id, payment_id, news)
    INSERT INTO payments.outbox (type, aggregate_id, payload)
    SELECT 'payments.webhook_kept', payment_id::text, to_jsonb(kept) FROM kept`
  crashPoint('after keeping a webhook')
  return { is_received: true }
}

/** That it came, for staff who look for a wrong secret. Anybody may send such news, so it is written at most once a minute. */
const noteRefusal = ({ db, clock }: Payments, provider: string) => db.sql`
  INSERT INTO payments.refused_webhooks (provider, refused_at)
  SELECT ${provider}, ${clock.now()}::timestamptz
  WHERE NOT EXISTS (
    SELECT FROM payments.refused_webhooks WHERE provider = ${provider} AND refused_at > ${clock.now()}::timestamptz - interval '1 minute')
  ON CONFLICT (provider) DO UPDATE SET refused_at = excluded.refused_at`

/** What people wrote at the provider may be anything; ids and amounts are left as they are. */
const redacted = (news: Exclude<News, { kind: 'other' }>): News =>
  news.kind === 'dispute'
    ? { ...news, reason: withoutCardNumbers(news.reason) }
    : { ...news, problem: news.problem === null ? null : withoutCardNumbers(news.problem) }

type Kept = { provider: string; webhook_id: string }

/** Has kept news handled once more. Nothing that was done is done again, for everything it leads to only moves forward. @throws NOT_FOUND */
export const replayWebhook = async ({ db }: Payments, { provider, webhook_id }: Kept): Promise<{ is_replayed: boolean }> => {
  const { count } = await db.sql`
    INSERT INTO payments.outbox (type, aggregate_id, payload)
    SELECT 'payments.webhook_kept', payment_id::text,
           jsonb_build_object('provider', provider, 'webhook_id', webhook_id, 'payment_id', payment_id, 'news', news)
    FROM payments.webhooks WHERE provider = ${provider} AND webhook_id = ${webhook_id}`
  if (count === 0) throw fail('NOT_FOUND', 'There is no such webhook; they are kept for 90 days.')
  return { is_replayed: true }
}
