import { fail } from '#platform/errors.ts'
import type { Returning } from './needs.ts'

/**
 * A withdrawal is said by whoever holds a link, needs no approval and is acknowledged by mail, also to an address that they type. People do it
 * once for an order, seldom in parts; a house or an office shares one address.
 */
const LIMITS = { order: { allowed: 10, minutes: 1_440 }, address: { allowed: 20, minutes: 60 } }

/**
 * Counts a withdrawal from this order and from this network address before it is written, so that tries at the same moment count each other.
 * Calls of the shop itself have no address.
 * @throws TOO_MANY_TRIES { retry_after } in seconds
 */
export const takeTry = async ({ db, clock }: Returning, who: { order: string; address: string | undefined }): Promise<void> => {
  const now = clock.now()
  const counted = (['order', 'address'] as const).flatMap((kind) =>
    who[kind] ? [{ subject: `${kind} ${who[kind]}`, ...LIMITS[kind] }] : [],
  )
  const ends = counted.map(({ minutes }) => new Date(now.getTime() + minutes * 60_000))
  const { rows } = await db.sql<{ until: string | null }>`
    WITH asked AS (
      SELECT subject, most, fresh
      FROM unnest(${counted.map(({ subject }) => subject)}::text[], ${counted.map(({ allowed }) => allowed)}::int[], ${ends}::timestamptz[])
        AS one (subject, most, fresh)),
    taken AS (
      INSERT INTO returns.tries AS kept (subject, used, ends_at)
      SELECT subject, 1, fresh FROM asked ORDER BY subject
      ON CONFLICT (subject) DO UPDATE SET
        used = CASE WHEN kept.ends_at > ${now} THEN kept.used + 1 ELSE 1 END,
        ends_at = CASE WHEN kept.ends_at > ${now} THEN kept.ends_at ELSE excluded.ends_at END
      RETURNING subject, used, ends_at)
    SELECT max(ends_at) AS until FROM taken JOIN asked USING (subject) WHERE used > most`
  const until = rows[0]?.until
  if (!until) return
  const retry_after = Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000))
  throw fail('TOO_MANY_TRIES', `Too many withdrawals. The next one is possible in ${retry_after} seconds.`, { retry_after })
}

/** Tries that no longer count are dropped. */
export const forgetTries = async ({ db, clock }: Returning): Promise<void> => {
  await db.sql`DELETE FROM returns.tries WHERE ends_at <= ${clock.now()}`
}
