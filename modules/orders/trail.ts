import type { TrailStep } from '#platform/trail-contract.ts'
import type { Orders } from './needs.ts'

type Entry = { at: string; what: string; who: string; note: string | null }

/** What stands in the timeline of an order, for its flight recorder. One statement. */
export const trail = async ({ db }: Orders, order_id: string): Promise<Omit<TrailStep, 'module'>[]> => {
  const { rows } = await db.sql<{ timeline: Entry[] }>`SELECT timeline FROM orders.orders WHERE order_id = ${order_id}`
  return (rows[0]?.timeline ?? []).map(({ at, what, who, note }) => ({
    ...{ at: new Date(at).toISOString(), kind: 'edit', title: `order ${what}`, text: note ?? '' },
    request_id: null,
    facts: { who },
    action: null,
  }))
}
