import { createHash } from 'node:crypto'
import { remembered } from '#platform/remember.ts'
import type { Evaluate } from './contract.ts'
import { isForFirstOrder, isLimited } from './find-discounts.ts'
import type { Candidate, Live, Promotions, UsedUp } from './needs.ts'

/** E-mails are counted by their hash; two spellings that differ in case only are one customer. */
export const hashOf = (email: string): string => createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')

/** A code as it is kept: case and the spaces around it make no difference. */
export const codeOf = (typed: string): string => typed.trim().toUpperCase()

/** At most so many promotions apply by themselves: those of the highest priority. */
const MOST = 500

/** Those that come by themselves, kept in memory until one is changed. Those of the future are there as well, and begin by the clock. */
const readAutomatic = ({ db, clock }: Promotions): Promise<Live[]> =>
  remembered(db, 'promotions', async () => {
    const { rows } = await db.sql<Live>`
      SELECT promotion_id, title, titles, trigger, rule, tax_basis, priority, is_exclusive, exclusion_group, starts_at, ends_at,
        limit_total, limit_per_customer, limit_per_code, paused_at
      FROM promotions.promotions
      WHERE trigger = 'automatic' AND paused_at IS NULL AND coalesce(ends_at > ${clock.now()}::timestamptz, true)
      ORDER BY priority DESC, promotion_id LIMIT ${MOST}`
    return rows
  })

type Counted = Live & { code: string | null; used: Record<string, number> | null; is_mine: boolean }

/**
 * The promotions of these codes, and those with limits, with how often they are used: in all, by the code, by this customer. What the order
 * itself has redeemed already is no reason against it (`is_mine`).
 */
const readCounted = async ({ db }: Promotions, asked: Evaluate, codes: string[], limited: string[]): Promise<Counted[]> => {
  const account = asked.customer_id ?? null
  const email = asked.email ? hashOf(asked.email) : null
  const { rows } = await db.sql<Counted>`
    WITH mine AS (
      SELECT promotion_id FROM promotions.redeemed_discounts JOIN promotions.redemptions USING (order_id)
      WHERE order_id = ${asked.order_id ?? null}::uuid AND state IN ('held', 'kept')
    )
    SELECT p.promotion_id, title, titles, trigger, rule, tax_basis, priority, is_exclusive, exclusion_group, starts_at, ends_at,
      limit_total, limit_per_customer, limit_per_code, paused_at, c.code,
      (SELECT jsonb_object_agg(split_part(k.subject, ' ', 1), k.used) FROM promotions.counters k
        WHERE k.promotion_id = p.promotion_id
          AND k.subject = ANY(ARRAY['all', 'account ' || ${account}::text, 'email ' || ${email}::text, 'code ' || c.code])) AS used,
      p.promotion_id IN (SELECT promotion_id FROM mine) AS is_mine
    FROM promotions.promotions p
    LEFT JOIN promotions.codes c ON c.promotion_id = p.promotion_id AND c.code = ANY(${codes}::text[]) AND p.trigger = 'code'
    WHERE p.promotion_id = ANY(${limited}::uuid[])
      OR p.trigger = 'automatic' AND ${asked.is_placed ?? false}::boolean AND p.promotion_id IN (SELECT promotion_id FROM mine)
      OR p.trigger = 'code' AND p.promotion_id IN (SELECT promotion_id FROM promotions.codes WHERE code = ANY(${codes}::text[]))`
  return rows
}

/** The limit that is reached, in a sentence, or null. One that is for the first order may be redeemed once by a customer. */
const usedUpOf = ({ used, is_mine, limit_total, limit_per_customer, limit_per_code, rule }: Counted): UsedUp | null => {
  if (is_mine || !used) return null
  const { all = 0, code = 0, account = 0, email = 0 } = used
  if (limit_total !== null && all >= limit_total) return 'offer_used_up'
  if (limit_per_code !== null && code >= limit_per_code) return 'code_used_up'
  const per_customer = isForFirstOrder(rule) ? 1 : limit_per_customer
  if (per_customer !== null && Math.max(account, email) >= per_customer) return 'used_by_you'
  return null
}

/**
 * The promotions that may apply: those that come by themselves, from memory, and those of these codes. No statement without codes and
 * limited promotions, else one; for an order that is being changed always one, for what it has may be over by now. To that comes no limited one
 * by itself that the order does not have: it was never counted for it.
 */
export const readCandidates = async (needs: Promotions, asked: Evaluate, codes: string[]): Promise<Candidate[]> => {
  const automatic = await readAutomatic(needs)
  const limited = automatic.filter(isLimited).map(({ promotion_id }) => promotion_id)
  const counted = codes.length + limited.length > 0 || asked.is_placed ? await readCounted(needs, asked, codes, limited) : []
  const is_counted = new Set(counted.map(({ promotion_id }) => promotion_id))
  const others = automatic.filter((promotion) => !isLimited(promotion) && !is_counted.has(promotion.promotion_id))
  return [
    ...others.map((promotion) => ({ promotion, code: null, used_up: null })),
    ...counted.filter(mayComeTo(asked)).map((one) => ({
      ...{ promotion: one, code: one.code, used_up: usedUpOf(one) },
      is_promised: one.is_mine && asked.is_placed === true,
    })),
  ]
}

const mayComeTo =
  ({ is_placed }: Evaluate) =>
  (one: Counted): boolean =>
    !is_placed || one.is_mine || one.trigger === 'code' || !isLimited(one)
