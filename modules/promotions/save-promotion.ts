import type { Input } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { promotions } from './contract.ts'
import { isForFirstOrder } from './find-discounts.ts'
import type { Promotions } from './needs.ts'
import { readOne } from './read-promotions.ts'
import { recountUses } from './recount.ts'
import { refuseMisfit } from './refuse-misfit.ts'
import type { Draft, Promotion } from './shapes.ts'

type Ops = typeof promotions.ops

/**
 * Makes a promotion, which applies from now on unless it says otherwise. The same id again is the promotion that is there.
 * @throws RULE_DOES_NOT_FIT with the field that does not fit the others
 */
export const createPromotion = async (needs: Promotions, { promotion_id, ...draft }: Input<Ops['createPromotion']>): Promise<Promotion> => {
  refuseMisfit(draft)
  const now = needs.clock.now()
  await changing(needs, async (sql) => {
    const { count } = await sql`
      WITH made AS (
        INSERT INTO promotions.promotions (promotion_id, title, titles, trigger, rule, tax_basis, priority, is_exclusive, exclusion_group,
          starts_at, ends_at, limit_total, limit_per_customer, limit_per_code, created_at, updated_at)
        VALUES (${promotion_id}, ${draft.title}, ${json(draft.titles ?? {})}::jsonb, ${draft.trigger}, ${json(draft.rule)}::jsonb,
          ${draft.tax_basis}, ${draft.priority ?? 0}, ${draft.is_exclusive ?? false}, ${draft.exclusion_group ?? null},
          ${draft.starts_at ?? null}::timestamptz, ${draft.ends_at ?? null}::timestamptz, ${draft.limit_total ?? null},
          ${draft.limit_per_customer ?? null}, ${draft.limit_per_code ?? null}, ${now}, ${now})
        ON CONFLICT (promotion_id) DO NOTHING RETURNING promotion_id
      )
      INSERT INTO promotions.counters (promotion_id, subject) SELECT promotion_id, 'all' FROM made`
    return count
  })
  return readOne(needs, promotion_id)
}

/**
 * Writes a promotion anew, if nobody has changed it since it was looked at. What the draft leaves out is emptied. A limit may be set below
 * what is used: then nobody can use it any more, and nothing is taken from those who have. One where there was none counts the uses there are:
 * without it they were counted nowhere.
 * @throws STALE { version } · NOT_FOUND · RULE_DOES_NOT_FIT
 */
export const updatePromotion = async (needs: Promotions, change: Input<Ops['updatePromotion']>): Promise<Promotion> => {
  const { promotion_id, version, ...draft } = change
  refuseMisfit(draft)
  const changed = await changing(needs, (sql) => writeDraft(sql, { promotion_id, version, draft, now: needs.clock.now() }))
  const promotion = await readOne(needs, promotion_id)
  if (changed > 0) return promotion
  throw fail('STALE', 'Someone has changed this promotion in the meantime. Look at it again, then change it.', {
    version: promotion.version,
  })
}

type Written = { promotion_id: string; version: number; draft: Draft; now: Date }

const writeDraft = async (sql: Sql, { promotion_id, version, draft, now }: Written): Promise<number> => {
  const { rows } = await sql<Limits>`
    SELECT rule, limit_total, limit_per_customer, limit_per_code FROM promotions.promotions
    WHERE promotion_id = ${promotion_id} AND version = ${version} FOR NO KEY UPDATE`
  const { count } = await sql`
    UPDATE promotions.promotions SET version = version + 1, title = ${draft.title}, titles = ${json(draft.titles ?? {})}::jsonb,
      trigger = ${draft.trigger}, rule = ${json(draft.rule)}::jsonb, tax_basis = ${draft.tax_basis}, priority = ${draft.priority ?? 0},
      is_exclusive = ${draft.is_exclusive ?? false}, exclusion_group = ${draft.exclusion_group ?? null},
      starts_at = ${draft.starts_at ?? null}::timestamptz, ends_at = ${draft.ends_at ?? null}::timestamptz,
      limit_total = ${draft.limit_total ?? null}, limit_per_customer = ${draft.limit_per_customer ?? null},
      limit_per_code = ${draft.limit_per_code ?? null}, updated_at = ${now}
    WHERE promotion_id = ${promotion_id} AND version = ${version}`
  if (rows[0] && isLimitedAnew(rows[0], draft)) await recountUses(sql, promotion_id)
  return count
}

type Limits = Pick<Draft, 'rule' | 'limit_total' | 'limit_per_customer' | 'limit_per_code'>

const isLimitedAnew = (before: Limits, after: Limits): boolean => {
  const had = limitsOf(before)
  return limitsOf(after).some((limit, i) => limit !== null && had[i] === null)
}

/** In all, by customer, by code. */
const limitsOf = ({ rule, limit_total, limit_per_customer, limit_per_code }: Limits): (number | null)[] => [
  limit_total ?? null,
  isForFirstOrder(rule) ? 1 : (limit_per_customer ?? null),
  limit_per_code ?? null,
]

/**
 * Lets a promotion rest, or go on. Orders that are being placed keep what they have redeemed. Asked for what it is already, nothing changes.
 * @throws NOT_FOUND
 */
export const pausePromotion = async (needs: Promotions, { promotion_id, is_paused }: Input<Ops['pausePromotion']>): Promise<Promotion> => {
  const now = needs.clock.now()
  await changing(needs, async (sql) => {
    const { count } = await sql`
      UPDATE promotions.promotions SET version = version + 1, updated_at = ${now}, paused_at = ${is_paused ? now : null}::timestamptz
      WHERE promotion_id = ${promotion_id} AND (paused_at IS NULL) = ${is_paused}`
    return count
  })
  return readOne(needs, promotion_id)
}

/**
 * A copy that is paused, so that it can be changed before anybody gets it. It has no codes, for a code belongs to one promotion.
 * @throws NOT_FOUND
 */
export const duplicatePromotion = async (
  needs: Promotions,
  { promotion_id, new_promotion_id }: Input<Ops['duplicatePromotion']>,
): Promise<Promotion> => {
  const now = needs.clock.now()
  await needs.db.sql`
    WITH made AS (
      INSERT INTO promotions.promotions (promotion_id, title, titles, trigger, rule, tax_basis, priority, is_exclusive, exclusion_group,
        starts_at, ends_at, limit_total, limit_per_customer, limit_per_code, paused_at, created_at, updated_at)
      SELECT ${new_promotion_id}::uuid, title, titles, trigger, rule, tax_basis, priority, is_exclusive, exclusion_group,
        starts_at, ends_at, limit_total, limit_per_customer, limit_per_code, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
      FROM promotions.promotions WHERE promotion_id = ${promotion_id}
      ON CONFLICT (promotion_id) DO NOTHING RETURNING promotion_id
    )
    INSERT INTO promotions.counters (promotion_id, subject) SELECT promotion_id, 'all' FROM made`
  return readOne(needs, new_promotion_id)
}

/** After the commit, every process reads its promotions anew. */
const changing = ({ db }: Promotions, work: (sql: Sql) => Promise<number>): Promise<number> =>
  db.transaction(async (sql) => {
    const changed = await work(sql)
    if (changed > 0) await db.changed(sql, 'promotions')
    return changed
  })
