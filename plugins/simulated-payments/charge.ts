import { createHash } from 'node:crypto'
import type { Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Charged, simulatedPayments } from './contract.ts'
import { type Behaviour, behaviours } from './methods.ts'
import type { SimulatedPayments } from './needs.ts'

type Asked = Input<typeof simulatedPayments.ops.charge>

/**
 * Writes the charge and the news of it into the ledger, once for each payment_id, and then behaves as the test method says.
 * @throws PROVIDER_UNREACHABLE when the method is to lose its answer (the charge stands all the same) or to be out of order (nothing happened)
 */
export const charge = async (needs: SimulatedPayments, asked: Asked): Promise<Charged> => {
  const behaviour = behaviours.find((one) => one.method === asked.method) ?? { outcome: 'declined' as const, answer: 'told' as const }
  if (behaviour.answer === 'refused') throw fail('PROVIDER_UNREACHABLE', 'The test provider is out of order, as asked.')
  const charged = (await write(needs, asked, behaviour)) ?? (await findCharge(needs, asked.payment_id))
  if (!charged) throw new Error('a charge was neither written nor found')
  if (behaviour.answer === 'lost') throw fail('PROVIDER_UNREACHABLE', 'The answer of the test provider got lost, as asked.')
  if (behaviour.answer === 'other_currency') return { ...charged, amount: { ...charged.amount, currency: 'XTS' } }
  return charged
}

type Behaving = Pick<Behaviour, 'outcome' | 'answer' | 'has_page' | 'news'>

const write = async ({ db, clock }: SimulatedPayments, asked: Asked, { outcome: usual, has_page, news }: Behaving) => {
  const { payment_id, amount, method, email = '', is_capture_later, return_url = null } = asked
  const page = has_page ? new URL(`/simulated-pay/${payment_id}`, return_url ?? 'http://localhost').href : null
  const outcome = usual === 'captured' && is_capture_later ? 'authorised' : usual
  const tell_at = news ? new Date(clock.now().getTime() + news.after_seconds * 1000) : null
  const fingerprint = createHash('sha256').update(`${method} ${email}`).digest('hex').slice(0, 16)
  const { rows } = await db.sql<{ charge: Charged }>`
    WITH charged AS (
      INSERT INTO simulated_payments.charges AS c (payment_id, outcome, amount, currency, captured_amount, problem, fingerprint, redirect_url, return_url, is_capture_later, charged_at)
      VALUES (${payment_id}::uuid, ${outcome}::text, ${amount.amount}::bigint, ${amount.currency},
              CASE WHEN ${outcome}::text = 'captured' THEN ${amount.amount}::bigint ELSE 0 END,
              CASE WHEN ${outcome}::text = 'declined' THEN 'The card was declined.' END, ${fingerprint},
              ${page}, ${return_url}, ${is_capture_later ?? false}::boolean, ${clock.now()})
      ON CONFLICT (payment_id) DO NOTHING RETURNING c AS charge, payment_id),
    to_tell AS (
      INSERT INTO simulated_payments.news (news_id, payment_id, tell_at, tell_times)
      SELECT ${newId(clock.now())}::uuid, payment_id, ${tell_at}::timestamptz, ${news?.times ?? 0}::int FROM charged WHERE ${tell_at}::timestamptz IS NOT NULL)
    SELECT simulated_payments.as_json(charge) AS charge FROM charged`
  return rows[0]?.charge
}

/** What the ledger says of a charge, or undefined. */
export const findCharge = async ({ db }: SimulatedPayments, payment_id: string): Promise<Charged | undefined> => {
  const { rows } = await db.sql<{ charge: Charged }>`
    SELECT simulated_payments.as_json(c) AS charge FROM simulated_payments.charges c WHERE payment_id = ${payment_id}`
  return rows[0]?.charge
}

export const find = async (needs: SimulatedPayments, { payment_id }: { payment_id: string }): Promise<{ charge: Charged | null }> => ({
  charge: (await findCharge(needs, payment_id)) ?? null,
})
