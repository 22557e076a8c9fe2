import type { payments } from '#modules/payments/contract.ts'
import type { Output } from '#platform/contract.ts'
import type { Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { Check } from '#platform/module.ts'
import { book } from './book.ts'
import type { Ledger } from './needs.ts'

type Payout = Output<typeof payments.ops.listPayoutSums>['payouts'][number]
type Booked = Pick<Payout, 'provider' | 'payout_ref' | 'currency' | 'gross' | 'fee' | 'net'>

/** An import is told by an event, which may be on its way for a while. */
const SETTLED_AFTER_MINUTES = 10

/** What the rows of payouts come to, and what the books have of them. */
export const payoutsAreBooked: Check<Ledger> = {
  title: 'what is booked of a payout is the sum of its imported rows',
  find: async (needs) => {
    const found: { id: string; text: string }[] = []
    type Answer = Output<typeof payments.ops.listPayoutSums>
    for (let next: Answer['next'] | undefined; next !== null; ) {
      const page: Answer = await needs.payments.listPayoutSums(next ? { after: next } : {})
      const booked = await bookedOf(needs.db.sql, page.payouts)
      for (const [i, payout] of page.payouts.entries()) {
        const sums = booked[i]
        if (!sums || !isSettled(needs, payout) || isEqual(payout, sums)) continue
        const { provider, payout_ref, currency, gross, fee, net } = payout
        found.push({
          id: `${provider} ${payout_ref} ${currency}`,
          text: `Its rows come to ${gross}, ${fee} and ${net} (gross, fee, net, minor units); booked are ${sums.gross}, ${sums.fee} and ${sums.net}.`,
        })
      }
      next = page.next
    }
    return found
  },
  repair: {
    title: 'book the difference',
    run: async (needs, id) => {
      const [, provider, payout_ref, currency] = /^(\S+) (.*) (\S+)$/s.exec(id) ?? []
      if (!provider || !payout_ref) return
      const { payouts } = await needs.payments.listPayoutSums({ only: { provider, payout_ref } })
      const payout = payouts.find((one) => one.currency === currency)
      if (payout && isSettled(needs, payout)) await correct(needs, payout)
    },
  },
}

const isSettled = ({ clock }: Ledger, { imported_at }: Payout): boolean =>
  new Date(imported_at).getTime() < clock.now().getTime() - SETTLED_AFTER_MINUTES * 60_000

const isEqual = (a: Booked, b: Booked): boolean => a.gross === b.gross && a.fee === b.fee && a.net === b.net

/** One statement for all of them; answers in their sequence. */
const bookedOf = async (sql: Sql, payouts: Payout[]): Promise<Booked[]> => {
  const { rows } = await sql<Booked>`
    SELECT asked.provider, asked.payout_ref, asked.currency, coalesce(-sum(e.amount) FILTER (WHERE e.account = 'provider_clearing'), 0)::bigint AS gross,
      coalesce(sum(e.amount) FILTER (WHERE e.account = 'fees'), 0)::bigint AS fee, coalesce(sum(e.amount) FILTER (WHERE e.account = 'bank'), 0)::bigint AS net
    FROM unnest(${payouts.map(({ provider }) => provider)}::text[], ${payouts.map(({ payout_ref }) => payout_ref)}::text[],
        ${payouts.map(({ currency }) => currency)}::text[]) WITH ORDINALITY AS asked (provider, payout_ref, currency, nth)
      LEFT JOIN ledger.transactions t ON t.reference = asked.payout_ref AND t.kind IN ('payout', 'payout_corrected')
      LEFT JOIN ledger.entries e ON e.transaction_id = t.transaction_id AND e.detail = asked.provider AND e.currency = asked.currency
    GROUP BY nth, asked.provider, asked.payout_ref, asked.currency ORDER BY nth`
  return rows
}

/** Books what the books have not, or have too much of. Whoever books holds the end of the chain, so of two who correct at once the second finds nothing to do. */
const correct = ({ db, clock }: Ledger, payout: Payout): Promise<void> =>
  db.transaction(async (sql) => {
    await sql`SELECT FROM ledger.head FOR NO KEY UPDATE`
    const [sums] = await bookedOf(sql, [payout])
    if (!sums) return
    const { provider, payout_ref, currency } = payout
    const event_id = newId(clock.now())
    const postings = [
      { account: 'bank' as const, detail: provider, amount: payout.net - sums.net },
      { account: 'fees' as const, detail: provider, amount: payout.fee - sums.fee },
      { account: 'provider_clearing' as const, detail: provider, amount: sums.gross - payout.gross },
    ].filter(({ amount }) => amount !== 0)
    const kind = 'payout_corrected'
    const occurred_at = clock.now().toISOString()
    await book(
      sql,
      [{ event_id, occurred_at, source: `${kind}:${event_id}`, kind, order_id: null, reference: payout_ref, currency, postings }],
      clock.now(),
    )
  })
