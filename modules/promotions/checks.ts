import type { Check, Finding } from '#platform/module.ts'
import { audit } from './audit.ts'
import type { Promotions } from './needs.ts'
import { countAnew, givenIsSummed, sumAnew } from './recount.ts'

/** The sweep looks every 30 s; what it has not ended after five minutes it does not end. */
const EXPIRED_WITHIN_SECONDS = 300

const countedOnce = async (needs: Promotions): Promise<Finding[]> =>
  (await audit(needs)).wrong.map(({ promotion_id, subject, used, counted }) => ({
    id: `${promotion_id} ${subject}`,
    text: `Counted as used ${used} times; the orders come to ${counted}.`,
  }))

const withinLimits = async ({ db, clock }: Promotions): Promise<Finding[]> => {
  const { rows } = await db.sql<{ promotion_id: string; subject: string; used: number; allowed: number | null }>`
    SELECT promotion_id, subject, used, allowed FROM promotions.counters WHERE used > allowed OR used < 0 LIMIT 100`
  const { rows: late } = await db.sql<{ order_id: string }>`
    SELECT order_id FROM promotions.redemptions
    WHERE state = 'held' AND expires_at < ${clock.now()}::timestamptz - make_interval(secs => ${EXPIRED_WITHIN_SECONDS}) LIMIT 100`
  return [
    ...rows.map(({ promotion_id, subject, used, allowed }) => ({
      id: `${promotion_id} ${subject}`,
      text: `Used ${used} times, allowed are ${allowed}.`,
    })),
    ...late.map(({ order_id }) => ({ id: order_id, text: 'Its discount is still held and its time is long over.' })),
  ]
}

/** Which rules promotions keep. */
export const checks: Record<string, Check<Promotions>> = {
  M9: { title: 'no promotion is used more often than it may be', find: withinLimits },
  'M9 counters': {
    title: 'what is counted as used is the sum of the redemptions that stand',
    find: countedOnce,
    repair: { title: 'count the uses anew', run: countAnew },
  },
  'M9 given': {
    title: 'what a promotion has given is the sum of the discounts of orders that stand',
    find: givenIsSummed,
    repair: { title: 'sum it up anew', run: sumAnew },
  },
}
