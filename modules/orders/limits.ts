import { createHash } from 'node:crypto'
import type { Call } from '#platform/contract.ts'
import { fail, isFailure } from '#platform/errors.ts'
import type { Orders } from './needs.ts'

/**
 * Against card testing, where stolen cards are tried by the hundred on a shop's checkout: how often one may try to buy before a provider is
 * asked. A person needs a handful of tries. Declines are counted per card and address by payments, which sees the answers.
 */
const LIMITS = {
  /** an office or a school shares one address */
  address: { allowed: 100, minutes: 60 },
  /** someone who buys for others, one order each; a guest types any e-mail, so what one address does with it is not held against another */
  email_from: { allowed: 20, minutes: 60 },
  /** so often from all addresses together: nobody spends this with fewer than five */
  email: { allowed: 100, minutes: 60 },
  /** a customer who is signed in, whatever others do with their e-mail */
  user: { allowed: 20, minutes: 60 },
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

/** Who buys, of what is counted. */
const BUYER = new Set(['email_from', 'email', 'user'])

export type Tries = { subjects: string[]; allowed: number[]; ends: Date[]; now: Date /** of the subjects, who buys */; of_buyer: string[] }
type Subjects = Partial<Record<keyof typeof LIMITS, string | undefined>>

/** What someone types is kept hashed: it is counted, not read. */
const hashed = (text: string): string => createHash('sha256').update(text.trim().toLowerCase()).digest('base64url')

/** What a purchase is counted under. Staff buy for others, as guests do. */
export const buyerOf = ({ actor, address }: Call, email: string): Subjects => {
  if (actor.kind === 'user' && actor.role === 'customer') return { address, user: actor.user_id }
  const who = hashed(email)
  return { address, email: who, ...(address && { email_from: `${who} ${address}` }) }
}

/** The tries that a purchase takes; none where limits are off, which only a test can have. */
export const triesOf = ({ clock, has_limits = true }: Orders, subjects: Subjects): Tries => {
  const now = clock.now()
  const given: Record<string, string | undefined> = has_limits ? subjects : {}
  const counted = Object.entries(LIMITS).flatMap(([kind, limit]) => {
    const text = given[kind]
    return text ? [{ kind, text, ...limit }] : []
  })
  return {
    subjects: counted.map(({ kind, text }) => `${kind} ${text}`),
    allowed: counted.map(({ allowed }) => allowed),
    ends: counted.map(({ minutes }) => new Date(now.getTime() + minutes * 60_000)),
    now,
    of_buyer: counted.flatMap(({ kind, text }) => (BUYER.has(kind) ? [`${kind} ${text}`] : [])),
  }
}

/**
 * What is refused for itself, before stock is held or a provider asked, is no try of the buyer: theirs is given back. The address and the cart
 * keep it, since codes are guessed by refusals.
 */
export const givingTriesBack = async <T>(needs: Orders, { of_buyer }: Tries, prepare: () => Promise<T>): Promise<T> => {
  try {
    return await prepare()
  } catch (error) {
    if (isFailure(error) && of_buyer.length > 0)
      await needs.db.sql`
        UPDATE orders.tries AS kept SET used = kept.used - 1
        FROM (SELECT subject FROM orders.tries WHERE subject = ANY(${of_buyer}::text[]) ORDER BY subject FOR UPDATE) AS locked
        WHERE kept.subject = locked.subject AND kept.used > 0`
    throw error
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
