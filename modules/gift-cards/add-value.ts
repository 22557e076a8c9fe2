import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { hashOfCode, last4Of } from './card-codes.ts'
import type { GiftCards } from './needs.ts'

export type Addition = {
  instrument_id: string
  kind: 'issue' | 'credit'
  /** moves money once, however often it is asked for */
  cause_id: string
  amount: { amount: number; currency: string }
  /** of a card; null for a store credit */
  code: string | null
  customer_id: string | null
  email: string | null
  locale: string | null
  message: string | null
  expires_at: string | null
  reason: string | null
  /** for which it was credited */
  order_id: string | null
  who: string
  actor_id: string | null
}
/** `is_new`: by this call. Of an earlier one, who asked and when. */
export type Added = { is_new: boolean; balance: number; actor_id: string | null; at: string }

/**
 * Adds value: makes the card or the store credit if it is not there, with the entry and the news, in one statement; a second when the cause has
 * moved its money already. A card that somebody should get is told as `card_to_send`.
 * @throws KEY_REUSED when the cause has moved another amount, or elsewhere
 */
export const addValue = async (needs: GiftCards, addition: Addition): Promise<Added> => {
  const { instrument_id, kind, cause_id, amount } = addition
  const added = await tryToAdd(needs, addition)
  if (added) return added
  const { rows } = await needs.db.sql<Added & { amount: number; currency: string; instrument_id: string }>`
    SELECT false AS is_new, balance, actor_id, at, e.amount, e.currency, e.instrument_id
    FROM gift_cards.entries e JOIN gift_cards.instruments USING (instrument_id) WHERE e.kind = ${kind} AND cause_id = ${cause_id}`
  const earlier = rows[0]
  if (earlier?.amount === amount.amount && earlier.currency === amount.currency && earlier.instrument_id === instrument_id) return earlier
  throw fail('KEY_REUSED', 'This id has added another amount, or elsewhere. Use a new id.', { id: cause_id })
}

/** The entry comes first: where it is there already, nothing else happens. */
const tryToAdd = async (needs: GiftCards, addition: Addition): Promise<Added | undefined> => {
  const { instrument_id, kind, cause_id, amount, code, customer_id, email, locale, message, expires_at } = addition
  const { reason, order_id, who, actor_id } = addition
  const now = needs.clock.now()
  const money = json(amount)
  const { rows } = await needs.db.sql<Added>`
    WITH entry AS (
      INSERT INTO gift_cards.entries AS e (entry_id, instrument_id, currency, kind, amount, cause_id, order_id, reason, who, actor_id, at)
      VALUES (${newId(now)}, ${instrument_id}, ${amount.currency}, ${kind}, ${amount.amount}, ${cause_id}, ${order_id}, ${reason}, ${who}, ${actor_id}, ${now})
      ON CONFLICT (kind, cause_id) DO NOTHING
      RETURNING e.instrument_id, e.currency, e.amount, e.actor_id, e.at, gift_cards.as_event(e, ${customer_id}::uuid) AS event
    ), instrument AS (
      INSERT INTO gift_cards.instruments AS i (instrument_id, kind, code_hash, last4, customer_id, email, locale, message, currency, balance,
        expires_at, created_at)
      SELECT instrument_id, ${code === null ? 'credit' : 'card'}::text, ${code === null ? null : hashOfCode(needs, code)}::bytea,
        ${code === null ? null : last4Of(code)}::text, ${customer_id}::uuid, ${email}::text, ${locale}::text, ${message}::text, currency,
        amount, ${expires_at}::timestamptz, ${now}::timestamptz
      FROM entry ON CONFLICT (instrument_id, currency) DO UPDATE SET balance = i.balance + EXCLUDED.balance
      RETURNING i.instrument_id, i.balance
    ), said AS (
      INSERT INTO gift_cards.outbox (type, aggregate_id, payload)
      SELECT ${kind === 'issue' ? 'gift_cards.issued' : 'gift_cards.credited'}::text, instrument_id::text, event FROM entry
    ), to_send AS (
      INSERT INTO gift_cards.outbox (type, aggregate_id, payload)
      SELECT 'gift_cards.card_to_send', instrument_id::text, jsonb_build_object('instrument_id', instrument_id, 'email', ${email}::text,
        'locale', ${locale}::text, 'amount', ${money}::jsonb, 'expires_at', ${expires_at}::timestamptz, 'message', ${message}::text)
      FROM entry WHERE ${code !== null && email !== null}::boolean
    )
    SELECT true AS is_new, balance, actor_id, at FROM entry JOIN instrument USING (instrument_id)`
  return rows[0]
}
