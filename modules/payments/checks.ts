import type { Check, Finding } from '#platform/module.ts'
import { capturePayment } from './capture-payment.ts'
import { lookUpPayment } from './look-up-payment.ts'
import type { Payments } from './needs.ts'
import { readBooks } from './read-books.ts'

/** The reconciler asks after 20 s and every 15 s; what has no answer after five minutes stays for a person to see. */
const SETTLED_WITHIN_SECONDS = 300
const MOST = 100

const chargedOnce = async ({ db }: Payments): Promise<Finding[]> => {
  const { rows } = await db.sql<{ order_id: string; tender: string; charges: number }>`
    SELECT order_id, tender, count(*) AS charges FROM payments.payments
    WHERE state IN ('authorised', 'captured') AND NOT is_surplus GROUP BY order_id, tender HAVING count(*) > 1 LIMIT ${MOST}`
  return rows.map(({ order_id, tender, charges }) => ({
    id: order_id,
    text: `Order ${order_id} is charged ${charges} times as ${tender}.`,
  }))
}

const ownAmount = async ({ db }: Payments): Promise<Finding[]> => {
  const { rows } = await db.sql<{ payment_id: string; amount: number; currency: string }>`
    SELECT payment_id, amount, currency FROM payments.payments WHERE mismatch IS NOT NULL ORDER BY created_at LIMIT ${MOST}`
  return rows.map(({ payment_id, amount, currency }) => ({
    id: payment_id,
    text: `The provider speaks of other money than the ${amount} ${currency} (minor units) of payment ${payment_id}.`,
  }))
}

const refundsAddUp = async ({ db }: Payments): Promise<Finding[]> => {
  const { rows } = await db.sql<{ payment_id: string }>`
    SELECT p.payment_id FROM payments.payments p
    LEFT JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE r.state = 'done'), 0) AS done, coalesce(sum(amount) FILTER (WHERE r.state IN ('started', 'pending')), 0) AS under_way
      FROM payments.refunds r WHERE r.payment_id = p.payment_id) given ON true
    WHERE p.state IN ('captured', 'refunded')
      AND (p.refunded_amount <> given.done OR p.refunding_amount <> given.under_way OR p.refunded_amount + p.refunding_amount > p.captured_amount)
    ORDER BY p.payment_id LIMIT ${MOST}`
  return rows.map(({ payment_id }) => ({
    id: payment_id,
    text: `The refunds of payment ${payment_id} do not come to what it says was given back.`,
  }))
}

const creditsAddUp = async ({ db }: Payments): Promise<Finding[]> => {
  const { rows } = await db.sql<{ payment_id: string; credited_amount: number; kept: number }>`
    SELECT p.payment_id, p.credited_amount, coalesce(sum(part::bigint), 0)::bigint AS kept
    FROM payments.payments p LEFT JOIN (payments.credits c CROSS JOIN LATERAL jsonb_each_text(c.parts) AS e (kept_of, part))
      ON kept_of::uuid = p.payment_id AND released_at IS NULL
    WHERE p.credited_amount > 0 OR kept_of IS NOT NULL
    GROUP BY p.payment_id HAVING p.credited_amount <> coalesce(sum(part::bigint), 0) OR p.refunded_amount + p.refunding_amount + p.credited_amount > p.captured_amount
    ORDER BY p.payment_id LIMIT ${MOST}`
  return rows.map(({ payment_id, credited_amount, kept }) => ({
    id: payment_id,
    text: `Of payment ${payment_id} ${credited_amount} stay for store credit: that is not what its credits say (${kept}), or it was given back as well.`,
  }))
}

const disputesAddUp = async ({ db }: Payments): Promise<Finding[]> => {
  const { rows } = await db.sql<{ payment_id: string; held_amount: number; disputed_amount: number; held: number }>`
    SELECT p.payment_id, p.held_amount, p.disputed_amount, coalesce(d.held, 0)::bigint AS held
    FROM payments.payments p LEFT JOIN (
      SELECT payment_id, sum(held_amount) AS held FROM payments.disputes WHERE state IN ('open', 'lost') GROUP BY payment_id) d USING (payment_id)
    WHERE (p.held_amount > 0 OR p.disputed_amount > 0 OR d.held > 0)
      AND (p.held_amount <> coalesce(d.held, 0) OR p.disputed_amount <> least(p.held_amount, p.captured_amount - p.refunded_amount - p.refunding_amount))
    ORDER BY p.payment_id LIMIT ${MOST}`
  return rows.map(({ payment_id, held_amount, disputed_amount, held }) => ({
    id: payment_id,
    text: `Payment ${payment_id} says that banks hold ${held_amount} and keeps ${disputed_amount} from being given back; its disputes come to ${held} (minor units).`,
  }))
}

const answered = async ({ db, clock }: Payments): Promise<Finding[]> => {
  const { rows } = await db.sql<{ payment_id: string; state: string }>`
    SELECT payment_id, state FROM payments.payments
    WHERE state IN ('started', 'unknown') AND created_at < ${clock.now()}::timestamptz - make_interval(secs => ${SETTLED_WITHIN_SECONDS})
    ORDER BY created_at LIMIT ${MOST}`
  return rows.map(({ payment_id, state }) => ({ id: payment_id, text: `Payment ${payment_id} is ${state}: its provider does not answer.` }))
}

const surplusReturned = async ({ db, clock }: Payments): Promise<Finding[]> => {
  const { rows } = await db.sql<{ payment_id: string }>`
    SELECT payment_id FROM payments.payments
    WHERE is_surplus AND state IN ('authorised', 'captured') AND settled_at < ${clock.now()}::timestamptz - make_interval(secs => ${SETTLED_WITHIN_SECONDS})
    ORDER BY created_at LIMIT ${MOST}`
  return rows.map(({ payment_id }) => ({
    id: payment_id,
    text: `Payment ${payment_id} came beside another one and has not gone back yet.`,
  }))
}

const capturesDone = async ({ db, clock }: Payments): Promise<Finding[]> => {
  const { rows } = await db.sql<{ payment_id: string; capture_amount: number; currency: string }>`
    SELECT payment_id, coalesce(capture_amount, amount) AS capture_amount, currency FROM payments.payments p
    WHERE state = 'authorised' AND capture_amount IS NOT NULL AND void_asked_at IS NULL
      AND coalesce((SELECT min(m.at) FROM payments.messages m WHERE m.payment_id = p.payment_id AND m.what = 'capture'), created_at)
        < ${clock.now()}::timestamptz - make_interval(secs => ${SETTLED_WITHIN_SECONDS})
    ORDER BY created_at LIMIT ${MOST}`
  return rows.map(({ payment_id, capture_amount, currency }) => ({
    id: payment_id,
    text: `The provider does not take the ${capture_amount} ${currency} (minor units) that are reserved as payment ${payment_id}.`,
  }))
}

/** Being settled just now, or told by a rule of its own (M2). */
const OPEN = ['started', 'unknown', 'pending', 'mismatch']

/** The newest hundred attempts of each provider. */
const booksAgree = async (needs: Payments): Promise<Finding[]> => {
  const found: Finding[] = []
  for (const { name } of needs.providers) {
    const { rows } = await readBooks(needs, { provider: name, limit: MOST })
    const differing = rows.filter((row) => !row.is_equal && !OPEN.includes(row.state))
    found.push(
      ...differing.map(({ payment_id, captured_amount, refunded_amount, theirs }) => ({
        id: payment_id,
        text: `Payment ${payment_id}: we have ${captured_amount} taken and ${refunded_amount} given back, ${name} has ${theirs ? `${theirs.captured_amount} and ${theirs.refunded_amount}` : 'nothing'} (minor units).`,
      })),
    )
  }
  return found
}

const lookUp = {
  title: 'ask the provider now',
  run: async (needs: Payments, payment_id: string) => void (await lookUpPayment(needs, { payment_id })),
}

/** Which rules the books of this module keep. */
export const checks: Record<string, Check<Payments>> = {
  M1: { title: 'an order is charged at most once for each of its tenders', find: chargedOnce },
  M2: { title: 'what providers took is the amount and currency of the order', find: ownAmount },
  M4: { title: 'what is given back never exceeds what was captured, and is the sum of its refunds', find: refundsAddUp },
  'M4 credit': { title: 'what is given as store credit is not given back as money as well', find: creditsAddUp },
  'M4 disputes': { title: 'what banks hold or took back is what the disputes say, and is not given back as well', find: disputesAddUp },
  O1: { title: 'no payment is left without an answer', find: answered, repair: lookUp },
  'O1 captures': {
    title: 'a capture that was begun is done within five minutes',
    find: capturesDone,
    repair: {
      title: 'take it now',
      run: async (needs, payment_id) => {
        const { rows } = await needs.db.sql<{ amount: number; currency: string }>`
          SELECT coalesce(capture_amount, amount) AS amount, currency FROM payments.payments
          WHERE payment_id = ${payment_id} AND state = 'authorised' AND capture_amount IS NOT NULL`
        for (const amount of rows) await capturePayment(needs, { payment_id, amount })
      },
    },
  },
  'M1 surplus': { title: 'money that came twice goes back', find: surplusReturned },
  'O1 books': { title: 'our payments are those in the providers’ books, in both directions', find: booksAgree, repair: lookUp },
}
