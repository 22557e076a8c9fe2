import type { TrailStep } from '#platform/trail-contract.ts'
import type { Return } from './contract.ts'
import type { Returning } from './needs.ts'

/** What the flight recorder tells of the returns of an order. */
export const trail = async ({ db }: Returning, order_id: string): Promise<Omit<TrailStep, 'module'>[]> => {
  const { rows } = await db.sql<{ return: Return }>`SELECT returns.as_json(r) AS return FROM returns.returns r WHERE order_id = ${order_id}`
  return rows.flatMap(({ return: one }) =>
    one.timeline.map(({ at, what, who, note }) => ({
      at,
      kind: 'edit' as const,
      title: `return ${one.number} ${what.replace('_', ' ')}`,
      text: [who, note].filter(Boolean).join(': '),
      request_id: null,
      facts: { return_id: one.return_id, state: one.state, total: one.total },
      action: null,
    })),
  )
}
