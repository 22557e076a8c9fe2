import type { Input } from '#platform/contract.ts'
import type { giftCards, InstrumentRow } from './contract.ts'
import type { GiftCards } from './needs.ts'
import { readOne } from './read-instruments.ts'

/**
 * Stops a card or a store credit from being spent, or lets it be spent again. Its balance stays, and refunds still come back to it.
 * @throws NOT_FOUND
 */
export const disable = async (
  needs: GiftCards,
  { instrument_id, is_disabled }: Input<typeof giftCards.ops.disable>,
): Promise<InstrumentRow> => {
  await needs.db.sql`
    UPDATE gift_cards.instruments SET disabled_at = ${is_disabled ? needs.clock.now() : null}::timestamptz
    WHERE instrument_id = ${instrument_id} AND (disabled_at IS NULL) = ${is_disabled}`
  return readOne(needs, instrument_id)
}
