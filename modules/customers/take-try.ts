import { createHash } from 'node:crypto'
import { fail } from '#platform/errors.ts'
import type { Customers } from './needs.ts'

/** `allowed` tries of a subject in `minutes`, counted over all processes. */
export type Tries = { subject: string; allowed: number; minutes: number }

/** Typed e-mails are kept hashed: people paste other things into that field. */
const accountOf = (email: string): string => createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')

/**
 * What a sign-in is counted under. The narrow limit is per account *and* address, so that a stranger who guesses
 * cannot lock the owner out; the wide ones stop guessing from many addresses and one address guessing many accounts.
 */
export const triesOfSignIn = (email: string, address: string | undefined): Tries[] => {
  const account = accountOf(email)
  return [
    { subject: `account ${account} from ${address ?? 'nowhere'}`, allowed: 10, minutes: 15 },
    { subject: `account ${account}`, allowed: 50, minutes: 60 },
    ...(address ? [{ subject: `sign-in from ${address}`, allowed: 100, minutes: 15 }] : []),
  ]
}

export const triesOfRegistration = (address: string | undefined): Tries[] =>
  address ? [{ subject: `registration from ${address}`, allowed: 300, minutes: 60 }] : []

/**
 * Takes one try of each subject before the work is done, so that tries at the same moment count each other.
 * A subject that is used up refuses all, and then nothing is taken.
 * @throws TOO_MANY_TRIES with `retry_after` in seconds
 */
export const takeTry = async ({ db, clock }: Customers, tries: Tries[]): Promise<void> => {
  if (tries.length === 0) return
  const now = clock.now()
  const ends = tries.map(({ minutes }) => new Date(now.getTime() + minutes * 60_000))
  const { rows } = await db.sql<{ ends_at: string | null }>`
    WITH asked AS (
      SELECT subject, allowed, ends_at
      FROM unnest(${tries.map(({ subject }) => subject)}::text[], ${tries.map(({ allowed }) => allowed)}::int[], ${ends}::timestamptz[])
        AS asked (subject, allowed, ends_at)
    ), used_up AS (
      SELECT kept.ends_at FROM asked JOIN customers.tries AS kept USING (subject)
      WHERE kept.ends_at > ${now} AND kept.used >= asked.allowed
    ), taken AS (
      INSERT INTO customers.tries AS kept (subject, used, ends_at)
      SELECT subject, 1, ends_at FROM asked WHERE NOT EXISTS (SELECT FROM used_up) ORDER BY subject
      ON CONFLICT (subject) DO UPDATE SET
        used = CASE WHEN kept.ends_at > ${now} THEN kept.used + 1 ELSE 1 END,
        ends_at = CASE WHEN kept.ends_at > ${now} THEN kept.ends_at ELSE EXCLUDED.ends_at END
      RETURNING subject, used, ends_at
    )
    SELECT max(refused.ends_at) AS ends_at FROM (
      SELECT ends_at FROM used_up
      UNION ALL
      SELECT taken.ends_at FROM taken JOIN asked USING (subject) WHERE taken.used > asked.allowed
    ) AS refused`
  const until = rows[0]?.ends_at
  if (!until) return
  const retry_after = Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000))
  throw fail('TOO_MANY_TRIES', `Too many tries. The next one is possible in ${retry_after} seconds.`, { retry_after })
}

/** Gives a try back: it was the right password. */
export const giveTryBack = async ({ db }: Customers, tries: Tries[]): Promise<void> => {
  await db.sql`
    UPDATE customers.tries AS kept SET used = kept.used - 1
    FROM (
      SELECT subject FROM customers.tries WHERE subject = ANY(${tries.map(({ subject }) => subject)}::text[]) ORDER BY subject FOR UPDATE
    ) AS mine
    WHERE kept.subject = mine.subject AND kept.used > 0`
}
