import { HOLD_MINUTES } from '#modules/inventory/contract.ts'
import { isViolation } from '#platform/db.ts'
import { fail, failCommon } from '#platform/errors.ts'
import type { Redeem, Redeemed } from './contract.ts'
import { exchange } from './exchange.ts'
import type { Promotions } from './needs.ts'
import { codeOf, hashOf } from './read-live.ts'

/** As long as stock is held for an order that is being placed. */
export const endOfHold = ({ clock }: Promotions): Date => new Date(clock.now().getTime() + HOLD_MINUTES * 60_000)

type Earlier = { state: string; is_same_customer: boolean; discounts: string[] }
/** `is_new`: counted by this call. `used_up`: the promotion whose limit is reached, so that nothing was counted. */
type Counted = { is_new: boolean; earlier: Earlier | null; used_up: { promotion_id: string; subject: string } | null; known: number }
/** `is_current`: no limit was set while this waited. */
type Tried = Counted & { is_current: boolean }

/**
 * Counts the discounts of an order against their limits: all or none. The same order again is the first answer, also when both ask at once;
 * one whose time ran out is counted anew, and one that was changed before it was placed, such as a draft, exchanges what it had. The uses are
 * given back after 30 minutes, unless the order is there (`follow-orders.ts`).
 * @throws PROMOTION_USED_UP { promotion_id, limit } · REDEMPTION_ENDED when they were given back · REDEMPTION_DIFFERS when this order is there
 * with other discounts · UNKNOWN_PROMOTION
 */
export const redeem = async (needs: Promotions, asked: Redeem): Promise<Redeemed> => {
  const { order_id } = asked
  const ids = new Set(asked.discounts.map(({ promotion_id }) => promotion_id))
  if (ids.size < asked.discounts.length) throw failCommon('INVALID_INPUT', 'discounts: a promotion is named twice.', { field: 'discounts' })
  for (let tries = 1; ; tries++) {
    const { is_new, earlier, used_up, known } = await count(needs, asked)
    if (is_new || (earlier && isSameAgain(asked, earlier))) return { order_id }
    if (!earlier) throw refusalOf(asked, { used_up, known })
    const { is_held, ...exchanged } = await exchange(needs, asked, endOfHold(needs), false)
    if (is_held && !exchanged.used_up && exchanged.known === ids.size) return { order_id }
    if (is_held) throw refusalOf(asked, exchanged)
    if (tries > 3) throw new Error('a redemption was neither held nor ended') // it ended a moment ago: look again
  }
}

const refusalOf = ({ order_id, discounts }: Redeem, { used_up, known }: Pick<Counted, 'used_up' | 'known'>) => {
  if (known < discounts.length) return fail('UNKNOWN_PROMOTION', 'A discount is of a promotion that does not exist.', { order_id })
  if (!used_up) return new Error('a redemption was neither counted nor refused')
  return fail('PROMOTION_USED_UP', 'An offer of this order has been used as often as it may meanwhile. Look at the total again.', {
    promotion_id: used_up.promotion_id,
    limit: used_up.subject.split(' ')[0],
  })
}

/**
 * Three refusals come from the moment and not from the limits: a twin has redeemed the order meanwhile, which the next snapshot shows; the
 * first uses of a customer or code met on a counter that was in nobody's snapshot, and the constraint refused what the condition could
 * not see; or a limit was set, and all that was read is from before. In each case the next try sees what is there.
 */
export const count = async (needs: Promotions, asked: Redeem): Promise<Counted> => {
  for (let tries = 1; ; tries++) {
    try {
      const { is_current, ...counted } = await tryToCount(needs, asked)
      if (!is_current) continue
      if (counted.is_new || counted.earlier || counted.known < asked.discounts.length || tries > 3) return counted
      if (counted.used_up && !(await isThere(needs, asked.order_id))) return counted
    } catch (error) {
      if (!isViolation(error, 'a_promotion_is_used_no_more_than_it_may') || tries > 3) throw error
    }
  }
}

const isThere = async ({ db }: Promotions, order_id: string): Promise<boolean> => {
  const { count } = await db.sql<{ order_id: string }>`
    SELECT order_id FROM promotions.redemptions WHERE order_id = ${order_id} AND state <> 'expired'`
  return count > 0
}

/** Is this what the order has redeemed? One that is there keeps what it has. */
const isSameAgain = ({ order_id, discounts }: Redeem, { state, is_same_customer, discounts: had }: Earlier): boolean => {
  if (state === 'released') throw fail('REDEMPTION_ENDED', 'The uses of this order were given back. Place a new order.', { order_id })
  const asked = discounts.map(({ promotion_id, code }) => `${promotion_id} ${code === null ? '' : codeOf(code)}`)
  const is_same = asked.sort().join() === had.join()
  if (state === 'held') return is_same && is_same_customer
  if (is_same) return true
  throw fail('REDEMPTION_DIFFERS', 'This order is placed already, with other discounts.', { order_id })
}

/**
 * Locks: the counter `all` of each promotion by id, then the others by id and subject. A subject belongs to one promotion, so two orders
 * that share one have met at `all` before, and never wait for each other in a circle.
 */
const tryToCount = async (needs: Promotions, asked: Redeem): Promise<Tried> => {
  const { db, clock } = needs
  const now = clock.now()
  const expires_at = endOfHold(needs)
  const { order_id, discounts } = asked
  const { rows } = await db.sql<Tried>`
    WITH wanted AS (
      SELECT promotion_id, code, amount, currency FROM unnest(${discounts.map((one) => one.promotion_id)}::uuid[],
        ${discounts.map(({ code }) => (code === null ? null : codeOf(code)))}::text[], ${discounts.map((one) => one.amount)}::bigint[],
        ${discounts.map((one) => one.currency)}::text[]) AS discount (promotion_id, code, amount, currency)
    ), earlier AS (
      SELECT state, customer_id IS NOT DISTINCT FROM ${asked.customer_id ?? null}::uuid AND email_hash = ${hashOf(asked.email)}::text AS is_same_customer,
        ARRAY(SELECT promotion_id || ' ' || coalesce(code, '') FROM promotions.redeemed_discounts d
        WHERE d.order_id = r.order_id AND cardinality(subjects) > 0 ORDER BY 1) AS discounts
      FROM promotions.redemptions r WHERE order_id = ${order_id} AND state <> 'expired'
    ), recounts AS MATERIALIZED (
      SELECT promotion_id, recounted FROM promotions.counters JOIN wanted USING (promotion_id) WHERE subject = 'all'
    ), turn AS (
      SELECT promotion_id, counters.recounted = recounts.recounted AS is_current FROM promotions.counters JOIN recounts USING (promotion_id)
      WHERE subject = 'all' AND NOT EXISTS (SELECT FROM earlier) ORDER BY promotion_id FOR NO KEY UPDATE OF counters
    ), asked AS (
      SELECT promotion_id, limits.subject, limits.allowed FROM turn JOIN wanted USING (promotion_id) JOIN promotions.promotions p USING (promotion_id),
        LATERAL promotions.limits_of(p, wanted.code, ${asked.customer_id ?? null}::uuid, ${hashOf(asked.email)}::text) AS limits
    ), locked AS (
      SELECT promotion_id, subject, used FROM asked JOIN promotions.counters USING (promotion_id, subject)
      ORDER BY subject <> 'all', promotion_id, subject FOR NO KEY UPDATE OF counters
    ), used_up AS (
      SELECT promotion_id, subject FROM asked LEFT JOIN locked USING (promotion_id, subject)
      WHERE coalesce(used, 0) >= allowed ORDER BY promotion_id, subject LIMIT 1
    ), redeemed AS (
      INSERT INTO promotions.redemptions AS r (order_id, state, customer_id, email_hash, expires_at, created_at, changed_at)
      SELECT ${order_id}::uuid, 'held', ${asked.customer_id ?? null}::uuid, ${hashOf(asked.email)}::text, ${expires_at}::timestamptz,
        ${now}::timestamptz, ${now}::timestamptz
      WHERE NOT EXISTS (SELECT FROM earlier) AND NOT EXISTS (SELECT FROM used_up)
        AND (SELECT count(*) FROM turn WHERE is_current) = (SELECT count(*) FROM wanted)
      ON CONFLICT (order_id) DO UPDATE
      SET state = 'held', version = r.version + 1, customer_id = EXCLUDED.customer_id, email_hash = EXCLUDED.email_hash,
          expires_at = EXCLUDED.expires_at, changed_at = EXCLUDED.changed_at
        WHERE r.state = 'expired'
      RETURNING order_id
    ), written AS (
      INSERT INTO promotions.redeemed_discounts AS d (order_id, promotion_id, code, amount, currency, subjects)
      SELECT order_id, promotion_id, code, amount, currency, ARRAY(SELECT subject FROM asked WHERE asked.promotion_id = wanted.promotion_id)
      FROM wanted, redeemed
      ON CONFLICT (order_id, promotion_id) DO UPDATE
      SET code = EXCLUDED.code, amount = EXCLUDED.amount, currency = EXCLUDED.currency, subjects = EXCLUDED.subjects
    ), counted AS (
      INSERT INTO promotions.counters AS k (promotion_id, subject, used, allowed)
      SELECT promotion_id, subject, 1, allowed FROM asked, redeemed ORDER BY subject <> 'all', promotion_id, subject
      ON CONFLICT (promotion_id, subject) DO UPDATE SET used = k.used + 1, allowed = EXCLUDED.allowed
    )
    SELECT EXISTS (SELECT FROM redeemed) AS is_new, (SELECT to_jsonb(earlier) FROM earlier) AS earlier,
      (SELECT to_jsonb(used_up) FROM used_up) AS used_up, NOT EXISTS (SELECT FROM turn WHERE NOT is_current) AS is_current,
      (SELECT count(*) FROM promotions.promotions JOIN wanted USING (promotion_id)) AS known`
  return rows[0] ?? { is_new: false, earlier: null, used_up: null, is_current: true, known: 0 }
}
