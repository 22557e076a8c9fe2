import { fail } from '#platform/errors.ts'
import type { Handler } from '#platform/module.ts'
import type { payments } from './contract.ts'
import type { Payments } from './needs.ts'
import { settle } from './settle.ts'

type Webhook = { provider: string; bytes: Uint8Array; headers: Record<string, string> }

/**
 * Keeps a provider's news and answers at once; the work is done after. The same news any number of times is kept once,
 * and news with a wrong signature is not kept at all.
 * @throws BAD_SIGNATURE NOT_FOUND when there is no such provider
 */
export const receiveWebhook = async (needs: Payments, { provider: name, bytes, headers }: Webhook): Promise<{ is_received: boolean }> => {
  const provider = needs.providers.find((candidate) => candidate.name === name)
  if (!provider) throw fail('NOT_FOUND', `There is no payment provider ${name}.`)
  const news = await provider.readWebhook(bytes, headers)
  if (!news) throw fail('BAD_SIGNATURE', 'The signature of this webhook is not valid.')
  await needs.db.sql`
    WITH kept AS (
      INSERT INTO payments.webhooks (provider, webhook_id, payment_id, outcome, amount, currency, provider_ref, problem, body, received_at)
      VALUES (${name}, ${news.webhook_id}, ${news.payment_id}, ${news.outcome}, ${news.amount.amount}, ${news.amount.currency},
              ${news.provider_ref}, ${news.problem}, ${Buffer.from(bytes).toString('utf8')}, ${needs.clock.now()})
      ON CONFLICT ON CONSTRAINT a_webhook_is_kept_once DO NOTHING
      RETURNING *)
    INSERT INTO payments.outbox (type, aggregate_id, payload)
    SELECT 'payments.webhook_kept', payment_id::text, jsonb_build_object('payment_id', payment_id, 'outcome', outcome, 'provider_ref', provider_ref,
           'problem', problem, 'amount', jsonb_build_object('amount', amount, 'currency', currency))
    FROM kept`
  return { is_received: true }
}

/** Settles what a webhook said. Repeating it changes nothing, because state only moves forward. */
export const handleWebhook: Handler<Payments, (typeof payments.events)['payments.webhook_kept']> = async (needs, { payload }) => {
  const { payment_id, ...outcome } = payload
  await settle(needs, payment_id, { ...outcome, redirect_url: null })
}
