import type { Input, Output } from '#platform/contract.ts'
import type { promotions } from './contract.ts'
import type { Promotions } from './needs.ts'

type Ops = typeof promotions.ops
type Row = Output<Ops['listCodes']>['codes'][number]

/** Codes in alphabetical order and how often each is used, from the one after `after`: a page costs the same wherever it is. */
export const listCodes = async (
  needs: Promotions,
  { promotion_id, after = '', limit = 100 }: Input<Ops['listCodes']>,
): Promise<Output<Ops['listCodes']>> => {
  const codes = await readSome(needs, promotion_id, after, limit + 1)
  return { codes: codes.slice(0, limit), has_more: codes.length > limit }
}

const EXPORTED_AT_ONCE = 10_000

/** All codes as CSV. A code begins with a letter or digit, so no spreadsheet takes one for a formula. */
export const exportCodes = async (needs: Promotions, { promotion_id }: Input<Ops['exportCodes']>): Promise<Output<Ops['exportCodes']>> => {
  const lines = ['code,used,created_at']
  for (let after = ''; ; ) {
    const codes = await readSome(needs, promotion_id, after, EXPORTED_AT_ONCE)
    for (const { code, used, created_at } of codes) lines.push(`${code},${used},${created_at}`)
    if (codes.length < EXPORTED_AT_ONCE) break
    after = codes.at(-1)?.code ?? ''
  }
  const bytes = new TextEncoder().encode(`${lines.join('\r\n')}\r\n`)
  return { content_type: 'text/csv; charset=utf-8', bytes, is_public: false, name: `codes-${promotion_id}.csv` }
}

/** Uses of a code are in its counter where codes have a limit. Elsewhere those of orders that stand, or are being placed, are counted here. */
const readSome = async ({ db }: Promotions, promotion_id: string, after: string, limit: number): Promise<Row[]> => {
  const { rows } = await db.sql<Row>`
    SELECT c.code, batch_id, c.created_at,
      CASE WHEN limit_per_code IS NOT NULL THEN coalesce(k.used, 0)
        ELSE (SELECT count(*)::int FROM promotions.redeemed_discounts d JOIN promotions.redemptions r USING (order_id)
          WHERE d.promotion_id = c.promotion_id AND d.code = c.code AND state IN ('held', 'kept')) END AS used
    FROM promotions.codes c JOIN promotions.promotions p USING (promotion_id)
    LEFT JOIN promotions.counters k ON k.promotion_id = c.promotion_id AND k.subject = 'code ' || c.code
    WHERE c.promotion_id = ${promotion_id} AND c.code > ${after}::text ORDER BY c.code LIMIT ${limit}`
  return rows
}
