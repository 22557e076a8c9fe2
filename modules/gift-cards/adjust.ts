import type { Call, Input } from '#platform/contract.ts'
import { fail, failCommon } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { giftCards, InstrumentRow } from './contract.ts'
import type { GiftCards } from './needs.ts'
import { readOne } from './read-instruments.ts'
import { usableUntil } from './usable-until.ts'
import { whoOf } from './who.ts'

type Adjust = Input<typeof giftCards.ops.adjust>
type Earlier = { instrument_id: string; amount: number; currency: string }

/**
 * Adds to a balance or takes from it by hand, in minor units. Never below zero. What is added to a card that is over by now, or soon, can be used for
 * 30 days from here. The same adjustment again is the same.
 * @throws BALANCE_TOO_LOW · NOT_FOUND, also for another currency than the instrument's · KEY_REUSED · INVALID_INPUT for an amount of 0
 */
export const adjust = async (needs: GiftCards, asked: Adjust, call: Call): Promise<InstrumentRow> => {
  if (asked.amount.amount === 0) throw failCommon('INVALID_INPUT', 'amount: 0 changes nothing.', { field: 'amount' })
  const { is_new, available } = await tryToAdjust(needs, asked, call)
  if (!is_new) {
    const earlier = await readEarlier(needs, asked.adjustment_id)
    if (earlier) refuseOther(asked, earlier)
    else if (available === null) throw fail('NOT_FOUND', 'There is no such card or store credit in this currency.')
    else throw fail('BALANCE_TOO_LOW', 'The balance is less than what should be taken from it.', { available })
  }
  return readOne(needs, asked.instrument_id)
}

const refuseOther = ({ instrument_id, adjustment_id, amount }: Adjust, earlier: Earlier): void => {
  if (earlier.instrument_id === instrument_id && earlier.amount === amount.amount && earlier.currency === amount.currency) return
  throw fail('KEY_REUSED', 'This adjustment was another one. Use a new id.', { adjustment_id })
}

const readEarlier = async ({ db }: GiftCards, adjustment_id: string): Promise<Earlier | undefined> => {
  const { rows } = await db.sql<Earlier>`
    SELECT instrument_id, amount, currency FROM gift_cards.entries WHERE kind = 'adjust' AND cause_id = ${adjustment_id}`
  return rows[0]
}

const tryToAdjust = async ({ db, clock }: GiftCards, { instrument_id, adjustment_id, amount, reason }: Adjust, call: Call) => {
  const now = clock.now()
  const usable = usableUntil(now)
  const { who, actor_id } = whoOf(call)
  const { rows } = await db.sql<{ is_new: boolean; available: number | null }>`
    WITH locked AS (
      SELECT instrument_id, customer_id, balance, currency, expires_at FROM gift_cards.instruments
      WHERE instrument_id = ${instrument_id} AND currency = ${amount.currency} FOR NO KEY UPDATE
    ), entry AS (
      INSERT INTO gift_cards.entries AS e (entry_id, instrument_id, currency, kind, amount, cause_id, reason, who, actor_id, at)
      SELECT ${newId(now)}::uuid, instrument_id, currency, 'adjust', ${amount.amount}::bigint, ${adjustment_id}::uuid, ${reason}::text,
        ${who}::text, ${actor_id}::uuid, ${now}::timestamptz
      FROM locked WHERE balance + ${amount.amount}::bigint >= 0
      ON CONFLICT (kind, cause_id) DO NOTHING
      RETURNING e.instrument_id, gift_cards.as_event(e, (SELECT customer_id FROM locked)) AS event
    ), changed AS (
      UPDATE gift_cards.instruments i SET balance = locked.balance + ${amount.amount}::bigint,
        expires_at = CASE WHEN ${amount.amount}::bigint > 0 AND locked.expires_at < ${usable}::timestamptz THEN ${usable}::timestamptz ELSE locked.expires_at END
      FROM locked JOIN entry USING (instrument_id)
      WHERE i.instrument_id = locked.instrument_id
    ), said AS (
      INSERT INTO gift_cards.outbox (type, aggregate_id, payload) SELECT 'gift_cards.adjusted', instrument_id::text, event FROM entry
    )
    SELECT EXISTS (SELECT FROM entry) AS is_new, (SELECT balance FROM locked) AS available`
  return rows[0] ?? { is_new: false, available: null }
}
