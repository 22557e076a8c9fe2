/** Rules of the returns' books, for the audit. */
import type { Check } from '#platform/module.ts'
import { finishReturn } from './finish-return.ts'
import type { Returning } from './needs.ts'
import { finishRefund } from './refund-lines.ts'

export const checks: Record<string, Check<Returning>> = {
  S5: {
    title: 'units that are coming back are those of open and settled returns, each once',
    find: async ({ db }) => {
      const { rows } = await db.sql<{ order_id: string; line_id: string; taken: number; asked: number }>`
        SELECT r.order_id, r.line_id, r.taken, coalesce(sum(coalesce((line ->> 'accepted_quantity')::int, (line ->> 'quantity')::int)), 0)::int AS asked
        FROM returns.returnable r
        LEFT JOIN (returns.returns t CROSS JOIN jsonb_array_elements(t.lines) AS line)
          ON t.order_id = r.order_id AND line ->> 'line_id' = r.line_id::text AND t.state NOT IN ('refused', 'called_off')
        GROUP BY r.order_id, r.line_id, r.taken
        HAVING r.taken <> coalesce(sum(coalesce((line ->> 'accepted_quantity')::int, (line ->> 'quantity')::int)), 0) LIMIT 100`
      return rows.map(({ order_id, line_id, taken, asked }) => ({
        id: `${order_id} ${line_id}`,
        text: `${taken} units are counted as coming back, the returns name ${asked}.`,
      }))
    },
  },
  M4: {
    title: 'what was settled for a line is the sum of its settled returns',
    find: async ({ db }) => {
      const { rows } = await db.sql<{ order_id: string; line_id: string; settled_amount: number; told: number }>`
        SELECT r.order_id, r.line_id, r.settled_amount, coalesce(sum((line #>> '{amount,amount}')::bigint), 0)::bigint AS told
        FROM returns.returnable r
        LEFT JOIN (returns.returns t CROSS JOIN jsonb_array_elements(t.lines) AS line)
          ON t.order_id = r.order_id AND line ->> 'line_id' = r.line_id::text AND t.state IN ('settling', 'settled')
        GROUP BY r.order_id, r.line_id, r.settled_amount HAVING r.settled_amount <> coalesce(sum((line #>> '{amount,amount}')::bigint), 0) LIMIT 100`
      return rows.map(({ order_id, line_id, settled_amount, told }) => ({
        id: `${order_id} ${line_id}`,
        text: `${settled_amount} were settled, the returns say ${told}.`,
      }))
    },
  },
  'M4 refunds': {
    title: 'units that money was given for without a return are those of its refunds, and none is given money for twice',
    find: async ({ db }) => {
      const { rows } = await db.sql<{
        order_id: string
        line_id: string
        refunded_quantity: number
        refunded_amount: number
        units: number
        told: number
      }>`
        SELECT r.order_id, r.line_id, r.refunded_quantity, r.refunded_amount, coalesce(sum((line ->> 'quantity')::int), 0)::int AS units,
          coalesce(sum((line ->> 'amount')::bigint), 0)::bigint AS told
        FROM returns.returnable r
        LEFT JOIN (returns.refunds f CROSS JOIN jsonb_array_elements(f.lines) AS line)
          ON f.order_id = r.order_id AND line ->> 'line_id' = r.line_id::text AND f.state <> 'failed'
        GROUP BY r.order_id, r.line_id, r.refunded_quantity, r.refunded_amount, r.settled_quantity, r.quantity
        HAVING r.refunded_quantity <> coalesce(sum((line ->> 'quantity')::int), 0) OR r.refunded_amount <> coalesce(sum((line ->> 'amount')::bigint), 0)
          OR r.settled_quantity + r.refunded_quantity > r.quantity LIMIT 100`
      return rows.map(({ order_id, line_id, refunded_quantity, refunded_amount, units, told }) => ({
        id: `${order_id} ${line_id}`,
        text: `${refunded_amount} for ${refunded_quantity} units were refunded, the refunds say ${told} for ${units}.`,
      }))
    },
  },
  'O3 refunds': {
    title: 'no refund is counted for more than ten minutes without its money',
    find: async ({ db, clock }) => {
      const { rows } = await db.sql<{ refund_id: string; order_id: string }>`
        SELECT refund_id, order_id FROM returns.refunds
        WHERE state = 'asked' AND created_at < ${clock.now()}::timestamptz - interval '10 minutes' LIMIT 100`
      return rows.map(({ refund_id, order_id }) => ({
        id: refund_id,
        text: `A refund of order ${order_id} was begun and is not carried out.`,
      }))
    },
    repair: { title: 'give the money back now', run: finishRefund },
  },
  O3: {
    title: 'no return is left half settled for more than ten minutes',
    find: async ({ db, clock }) => {
      const { rows } = await db.sql<{ return_id: string; number: string }>`
        SELECT return_id, number FROM returns.returns
        WHERE state = 'settling' AND (timeline -> -1 ->> 'at')::timestamptz < ${clock.now()}::timestamptz - interval '10 minutes' LIMIT 100`
      return rows.map(({ return_id, number }) => ({ id: return_id, text: `Return ${number} was decided and is not carried out.` }))
    },
    repair: {
      title: 'carry the return out now',
      run: async (needs, return_id) => void (await finishReturn(needs, return_id)),
    },
  },
}
