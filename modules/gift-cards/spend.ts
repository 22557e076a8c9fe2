import type { Call, Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { formatMoney } from '#platform/money.ts'
import type { giftCards, Spend, Spent } from './contract.ts'
import { type Found, findInstrument } from './find-instrument.ts'
import type { GiftCards } from './needs.ts'
import { countingTries } from './take-try.ts'

type Earlier = { amount: number; currency: string; balance: number }
/** `balance`: after the spending. `available`: what was there, if nothing was taken. */
type Taken = { balance: number | null; available: number | null; earlier: Earlier | null }

/**
 * Takes exactly this amount for a payment, or nothing. The same payment again takes nothing more and tells the balance of now. One statement;
 * of a code that came from outside, two more for the tries.
 * @throws BALANCE_TOO_LOW { available } · UNKNOWN_CARD · KEY_REUSED when the payment took another amount · TOO_MANY_TRIES
 */
export const spend = async (needs: GiftCards, asked: Spend, { address }: Call): Promise<Spent> => {
  const { payment_id, instrument, amount } = asked
  const found = findInstrument(needs, instrument, amount.currency)
  const { balance, available, earlier } = await countingTries(needs, { code: instrument.code, address }, async () => {
    const taken = await take(needs, asked, found)
    return taken.earlier || taken.available !== null || instrument.customer_id ? taken : undefined
  })
  if (earlier && (earlier.amount !== amount.amount || earlier.currency !== amount.currency))
    throw fail('KEY_REUSED', 'This payment has taken another amount already. Use a new payment.', { payment_id })
  const left = earlier ? earlier.balance : balance
  if (left !== null) return { payment_id, balance: { amount: left, currency: amount.currency } }
  const money = { amount: available ?? 0, currency: amount.currency }
  throw fail('BALANCE_TOO_LOW', `There is ${formatMoney(money, 'en')} left. Pay the rest in another way.`, { available: money })
}

/** A twin that spends for the same payment at the same moment is not in our snapshot, but it is there once ours was refused. */
const take = async (needs: GiftCards, asked: Spend, found: Found): Promise<Taken> => {
  const taken = await tryToTake(needs, asked, found)
  if (taken.balance !== null || taken.earlier) return taken
  const { rows } = await needs.db.sql<Earlier>`
    SELECT amount, s.currency, balance FROM gift_cards.spendings s JOIN gift_cards.instruments USING (instrument_id)
    WHERE payment_id = ${asked.payment_id}`
  return { ...taken, earlier: rows[0] ?? null }
}

/** The instrument is locked first and written from what was read under the lock; the spending, its entry and the news come with it. */
const tryToTake = async ({ db, clock }: GiftCards, { payment_id, order_id, amount }: Spend, found: Found): Promise<Taken> => {
  const now = clock.now()
  const { rows } = await db.sql<Taken>`
    WITH earlier AS (
      SELECT amount, s.currency, balance FROM gift_cards.spendings s JOIN gift_cards.instruments USING (instrument_id)
      WHERE payment_id = ${payment_id}
    ), locked AS (
      SELECT instrument_id, customer_id, balance, currency FROM gift_cards.instruments
      WHERE (code_hash = ${found.code_hash}::bytea OR instrument_id = ${found.instrument_id}::uuid) AND currency = ${amount.currency}
        AND disabled_at IS NULL AND coalesce(expires_at > ${now}::timestamptz, true) AND NOT EXISTS (SELECT FROM earlier)
      FOR NO KEY UPDATE
    ), spent AS (
      INSERT INTO gift_cards.spendings (payment_id, instrument_id, order_id, amount, currency, spent_at)
      SELECT ${payment_id}::uuid, instrument_id, ${order_id ?? null}::uuid, ${amount.amount}::bigint, currency, ${now}::timestamptz
      FROM locked WHERE balance >= ${amount.amount}::bigint
      ON CONFLICT (payment_id) DO NOTHING RETURNING instrument_id
    ), changed AS (
      UPDATE gift_cards.instruments i SET balance = locked.balance - ${amount.amount}::bigint FROM locked JOIN spent USING (instrument_id)
      WHERE i.instrument_id = locked.instrument_id RETURNING i.instrument_id, i.customer_id, i.currency, i.balance
    ), entry AS (
      INSERT INTO gift_cards.entries AS e (entry_id, instrument_id, currency, kind, amount, cause_id, order_id, payment_id, who, at)
      SELECT ${newId(now)}::uuid, instrument_id, currency, 'spend', -${amount.amount}::bigint, ${payment_id}::uuid, ${order_id ?? null}::uuid,
        ${payment_id}::uuid, 'customer', ${now}::timestamptz FROM changed
      RETURNING e.instrument_id, gift_cards.as_event(e, (SELECT customer_id FROM changed)) AS event
    ), said AS (
      INSERT INTO gift_cards.outbox (type, aggregate_id, payload) SELECT 'gift_cards.spent', instrument_id::text, event FROM entry
    )
    SELECT (SELECT balance FROM changed) AS balance, (SELECT balance FROM locked) AS available, (SELECT to_jsonb(earlier) FROM earlier) AS earlier`
  return rows[0] ?? { balance: null, available: null, earlier: null }
}

type FindSpending = (typeof giftCards.ops)['findSpending']

/** What was taken for a payment, and what of it was given back; null if nothing ever was. */
export const findSpending = async ({ db }: GiftCards, { payment_id }: Input<FindSpending>): Promise<Output<FindSpending>> => {
  const { rows } = await db.sql<{ amount: number; currency: string; given_back: number }>`
    SELECT amount, currency, given_back FROM gift_cards.spendings WHERE payment_id = ${payment_id}`
  const row = rows[0]
  return { spending: row ? { payment_id, amount: { amount: row.amount, currency: row.currency }, given_back: row.given_back } : null }
}
