import { createHash } from 'node:crypto'
import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Orders } from './needs.ts'

/**
 * Against card testing, where stolen cards are tried by the hundred on a shop's checkout: how often one may try to buy before a provider is
 * asked. A person needs a handful of tries. Declines are counted per card and address by payments, which sees the answers.
 */
const LIMITS = {
  /** an office or a school shares one address */
  address: { allowed: 100, minutes: 60 },
  /** someone who buys for others, one order each */
  email: { allowed: 20, minutes: 60 },
  /** one cart is one order; what is more are refusals, such as stock that is gone */
  cart: { allowed: 20, minutes: 60 },
  /** a wrong card, the right one, and a few that ask for a second factor */
  order: { allowed: 10, minutes: 60 },
  /** codes of promotions and gift cards, before anything is bought: a page asks again at each step */
  codes: { allowed: 300, minutes: 60 },
  /** guests who ask for the link to their order, from one address */
  lookup: { allowed: 20, minutes: 60 },
  /** of one order number, whether there is such an order or not; each may be a mail to somebody */
  link: { allowed: 5, minutes: 60 },
}

export type Tries = { subjects: string[]; allowed: number[]; ends: Date[]; now: Date }
type Subjects = Partial<Record<keyof typeof LIMITS, string | undefined>>

/** What someone types is kept hashed: it is counted, not read. */
const hashed = (text: string): string => createHash('sha256').update(text.trim().toLowerCase()).digest('base64url')

/** The tries that a purchase takes; none where limits are off, which only a test can have. */
export const triesOf = ({ clock, has_limits = true }: Orders, subjects: Subjects): Tries => {
  const now = clock.now()
  const given: Record<string, string | undefined> = has_limits ? subjects : {}
  const counted = Object.entries(LIMITS).flatMap(([kind, limit]) => {
    const text = given[kind]
    return text ? [{ kind, text, ...limit }] : []
  })
  return {
    subjects: counted.map(({ kind, text }) => `${kind} ${kind === 'email' ? hashed(text) : text}`),
    allowed: counted.map(({ allowed }) => allowed),
    ends: counted.map(({ minutes }) => new Date(now.getTime() + minutes * 60_000)),
    now,
  }
}

/** @throws TOO_MANY_TRIES { retry_after } in seconds */
export const refuseUntil = (until: string | null, now: Date): void => {
  if (!until) return
  const retry_after = Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000))
  throw fail('TOO_MANY_TRIES', `Too many tries. The next one is possible in ${retry_after} seconds.`, { retry_after })
}

/**
 * A look at codes counts before they are looked at, so that guessing is slow.
 * @throws TOO_MANY_TRIES
 */
export const takeTryOfCodes = async (needs: Orders, { address }: Call): Promise<void> => {
  const { subjects, allowed, ends, now } = triesOf(needs, { codes: address })
  if (subjects.length === 0) return
  const { rows } = await needs.db.sql<{ until: string | null }>`
    SELECT orders.take_tries(${subjects}::text[], ${allowed}::int[], ${ends}::timestamptz[], ${now}::timestamptz) AS until`
  refuseUntil(rows[0]?.until ?? null, now)
}

/** Tries that no longer count are dropped. */
export const forgetTries = async ({ db, clock }: Orders): Promise<void> => {
  await db.sql`DELETE FROM orders.tries WHERE ends_at <= ${clock.now()}`
}
