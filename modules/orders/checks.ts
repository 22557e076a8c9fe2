/** Rules of the orders' books, for the audit. What the row itself can say, its constraints hold; these need time, or more than a row. */
import type { Check, Finding } from '#platform/module.ts'
import { bookChecks } from './check-books.ts'
import { offerChecks } from './check-offers.ts'
import { finishEdit } from './finish-edits.ts'
import { type Orders, readSettings } from './needs.ts'
import { refundOverpaid } from './refund-overpaid.ts'
import { takeReserved } from './take-reserved.ts'

const MOST = 100

export const checks: Record<string, Check<Orders>> = {
  ...bookChecks,
  ...offerChecks,
  M4: {
    title: 'what was paid beyond what an order comes to has gone back within ten minutes',
    find: async ({ db, clock }) => {
      const { rows } = await db.sql<{ order_id: string; number: string; too_much: number; currency: string }>`
        SELECT order_id, number, -owed_amount AS too_much, currency FROM orders.orders
        WHERE owed_amount < 0 AND undo_until IS NULL AND updated_at < ${clock.now()}::timestamptz - interval '10 minutes' ORDER BY updated_at LIMIT ${MOST}`
      return rows.map(
        ({ order_id, number, too_much, currency }): Finding => ({
          id: order_id,
          text: `Order ${number} was paid ${too_much} ${currency} (minor units) too much.`,
        }),
      )
    },
    repair: {
      title: 'give it back now',
      run: async (needs, order_id) => {
        const { rows } = await needs.db.sql<{ is_closed: boolean }>`
          SELECT state IN ('cancelled', 'rejected') AS is_closed FROM orders.orders WHERE order_id = ${order_id} AND owed_amount < 0`
        if (!rows[0]) return
        if (rows[0].is_closed) await needs.payments.refundOrder({ order_id, reason: 'the order is closed' })
        else await refundOverpaid(needs, order_id)
      },
    },
  },
  'O1 reserved': {
    title: 'what is reserved for a confirmed order is taken within ten minutes, where the shop does not do that by hand',
    find: async (needs) => {
      const { capture } = await readSettings(needs)
      if (capture === 'by_hand') return []
      const { rows } = await needs.db.sql<{ order_id: string; number: string; reserved: number; currency: string }>`
        SELECT order_id, number, orders.reserved_of(payments) AS reserved, currency FROM orders.orders
        WHERE authorised_amount > 0 AND state IN ('confirmed', 'fulfilled') AND undo_until IS NULL
          AND updated_at < ${needs.clock.now()}::timestamptz - interval '10 minutes' AND orders.reserved_of(payments) > 0 ORDER BY updated_at LIMIT ${MOST}`
      return rows.map(
        ({ order_id, number, reserved, currency }): Finding => ({
          id: order_id,
          text: `Order ${number} is confirmed, and ${reserved} ${currency} (minor units) of it are reserved and were never taken.`,
        }),
      )
    },
    repair: { title: 'take it now', run: (needs, order_id) => takeReserved(needs, [order_id]) },
  },
  O4: {
    title: 'a decision stands, at the latest five minutes after it can no longer be taken back',
    find: async ({ db, clock }) => {
      const { rows } = await db.sql<{ order_id: string; number: string; state: string }>`
        SELECT order_id, number, state FROM orders.orders WHERE undo_until < ${clock.now()}::timestamptz - interval '5 minutes' ORDER BY undo_until LIMIT ${MOST}`
      return rows.map(
        ({ order_id, number, state }): Finding => ({ id: order_id, text: `Order ${number} was ${state}, and nobody was told.` }),
      )
    },
  },
  'O3 edits': {
    title: 'no order is left half changed for more than five minutes',
    find: async ({ db, clock }) => {
      const { rows } = await db.sql<{ order_id: string; number: string; editing_step: string | null }>`
        SELECT order_id, number, editing_step FROM orders.orders
        WHERE editing IS NOT NULL AND editing_since < ${clock.now()}::timestamptz - interval '5 minutes' ORDER BY editing_since LIMIT ${MOST}`
      return rows.map(
        ({ order_id, number, editing_step }): Finding => ({
          id: order_id,
          text: `A change of order ${number} was cut off (${editing_step}).`,
        }),
      )
    },
    repair: {
      title: 'undo or complete the change now',
      run: async (needs, order_id) => {
        const { rows } = await needs.db.sql<{ editing: string | null }>`
          SELECT editing FROM orders.orders WHERE order_id = ${order_id} AND editing_since < ${needs.clock.now()}::timestamptz - interval '5 minutes'`
        const attempt_id = rows[0]?.editing
        if (attempt_id) await finishEdit(needs, { order_id, attempt_id })
      },
    },
  },
}
