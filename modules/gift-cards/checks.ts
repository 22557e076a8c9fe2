import type { Check } from '#platform/module.ts'
import { audit } from './audit.ts'
import type { GiftCards } from './needs.ts'

/** Which rules gift cards and store credit keep. */
export const checks: Record<string, Check<GiftCards>> = {
  M8: {
    title: 'a balance is never below zero, and is the sum of its entries',
    find: async (needs) => {
      const { rows } = await needs.db.sql<{ instrument_id: string; balance: number }>`
        SELECT instrument_id, balance FROM gift_cards.instruments WHERE balance < 0 LIMIT 100`
      const { wrong } = await audit(needs)
      return [
        ...rows.map(({ instrument_id, balance }) => ({ id: instrument_id, text: `Its balance is ${balance} (minor units).` })),
        ...wrong.map(({ instrument_id, balance, entries }) => ({
          id: instrument_id,
          text: `Its balance is ${balance}; its entries come to ${entries}, or its spendings say something else (minor units).`,
        })),
      ]
    },
  },
}
