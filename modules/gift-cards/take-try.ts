import { fail } from '#platform/errors.ts'
import type { GiftCards } from './needs.ts'

/** Wrong codes an address may try in fifteen minutes. With 80 bits a code, even without a limit nobody finds one; this spares the machine. */
const ALLOWED = 20
const MINUTES = 15

const subjectOf = (address: string): string => `code from ${address}`

/**
 * Takes a try before the code is looked at, so that tries at the same moment count each other. Calls of the shop itself have no address.
 * @throws TOO_MANY_TRIES with `retry_after` in seconds
 */
const takeTry = async ({ db, clock }: GiftCards, address: string): Promise<void> => {
  const now = clock.now()
  const { rows } = await db.sql<{ used: number; ends_at: string }>`
    INSERT INTO gift_cards.tries AS kept (subject, used, ends_at)
    VALUES (${subjectOf(address)}, 1, ${new Date(now.getTime() + MINUTES * 60_000)})
    ON CONFLICT (subject) DO UPDATE SET
      used = CASE WHEN kept.ends_at > ${now} THEN kept.used + 1 ELSE 1 END,
      ends_at = CASE WHEN kept.ends_at > ${now} THEN kept.ends_at ELSE EXCLUDED.ends_at END
    RETURNING used, ends_at`
  const { used = 0, ends_at = '' } = rows[0] ?? {}
  if (used <= ALLOWED) return
  const retry_after = Math.max(1, Math.ceil((Date.parse(ends_at) - now.getTime()) / 1000))
  throw fail('TOO_MANY_TRIES', `Too many codes were tried. The next one is possible in ${retry_after} seconds.`, { retry_after })
}

const giveTryBack = async ({ db }: GiftCards, address: string): Promise<void> => {
  await db.sql`UPDATE gift_cards.tries SET used = used - 1 WHERE subject = ${subjectOf(address)} AND used > 0`
}

/** Counts wrong codes of an address: `work` returns undefined for one. The try of a right code is given back. */
export const countingTries = async <T>(
  needs: GiftCards,
  { code, address }: { code: string | undefined; address: string | undefined },
  work: () => Promise<T | undefined>,
): Promise<T> => {
  const counted = code === undefined ? undefined : address
  if (counted) await takeTry(needs, counted)
  const found = await work()
  if (found === undefined) throw unknownCard()
  if (counted) await giveTryBack(needs, counted)
  return found
}

const unknownCard = () =>
  fail('UNKNOWN_CARD', 'There is no card with this code in this currency that can be used. Look at the code again.', { field: 'code' })

export const forgetTries = async ({ db, clock }: GiftCards): Promise<void> => {
  await db.sql`DELETE FROM gift_cards.tries WHERE ends_at <= ${clock.now()}`
}
