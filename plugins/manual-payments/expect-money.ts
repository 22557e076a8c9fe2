import type { Money } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import type { Expect, Expected } from './contract.ts'
import { CASH_ON_DELIVERY } from './methods.ts'
import type { ManualPayments } from './needs.ts'

/** Cash at the door is promised when the order is placed, and the parcel may leave; a transfer is only waited for. */
export const expect = async (needs: ManualPayments, { payment_id, method, amount }: Expect): Promise<Expected> => {
  await needs.db.sql`
    INSERT INTO manual_payments.expected (payment_id, method, amount, currency, state, asked_at)
    VALUES (${payment_id}, ${method}, ${amount.amount}, ${amount.currency}, ${method === CASH_ON_DELIVERY ? 'authorised' : 'pending'}, ${needs.clock.now()})
    ON CONFLICT (payment_id) DO NOTHING`
  return known(needs, payment_id)
}

const read = async ({ db }: ManualPayments, payment_id: string): Promise<Expected | undefined> => {
  const { rows } = await db.sql<{ expected: Expected }>`
    SELECT manual_payments.as_json(e) AS expected FROM manual_payments.expected e WHERE payment_id = ${payment_id}`
  return rows[0]?.expected
}

const known = async (needs: ManualPayments, payment_id: string): Promise<Expected> => {
  const expected = await read(needs, payment_id)
  if (!expected) throw fail('NOT_FOUND', 'This money was never expected.')
  return expected
}

export const find = async (needs: ManualPayments, { payment_id }: { payment_id: string }): Promise<{ expected: Expected | null }> => ({
  expected: (await read(needs, payment_id)) ?? null,
})

/**
 * Counted once. Money that was given up and comes all the same is counted as well: who has it before them is right.
 * @throws NOT_FOUND MORE_THAN_EXPECTED
 */
export const receive = async (needs: ManualPayments, { payment_id, amount }: { payment_id: string; amount: Money }): Promise<Expected> => {
  await needs.db.sql`
    UPDATE manual_payments.expected SET state = 'captured', captured_amount = ${amount.amount}, settled_at = ${needs.clock.now()}
    WHERE payment_id = ${payment_id} AND state <> 'captured' AND currency = ${amount.currency} AND ${amount.amount}::bigint BETWEEN 1 AND amount`
  const expected = await known(needs, payment_id)
  if (expected.outcome === 'captured') return expected
  throw fail('MORE_THAN_EXPECTED', `${formatMoney(expected.amount, 'en')} is expected, and not more.`)
}

/** Money that is here already stays; the answer says so. @throws NOT_FOUND */
export const giveUp = async (needs: ManualPayments, { payment_id }: { payment_id: string }): Promise<Expected> => {
  await needs.db.sql`
    UPDATE manual_payments.expected SET state = 'voided', settled_at = ${needs.clock.now()}
    WHERE payment_id = ${payment_id} AND state IN ('pending', 'authorised')`
  return known(needs, payment_id)
}
