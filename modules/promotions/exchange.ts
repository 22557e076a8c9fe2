import { isViolation } from '#platform/db.ts'
import type { Redeem } from './contract.ts'
import type { Promotions } from './needs.ts'
import { codeOf, hashOf } from './read-live.ts'

/** `is_held`: there was something held to change. `used_up`: the promotion whose limit is reached. `known`: of the promotions asked for. */
export type Exchanged = { is_held: boolean; used_up: { promotion_id: string; subject: string } | null; known: number }
type Outcome = Exchanged & { is_current: boolean }

/**
 * Brings what an order that is being placed has redeemed to these discounts: what it has no more is given back and what is new is counted, in
 * one statement, all or nothing. `is_promised`: the order is there and was told these discounts, so that one whose limit is reached stays,
 * uncounted, and is noted as overdrawn. Called again it changes nothing. Two that meet are told apart by the version of the redemption.
 */
export const exchange = async (needs: Promotions, asked: Redeem, expires_at: Date, is_promised: boolean): Promise<Exchanged> => {
  for (let tries = 1; ; tries++) {
    try {
      const outcome = await tryToExchange(needs, asked, expires_at, is_promised)
      if (outcome.is_current) return outcome
      // The redemption changed while this statement waited for it, or a limit was set: what counts now is in the next snapshot.
    } catch (error) {
      // The first uses of a customer or code met on a counter that was in nobody's snapshot; the next try sees it.
      if (!isViolation(error, 'a_promotion_is_used_no_more_than_it_may') || tries > 3) throw error
    }
  }
}

/** Locks the redemption, then the counter `all` of each promotion by id, then the others, which are written from what was read under the lock. */
const tryToExchange = async ({ db, clock }: Promotions, asked: Redeem, expires_at: Date, is_promised: boolean): Promise<Outcome> => {
  const now = clock.now()
  const { order_id, discounts } = asked
  const { rows } = await db.sql<Outcome>`
    WITH seen AS MATERIALIZED (
      SELECT version FROM promotions.redemptions WHERE order_id = ${order_id}
    ), redemption AS (
      SELECT order_id, state, version FROM promotions.redemptions WHERE order_id = ${order_id} FOR NO KEY UPDATE
    ), current AS (
      SELECT order_id FROM redemption JOIN seen USING (version) WHERE state = 'held'
    ), wanted AS (
      SELECT promotion_id, code, amount, currency FROM unnest(${discounts.map((one) => one.promotion_id)}::uuid[],
        ${discounts.map(({ code }) => (code === null ? null : codeOf(code)))}::text[], ${discounts.map((one) => one.amount)}::bigint[],
        ${discounts.map((one) => one.currency)}::text[]) AS discount (promotion_id, code, amount, currency)
    ), had AS (
      SELECT promotion_id, subject, true AS is_had FROM current JOIN promotions.redeemed_discounts USING (order_id), unnest(subjects) AS subject
    ), recounts AS MATERIALIZED (
      SELECT promotion_id, recounted FROM promotions.counters
      WHERE subject = 'all' AND promotion_id IN (SELECT promotion_id FROM wanted UNION SELECT promotion_id FROM had)
    ), turn AS (
      SELECT promotion_id, counters.recounted = recounts.recounted AS is_current FROM promotions.counters JOIN recounts USING (promotion_id)
      WHERE subject = 'all' AND EXISTS (SELECT FROM current) ORDER BY promotion_id FOR NO KEY UPDATE OF counters
    ), asked AS (
      SELECT promotion_id, limits.subject, limits.allowed, true AS is_asked FROM turn JOIN wanted USING (promotion_id) JOIN promotions.promotions p USING (promotion_id),
        LATERAL promotions.limits_of(p, wanted.code, ${asked.customer_id ?? null}::uuid, ${hashOf(asked.email)}::text) AS limits
    ), change AS (
      SELECT promotion_id, subject, allowed, coalesce(is_asked, false) AS is_asked, coalesce(is_had, false) AS is_had FROM asked FULL JOIN had USING (promotion_id, subject)
    ), locked AS (
      SELECT promotion_id, subject, used FROM change JOIN promotions.counters USING (promotion_id, subject)
      ORDER BY subject <> 'all', promotion_id, subject FOR NO KEY UPDATE OF counters
    ), used_up AS (
      SELECT promotion_id, subject FROM change LEFT JOIN locked USING (promotion_id, subject)
      WHERE is_asked AND NOT is_had AND coalesce(used, 0) >= allowed ORDER BY promotion_id, subject
    ), moved AS (
      UPDATE promotions.redemptions r
      SET version = r.version + 1, expires_at = ${expires_at}::timestamptz, changed_at = ${now}::timestamptz, customer_id = ${asked.customer_id ?? null}::uuid,
          email_hash = ${hashOf(asked.email)}::text, is_overdrawn = is_overdrawn OR EXISTS (SELECT FROM used_up)
      FROM current WHERE r.order_id = current.order_id AND NOT EXISTS (SELECT FROM turn WHERE NOT is_current) AND (${is_promised}::boolean OR NOT EXISTS (SELECT FROM used_up))
        AND (SELECT count(*) FROM turn JOIN wanted USING (promotion_id)) = (SELECT count(*) FROM wanted) RETURNING r.order_id
    ), counts AS (
      SELECT order_id, promotion_id, subject, allowed, is_had, is_asked AND promotion_id NOT IN (SELECT promotion_id FROM used_up) AS is_counted FROM moved, change
    ), dropped AS (
      DELETE FROM promotions.redeemed_discounts d USING moved
      WHERE d.order_id = moved.order_id AND d.promotion_id NOT IN (SELECT promotion_id FROM wanted)
    ), written AS (
      INSERT INTO promotions.redeemed_discounts AS d (order_id, promotion_id, code, amount, currency, subjects)
      SELECT order_id, promotion_id, code, amount, currency, ARRAY(SELECT subject FROM counts WHERE counts.promotion_id = wanted.promotion_id AND is_counted)
      FROM wanted, moved
      ON CONFLICT (order_id, promotion_id) DO UPDATE
      SET code = EXCLUDED.code, amount = EXCLUDED.amount, currency = EXCLUDED.currency, subjects = EXCLUDED.subjects
    ), freed AS (
      UPDATE promotions.counters k SET used = locked.used - 1 FROM counts JOIN locked USING (promotion_id, subject)
      WHERE k.promotion_id = locked.promotion_id AND k.subject = locked.subject AND is_had AND NOT is_counted
    ), counted AS (
      INSERT INTO promotions.counters AS k (promotion_id, subject, used, allowed)
      SELECT promotion_id, subject, 1, allowed FROM counts WHERE is_counted AND NOT is_had ORDER BY subject <> 'all', promotion_id, subject
      ON CONFLICT (promotion_id, subject) DO UPDATE SET used = k.used + 1, allowed = EXCLUDED.allowed
    )
    SELECT EXISTS (SELECT FROM current) AS is_held, NOT EXISTS (SELECT FROM redemption)
        OR EXISTS (SELECT FROM redemption JOIN seen USING (version)) AND NOT EXISTS (SELECT FROM turn WHERE NOT is_current) AS is_current,
      (SELECT to_jsonb(used_up) FROM used_up LIMIT 1) AS used_up, (SELECT count(*) FROM promotions.promotions JOIN wanted USING (promotion_id))::int AS known`
  return rows[0] ?? { is_held: false, is_current: true, used_up: null, known: 0 }
}
