import type { Output } from '#platform/contract.ts'
import type { giftCards } from './contract.ts'
import type { GiftCards } from './needs.ts'

/**
 * Instruments whose balance is not the sum of their entries, or whose spendings are not what their entries say (invariant M8): none, if all is
 * well. `entries` is what the balance should be. At most 1,000 are told.
 */
export const audit = async ({ db }: GiftCards): Promise<Output<typeof giftCards.ops.audit>> => {
  const { rows } = await db.sql<{ instrument_id: string; balance: number; entries: number }>`
    WITH booked AS (
      SELECT instrument_id, sum(amount)::bigint AS entries, coalesce(sum(amount) FILTER (WHERE kind IN ('spend', 'give_back')), 0)::bigint AS spent
      FROM gift_cards.entries GROUP BY instrument_id
    ), taken AS (
      SELECT instrument_id, sum(given_back - amount)::bigint AS spent FROM gift_cards.spendings GROUP BY instrument_id
    )
    SELECT i.instrument_id, balance, coalesce(entries, 0) AS entries
    FROM gift_cards.instruments i LEFT JOIN booked USING (instrument_id) LEFT JOIN taken USING (instrument_id)
    WHERE balance <> coalesce(entries, 0) OR coalesce(booked.spent, 0) <> coalesce(taken.spent, 0)
    ORDER BY i.instrument_id LIMIT 1000`
  return { wrong: rows }
}
