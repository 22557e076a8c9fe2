import type { Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { simulatedPayments } from './contract.ts'
import { behaviours } from './methods.ts'
import type { SimulatedPayments } from './needs.ts'

type Charge = {
  payment_id: string
  outcome: 'captured' | 'declined' | 'pending'
  provider_ref: string
  amount: { amount: number; currency: string }
  problem: string | null
}

/**
 * Writes the charge into the ledger, once for each payment_id, and then behaves as the test method says.
 * @throws PROVIDER_UNREACHABLE when the method is to lose its answer: the charge stands all the same
 */
export const charge = async (
  needs: SimulatedPayments,
  { payment_id, amount, method }: Input<typeof simulatedPayments.ops.charge>,
): Promise<Charge> => {
  const behaviour = behaviours.find((one) => one.method === method)
  const is_later = (behaviour?.news?.times ?? 0) > 1
  const outcome = is_later ? 'pending' : (behaviour?.outcome ?? 'declined')
  const problem = outcome === 'declined' ? 'The card was declined.' : null
  const tell_at = behaviour?.news ? new Date(needs.clock.now().getTime() + behaviour.news.after_seconds * 1000) : null
  const { count } = await needs.db.sql`
    INSERT INTO simulated_payments.charges (payment_id, outcome, amount, currency, problem, charged_at, tell_at, tell_times)
    VALUES (${payment_id}, ${outcome}, ${amount.amount}, ${amount.currency}, ${problem}, ${needs.clock.now()}, ${tell_at}, ${behaviour?.news?.times ?? 0})
    ON CONFLICT (payment_id) DO NOTHING`
  if (behaviour?.is_answer_lost) throw fail('PROVIDER_UNREACHABLE', 'The answer of the test provider got lost, as asked.')
  if (count > 0) return { payment_id, outcome, provider_ref: refOf(payment_id), amount, problem }
  const { charge: earlier } = await find(needs, { payment_id })
  return earlier ?? charge(needs, { payment_id, amount, method })
}

/** What the ledger says of a charge. A transfer that is still pending has arrived by the time someone asks about it. */
export const find = async ({ db }: SimulatedPayments, { payment_id }: { payment_id: string }): Promise<{ charge: Charge | null }> => {
  const { rows } = await db.sql<{ outcome: Charge['outcome']; amount: number; currency: string; problem: string | null }>`
    SELECT outcome, amount, currency, problem FROM simulated_payments.charges WHERE payment_id = ${payment_id}`
  const row = rows[0]
  if (!row) return { charge: null }
  const { outcome, amount, currency, problem } = row
  return { charge: { payment_id, outcome, provider_ref: refOf(payment_id), amount: { amount, currency }, problem } }
}

export const refOf = (payment_id: string): string => `sim_${payment_id.replaceAll('-', '').slice(-16)}`
