import type { Input, Output } from '#platform/contract.ts'
import type { payments } from './contract.ts'
import type { Payments } from './needs.ts'

type Answer = Output<typeof payments.ops.listPayoutSums>
const MOST = 500

/** What the rows of payouts come to in each currency, in sequence of their names; of one payout, where one is named. One statement. */
export const listPayoutSums = async ({ db }: Payments, { after, only }: Input<typeof payments.ops.listPayoutSums>): Promise<Answer> => {
  const { rows } = await db.sql<Answer['payouts'][number]>`
    WITH page AS (
      SELECT DISTINCT provider, payout_ref FROM payments.payout_rows
      WHERE (provider, payout_ref) > (${after?.provider ?? ''}::text, ${after?.payout_ref ?? ''}::text)
        AND (${only?.provider ?? null}::text IS NULL OR provider = ${only?.provider ?? null}::text AND payout_ref = ${only?.payout_ref ?? null}::text)
      ORDER BY provider, payout_ref LIMIT ${MOST})
    SELECT provider, payout_ref, currency, sum(gross)::bigint AS gross, sum(fee)::bigint AS fee, sum(net)::bigint AS net, max(imported_at) AS imported_at
    FROM payments.payout_rows JOIN page USING (provider, payout_ref) GROUP BY provider, payout_ref, currency ORDER BY provider, payout_ref, currency`
  const names = new Set(rows.map(({ provider, payout_ref }) => `${provider} ${payout_ref}`))
  const last = rows.at(-1)
  return { payouts: rows, next: last && names.size === MOST ? { provider: last.provider, payout_ref: last.payout_ref } : null }
}
