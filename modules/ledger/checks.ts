import type { Check } from '#platform/module.ts'
import { payoutsAreBooked } from './check-payouts.ts'
import { listDifferences } from './list-differences.ts'
import type { Ledger } from './needs.ts'
import { verifyChain } from './verify-chain.ts'

/** What must hold of the books at any time; the letters are those of the list of invariants. */
export const checks: Record<string, Check<Ledger>> = {
  M7: {
    title: 'every transaction sums to zero, and no entry was changed, taken out or put in since it was booked',
    find: async (needs) => [...(await findLopsided(needs)), ...(await findBroken(needs))],
  },
  'O1 payouts': payoutsAreBooked,
  O3: {
    title: 'what payments and documents told is what the orders say of themselves',
    find: async (needs) => {
      const found: { id: string; text: string }[] = []
      for (let after: string | undefined; ; ) {
        const { differences, next } = await listDifferences(needs, after ? { after } : {})
        for (const { order_id, text, ledger, order, currency } of differences)
          found.push({ id: order_id, text: `${text} Books: ${ledger}, order: ${order} (minor units, ${currency}).` })
        if (!next) return found
        after = next
      }
    },
  },
}

const findLopsided = async ({ db }: Ledger) => {
  const { rows } = await db.sql<{ transaction_id: string; currency: string; rest: string }>`
    SELECT transaction_id, currency, sum(amount) AS rest FROM ledger.entries GROUP BY transaction_id, currency HAVING sum(amount) <> 0 LIMIT 100`
  return rows.map(({ transaction_id, currency, rest }) => ({
    id: transaction_id,
    text: `Its entries leave ${rest} ${currency} (minor units).`,
  }))
}

const findBroken = async (needs: Ledger) => {
  for (let after = 0; ; ) {
    const { first_wrong, next } = await verifyChain(needs, { after })
    if (first_wrong) return [{ id: String(first_wrong.height), text: first_wrong.text }]
    if (next === null) return []
    after = next
  }
}
