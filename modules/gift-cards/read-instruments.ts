import type { Call, Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { codeOfCard, hashOfCode } from './card-codes.ts'
import type { Entry, giftCards, InstrumentRow } from './contract.ts'
import type { GiftCards } from './needs.ts'

type Ops = typeof giftCards.ops
type Row = Omit<InstrumentRow, 'balance'> & { balance: number; currency: string }
type EntryRow = Omit<Entry, 'amount'> & { amount: number; currency: string }

const PAGE_SIZE = 20
const ENTRIES = 200

const shown = ({ balance, currency, ...row }: Row): InstrumentRow => ({ ...row, balance: { amount: balance, currency } })
const entryOf = ({ amount, currency, ...row }: EntryRow): Entry => ({ ...row, amount: { amount, currency } })

/** @throws NOT_FOUND */
export const readOne = async ({ db }: GiftCards, instrument_id: string): Promise<InstrumentRow> => {
  const { rows } = await db.sql<Row>`
    SELECT instrument_id, kind, last4, customer_id, email, balance, currency, expires_at, disabled_at, created_at
    FROM gift_cards.instruments WHERE instrument_id = ${instrument_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such card or store credit.', { instrument_id })
  return shown(rows[0])
}

/**
 * A card or a store credit with its latest 200 entries, newest first.
 * @throws NOT_FOUND
 */
export const readInstrument = async (
  needs: GiftCards,
  { instrument_id }: Input<Ops['readInstrument']>,
): Promise<Output<Ops['readInstrument']>> => {
  const instrument = await readOne(needs, instrument_id)
  const { rows } = await needs.db.sql<EntryRow>`
    SELECT entry_id, kind, amount, currency, reason, who, at FROM gift_cards.entries
    WHERE instrument_id = ${instrument_id} ORDER BY at DESC, entry_id DESC LIMIT ${ENTRIES}`
  return { instrument, entries: rows.map(entryOf) }
}

const IS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Newest first, by kind, and by what people remember: a whole code, its last four characters, an e-mail, a customer's id. */
export const listInstruments = async (
  needs: GiftCards,
  { kind, query, page = 1, limit = PAGE_SIZE }: Input<Ops['listInstruments']>,
): Promise<Output<Ops['listInstruments']>> => {
  const words = query?.trim() || null
  const { rows } = await needs.db.sql<Row>`
    SELECT instrument_id, kind, last4, customer_id, email, balance, currency, expires_at, disabled_at, created_at
    FROM gift_cards.instruments
    WHERE (${kind ?? null}::text IS NULL OR kind = ${kind ?? null}::text)
      AND (${words}::text IS NULL OR last4 = upper(${words}::text) OR lower(email) = lower(${words}::text)
        OR code_hash = ${words === null ? null : hashOfCode(needs, words)}::bytea
        OR customer_id = ${words !== null && IS_ID.test(words) ? words : null}::uuid)
    ORDER BY created_at DESC, instrument_id DESC LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return { instruments: rows.slice(0, limit).map(shown), page, has_more: rows.length > limit }
}

/** The store credit of whoever asks, one balance a currency, and its latest 50 entries. */
export const readStoreCredit = async (
  { db }: GiftCards,
  _input: Input<Ops['readStoreCredit']>,
  { actor }: Call,
): Promise<Output<Ops['readStoreCredit']>> => {
  const customer_id = actor.kind === 'user' ? actor.user_id : null
  const { rows } = await db.sql<{ balance: number; currency: string }>`
    SELECT balance, currency FROM gift_cards.instruments WHERE customer_id = ${customer_id}::uuid ORDER BY currency`
  if (rows.length === 0) return { balances: [], entries: [] }
  const { rows: entries } = await db.sql<EntryRow>`
    SELECT entry_id, e.kind, amount, e.currency, reason, who, at FROM gift_cards.entries e JOIN gift_cards.instruments USING (instrument_id)
    WHERE customer_id = ${customer_id}::uuid ORDER BY at DESC, entry_id DESC LIMIT 50`
  return { balances: rows.map(({ balance, currency }) => ({ amount: balance, currency })), entries: entries.map(entryOf) }
}

/**
 * The code of a card, for the mail that takes it to its owner.
 * @throws NOT_FOUND
 */
export const readCode = async (needs: GiftCards, { instrument_id }: Input<Ops['readCode']>): Promise<Output<Ops['readCode']>> => {
  const { kind } = await readOne(needs, instrument_id)
  if (kind !== 'card') throw fail('NOT_FOUND', 'A store credit has no code.', { instrument_id })
  return { instrument_id, code: codeOfCard(needs, instrument_id) }
}
