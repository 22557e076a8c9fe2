import { randomBytes } from 'node:crypto'
import type { Output } from '#platform/contract.ts'
import type { Sql } from '#platform/db.ts'
import { fail, failCommon } from '#platform/errors.ts'
import type { AddCodes, promotions } from './contract.ts'
import type { Promotions } from './needs.ts'
import { codeOf } from './read-live.ts'

/** 32 characters, so that a random byte has no favourites; without 0 and O, 1 and I. Ten of them are 50 bits: guessing is hopeless. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 10
const AT_ONCE = 10_000

/**
 * Gives a promotion the codes that are named, or so many new ones. The same batch again adds what is missing of it and nothing twice, also
 * where a first try was cut off. A code belongs to one promotion.
 * @throws NOT_FOUND · CODE_TAKEN { codes } when another promotion has some of them; then none is added
 */
export const addCodes = async (
  needs: Promotions,
  { promotion_id, batch_id, codes, count }: AddCodes,
): Promise<Output<typeof promotions.ops.addCodes>> => {
  if ((codes === undefined) === (count === undefined))
    throw failCommon('INVALID_INPUT', 'Name either codes, or how many should be made.', { field: 'codes' })
  const named = codes && [...new Set(codes.map(codeOf))]
  const added = await needs.db.transaction(async (sql) => {
    await lockPromotion(sql, promotion_id)
    const batch = { promotion_id, batch_id, now: needs.clock.now() }
    return named ? addNamed(sql, batch, named) : addRandom(sql, batch, count ?? 0)
  })
  return { batch_id, added }
}

type Batch = { promotion_id: string; batch_id: string; now: Date }

/** Two that fill one batch at once come one after the other. Orders that count uses do not wait for this. */
const lockPromotion = async (sql: Sql, promotion_id: string): Promise<void> => {
  const { rows } = await sql<{ trigger: string }>`
    SELECT trigger FROM promotions.promotions WHERE promotion_id = ${promotion_id} FOR NO KEY UPDATE`
  if (rows[0]?.trigger !== 'code') throw fail('NOT_FOUND', 'There is no promotion of this id that asks for a code.', { promotion_id })
}

const insert = async (sql: Sql, { promotion_id, batch_id, now }: Batch, codes: string[]): Promise<number> => {
  const { count } = await sql`
    INSERT INTO promotions.codes (code, promotion_id, batch_id, created_at)
    SELECT code, ${promotion_id}::uuid, ${batch_id}::uuid, ${now}::timestamptz FROM unnest(${codes}::text[]) AS code ORDER BY code
    ON CONFLICT (code) DO NOTHING`
  return count
}

const addNamed = async (sql: Sql, batch: Batch, codes: string[]): Promise<number> => {
  await insert(sql, batch, codes)
  const { rows } = await sql<{ code: string }>`
    SELECT code FROM promotions.codes WHERE code = ANY(${codes}::text[]) AND promotion_id <> ${batch.promotion_id} ORDER BY code LIMIT 20`
  const taken = rows.map(({ code }) => code)
  if (taken.length === 0) return codes.length
  throw fail('CODE_TAKEN', `Another promotion has ${taken.join(', ')}. Choose other codes.`, { field: 'codes', codes: taken })
}

const addRandom = async (sql: Sql, batch: Batch, wanted: number): Promise<number> => {
  const { rows } = await sql<{ made: number }>`
    SELECT count(*)::int AS made FROM promotions.codes WHERE batch_id = ${batch.batch_id} AND promotion_id = ${batch.promotion_id}`
  let made = rows[0]?.made ?? 0
  while (made < wanted) made += await insert(sql, batch, randomCodes(Math.min(AT_ONCE, wanted - made)))
  return made
}

const randomCodes = (count: number): string[] => {
  const bytes = randomBytes(count * LENGTH)
  return Array.from({ length: count }, (_, i) =>
    Array.from(bytes.subarray(i * LENGTH, (i + 1) * LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join(''),
  )
}
