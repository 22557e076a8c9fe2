import type { Call, Input, Output } from '#platform/contract.ts'
import { hashOfCode } from './card-codes.ts'
import type { giftCards } from './contract.ts'
import { findInstrument } from './find-instrument.ts'
import type { GiftCards } from './needs.ts'
import { countingTries } from './take-try.ts'

type Ops = typeof giftCards.ops
type Row = { instrument_id: string; balance: number; currency: string; last4: string | null; expires_at: string | null }

/**
 * What can be spent of a card or a store credit, in minor units. A customer without store credit has 0. One statement; of a code that came
 * from outside, two more for the tries.
 * @throws UNKNOWN_CARD when there is none with this code and currency, or it is disabled or over · TOO_MANY_TRIES
 */
export const readBalance = async (
  needs: GiftCards,
  { instrument, currency }: Input<Ops['readBalance']>,
  { address }: Call,
): Promise<Output<Ops['readBalance']>> => {
  const { code_hash, instrument_id } = findInstrument(needs, instrument, currency)
  const row = await countingTries(needs, { code: instrument.code, address }, async () => {
    const { rows } = await needs.db.sql<Row>`
      SELECT instrument_id, balance, currency, last4, expires_at FROM gift_cards.instruments
      WHERE (code_hash = ${code_hash}::bytea OR instrument_id = ${instrument_id}::uuid) AND currency = ${currency}
        AND disabled_at IS NULL AND coalesce(expires_at > ${needs.clock.now()}::timestamptz, true)`
    return rows[0] ?? (instrument_id ? { instrument_id, balance: 0, currency, last4: null, expires_at: null } : undefined)
  })
  return { instrument_id: row.instrument_id, balance: { amount: row.balance, currency }, last4: row.last4, expires_at: row.expires_at }
}

/**
 * What is left on a card, for whoever has its code: in the card's own currency. Three statements.
 * @throws UNKNOWN_CARD · TOO_MANY_TRIES after 20 wrong codes from an address in 15 minutes
 */
export const check = async (needs: GiftCards, { code }: Input<Ops['check']>, { address }: Call): Promise<Output<Ops['check']>> => {
  const row = await countingTries(needs, { code, address: address ?? 'nowhere' }, async () => {
    const { rows } = await needs.db.sql<Omit<Row, 'instrument_id'>>`
      SELECT balance, currency, last4, expires_at FROM gift_cards.instruments
      WHERE code_hash = ${hashOfCode(needs, code)} AND disabled_at IS NULL
        AND coalesce(expires_at > ${needs.clock.now()}::timestamptz, true)`
    return rows[0]
  })
  return { balance: { amount: row.balance, currency: row.currency }, last4: row.last4 ?? '', expires_at: row.expires_at }
}
