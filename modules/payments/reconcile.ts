import type { Payments } from './needs.ts'
import { settle } from './settle.ts'

/** An attempt that has been silent for this long is asked about. */
const SILENT_SECONDS = 20
/** After this long, a charge the provider has never heard of did not happen. Longer than any request can be on its way. */
const GIVE_UP_SECONDS = 300
const AT_ONCE = 50

/**
 * Finds out what became of payments whose answer never came: asks the provider about each, and settles what it says.
 * So a webhook that is never sent, or a crash between charge and commit, changes nothing for longer than a minute.
 */
export const reconcilePayments = async (needs: Payments): Promise<void> => {
  const { db, clock, providers, log } = needs
  const { rows } = await db.sql<{ payment_id: string; provider: string; amount: number; currency: string; age_seconds: number }>`
    UPDATE payments.payments SET looked_at = ${clock.now()}
    WHERE payment_id IN (
      SELECT payment_id FROM payments.payments
      WHERE state IN ('started', 'unknown') AND looked_at < ${clock.now()}::timestamptz - make_interval(secs => ${SILENT_SECONDS})
      ORDER BY looked_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING payment_id, provider, amount, currency, extract(epoch FROM ${clock.now()}::timestamptz - created_at)::float8 AS age_seconds`
  for (const { payment_id, provider: name, amount, currency, age_seconds } of rows) {
    const provider = providers.find((candidate) => candidate.name === name)
    if (!provider) continue // its plugin is not loaded just now; the attempt stays open
    try {
      const found = await provider.find(payment_id)
      if (found && found.outcome !== 'pending') await settle(needs, payment_id, found)
      else if (!found && age_seconds > GIVE_UP_SECONDS)
        await settle(needs, payment_id, {
          outcome: 'declined',
          provider_ref: '',
          amount: { amount, currency },
          problem: 'The payment was never begun. Please try again.',
          redirect_url: null,
        })
    } catch (error) {
      log.warn({ err: error, payment_id }, 'the payment provider could not be asked; next time again')
    }
  }
}
