import { newId } from '#platform/ids.ts'
import type { GiftCards } from './needs.ts'

const BATCH = 200

/** What is left on cards that are over leaves the books as an entry. Two sweeps at once share the work. */
export const expireCards = async (needs: GiftCards): Promise<void> => {
  while ((await expireSome(needs)) === BATCH);
}

const expireSome = async ({ db, clock }: GiftCards): Promise<number> => {
  const now = clock.now()
  const ids = Array.from({ length: BATCH }, () => newId(now))
  const { rows } = await db.sql<{ instrument_id: string }>`
    WITH due AS (
      SELECT instrument_id, customer_id, currency, balance FROM gift_cards.instruments WHERE expires_at <= ${now} AND balance > 0
      ORDER BY expires_at LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ), numbered AS (
      SELECT *, row_number() OVER (ORDER BY instrument_id) AS number FROM due
    ), entry AS (
      INSERT INTO gift_cards.entries AS e (entry_id, instrument_id, currency, kind, amount, cause_id, who, at)
      SELECT id, instrument_id, currency, 'expire', -balance, id, 'shop', ${now}::timestamptz
      FROM numbered JOIN unnest(${ids}::uuid[]) WITH ORDINALITY AS ids (id, number) USING (number)
      RETURNING e.instrument_id, gift_cards.as_event(e, NULL) AS event
    ), changed AS (
      UPDATE gift_cards.instruments i SET balance = 0 FROM entry WHERE i.instrument_id = entry.instrument_id
    ), said AS (
      INSERT INTO gift_cards.outbox (type, aggregate_id, payload) SELECT 'gift_cards.expired', instrument_id::text, event FROM entry
    )
    SELECT instrument_id FROM entry`
  return rows.length
}
