import type { GivenFor } from '#modules/payments/contract.ts'
import type { TrailStep } from '#platform/trail-contract.ts'
import type { Return } from './contract.ts'
import type { Returning } from './needs.ts'

type Step = Omit<TrailStep, 'module'>

/** What the flight recorder tells of the returns of an order, and of units that money was given back for without one. */
export const trail = async (needs: Returning, order_id: string): Promise<Step[]> => [
  ...(await returnsOf(needs, order_id)),
  ...(await refundsOf(needs, order_id)),
]

const returnsOf = async ({ db }: Returning, order_id: string): Promise<Step[]> => {
  const { rows } = await db.sql<{ return: Return }>`SELECT returns.as_json(r) AS return FROM returns.returns r WHERE order_id = ${order_id}`
  return rows.flatMap(({ return: one }) =>
    one.timeline.map(({ at, what, who, note }) => ({
      at,
      kind: 'edit' as const,
      title: `return ${one.number} ${what.replace('_', ' ')}`,
      text: [who, note].filter(Boolean).join(': '),
      request_id: null,
      facts: { return_id: one.return_id, state: one.state, total: one.total, ...exchangeOf(one) },
      action: null,
    })),
  )
}

/** What is sent for what, by SKU: as it was decided, else as it is wished for. */
const exchangeOf = ({ lines, settled_as }: Return) => {
  const others = lines.flatMap(({ sku, exchange_for, sent_instead }) => {
    const other = settled_as ? sent_instead : exchange_for
    return other ? [`${other.sku} instead of ${sku}`] : []
  })
  return others.length > 0 ? { exchange: others } : {}
}

type Refunded = {
  refund_id: string
  lines: GivenFor['lines']
  shipping_amount: number
  reason: string
  who: string | null
  state: string
  created_at: string
}

const refundsOf = async ({ db }: Returning, order_id: string): Promise<Step[]> => {
  const { rows } = await db.sql<Refunded>`
    SELECT refund_id, lines, shipping_amount, reason, who, state, created_at FROM returns.refunds WHERE order_id = ${order_id}`
  return rows.map(({ refund_id, lines, shipping_amount, reason, who, state, created_at }) => ({
    at: created_at,
    kind: 'edit' as const,
    title: 'money back for goods',
    text: [...lines.map(({ quantity, title }) => `${quantity} × ${title}`), ...(shipping_amount > 0 ? ['delivery'] : []), reason].join(
      ', ',
    ),
    request_id: null,
    facts: { refund_id, state, who },
    action: null,
  }))
}
