import type { Call, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { GiveBack, giftCards } from './contract.ts'
import type { GiftCards } from './needs.ts'
import { usableUntil } from './usable-until.ts'
import { whoOf } from './who.ts'

type Given = { is_new: boolean; is_known: boolean; earlier: { amount: number; currency: string; payment_id: string } | null }

/**
 * Puts an amount back where a payment took it from, in minor units. Never more than was taken, for all refunds together. The same refund again
 * is the same. A card that is over by now can be used for 30 days from here. One statement; a second when it is refused.
 * @throws REFUND_EXCEEDS_CHARGE · NOT_FOUND when the payment took nothing · KEY_REUSED when the refund was another one
 */
export const giveBack = async (needs: GiftCards, asked: GiveBack, call: Call): Promise<Output<typeof giftCards.ops.giveBack>> => {
  const { refund_id, payment_id, amount } = asked
  const given = await tryToGive(needs, asked, call)
  if (given.is_new) return { refund_id }
  const earlier = given.earlier ?? (await readEarlier(needs, refund_id)) // a twin gave in this moment: now it can be seen
  if (earlier) {
    if (earlier.amount === amount.amount && earlier.currency === amount.currency && earlier.payment_id === payment_id) return { refund_id }
    throw fail('KEY_REUSED', 'This refund was another amount or of another payment. Use a new refund.', { refund_id })
  }
  if (!given.is_known) throw fail('NOT_FOUND', 'Nothing was taken for this payment.', { payment_id })
  throw fail('REFUND_EXCEEDS_CHARGE', 'More would go back than the payment took.', { payment_id })
}

const readEarlier = async ({ db }: GiftCards, refund_id: string) => {
  const { rows } = await db.sql<{ amount: number; currency: string; payment_id: string | null }>`
    SELECT amount, currency, payment_id FROM gift_cards.entries WHERE kind = 'give_back' AND cause_id = ${refund_id}`
  return rows[0]
}

/** Locks the spending, then the instrument. */
const tryToGive = async ({ db, clock }: GiftCards, { refund_id, payment_id, amount }: GiveBack, call: Call): Promise<Given> => {
  const now = clock.now()
  const usable = usableUntil(now)
  const { who, actor_id } = whoOf(call)
  const { rows } = await db.sql<Given>`
    WITH earlier AS (
      SELECT amount, currency, payment_id FROM gift_cards.entries WHERE kind = 'give_back' AND cause_id = ${refund_id}
    ), spending AS (
      SELECT payment_id, instrument_id, order_id, amount, currency, given_back FROM gift_cards.spendings
      WHERE payment_id = ${payment_id} AND NOT EXISTS (SELECT FROM earlier) FOR NO KEY UPDATE
    ), entry AS (
      INSERT INTO gift_cards.entries AS e
        (entry_id, instrument_id, currency, kind, amount, cause_id, order_id, payment_id, who, actor_id, at)
      SELECT ${newId(now)}::uuid, instrument_id, currency, 'give_back', ${amount.amount}::bigint, ${refund_id}::uuid, order_id, payment_id,
        ${who}::text, ${actor_id}::uuid, ${now}::timestamptz
      FROM spending WHERE currency = ${amount.currency} AND given_back + ${amount.amount}::bigint <= amount
      ON CONFLICT (kind, cause_id) DO NOTHING
      RETURNING e.instrument_id, gift_cards.as_event(e, (SELECT i.customer_id FROM gift_cards.instruments i WHERE i.instrument_id = e.instrument_id)) AS event
    ), noted AS (
      UPDATE gift_cards.spendings s SET given_back = spending.given_back + ${amount.amount}::bigint FROM spending, entry
      WHERE s.payment_id = spending.payment_id
    ), changed AS (
      UPDATE gift_cards.instruments i SET balance = i.balance + ${amount.amount}::bigint,
        expires_at = CASE WHEN i.expires_at < ${usable}::timestamptz THEN ${usable}::timestamptz ELSE i.expires_at END
      FROM entry WHERE i.instrument_id = entry.instrument_id
    ), said AS (
      INSERT INTO gift_cards.outbox (type, aggregate_id, payload) SELECT 'gift_cards.given_back', instrument_id::text, event FROM entry
    )
    SELECT EXISTS (SELECT FROM entry) AS is_new, EXISTS (SELECT FROM spending) AS is_known,
      (SELECT to_jsonb(earlier) FROM earlier) AS earlier`
  return rows[0] ?? { is_new: false, is_known: false, earlier: null }
}
