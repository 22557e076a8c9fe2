import type { Definition } from '#platform/module.ts'
import { toDecimal } from '#platform/money.ts'
import type { documents } from './contract.ts'
import type { Because } from './facts.ts'
import type { Documents } from './needs.ts'

type ReadTrail = NonNullable<Definition<typeof documents, Documents>['trail']>

const CAUSES: Record<Because, string> = {
  refunded: 'because money or credit was given back',
  waived: 'because goods came back that were not paid',
  cancelled: 'because the order was called off',
  replaced: 'because the order was changed and is billed anew',
}

/** The documents of an order, for the flight recorder. One statement. */
export const readTrail: ReadTrail = async ({ db }, order_id) => {
  const { rows } = await db.sql<{
    document_id: string
    kind: string
    number: string
    because: Because | null
    amount: number
    currency: string
    issued_at: string
  }>`
    SELECT document_id, kind, number, facts ->> 'because' AS because, total_amount AS amount, currency, issued_at
    FROM documents.documents WHERE order_id = ${order_id} ORDER BY position`
  return rows.map(({ document_id, kind, number, because, amount, currency, issued_at }) => ({
    at: issued_at,
    kind: 'document',
    title: `${kind.replace('_', ' ')} ${number} issued`,
    text: `Over ${toDecimal({ amount, currency })} ${currency}${because ? `, ${CAUSES[because]}` : ''}.`,
    request_id: null,
    facts: { document_id, number },
    action: { label: 'Open', method: 'GET', path: `/documents/${document_id}/file`, input: {} },
  }))
}
