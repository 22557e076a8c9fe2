import { json, type Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { Issued } from './contract.ts'
import type { Facts } from './facts.ts'

export type Draft = {
  order_id: string
  /** of this document; the same again is refused, so that no event makes two */
  occasion: string
  refers_to: string | null
  prefix: string
  facts: Facts
  /** what the books read: see Issued in contract.ts */
  parts: Issued['parts']
}

/**
 * Issues an invoice or credit note: draws the number, writes the document and says so, in one statement and inside the caller's transaction.
 * The counter's row stays locked until that transaction ends, so a number that is rolled back is drawn by the next one: no gap, no
 * double (`a_series_has_each_number_once`). The year is that of the day on the document; numbers begin anew with it.
 */
export const issue = async (sql: Sql, now: Date, draft: Draft): Promise<{ document_id: string; number: string; sequence: number }> => {
  const { facts, order_id, refers_to } = draft
  const year = Number(facts.issued_on.slice(0, 4))
  const { rows } = await sql<{ document_id: string; number: string; sequence: number }>`
    WITH counted AS (
      INSERT INTO documents.series AS s (kind, year, last_number) VALUES (${facts.kind}, ${year}, 1)
      ON CONFLICT (kind, year) DO UPDATE SET last_number = s.last_number + 1
      RETURNING last_number, ${draft.prefix}::text || year || '-' || lpad(last_number::text, greatest(6, length(last_number::text)), '0') AS number
    ), issued AS (
      INSERT INTO documents.documents (document_id, kind, year, sequence, number, order_id, order_number, refers_to, occasion, currency,
        net_amount, tax_amount, total_amount, facts, issued_at)
      SELECT ${newId(now)}::uuid, ${facts.kind}::text, ${year}::int, last_number, number, ${order_id}::uuid, ${facts.order_number}::text,
        ${refers_to}::uuid, ${draft.occasion}::text, ${facts.currency}::text, ${facts.net_total}::bigint, ${facts.tax_total}::bigint,
        ${facts.total}::bigint, ${json(facts)}::jsonb || jsonb_build_object('number', number), ${now}::timestamptz
      FROM counted RETURNING document_id, kind, number, sequence, total_amount, currency
    ), waiting AS (
      INSERT INTO documents.to_print (document_id) SELECT document_id FROM issued
    ), said AS (
      INSERT INTO documents.outbox (type, aggregate_id, payload)
      SELECT 'documents.issued', ${order_id}::text, jsonb_build_object('document_id', document_id, 'kind', kind, 'number', number,
        'order_id', ${order_id}::uuid, 'refers_to', ${refers_to}::uuid, 'total', jsonb_build_object('amount', total_amount, 'currency', currency),
        'parts', ${json(draft.parts)}::jsonb, 'taxes', ${json(facts.taxes)}::jsonb)
      FROM issued
    )
    SELECT document_id, number, sequence FROM issued`
  const document = rows[0]
  if (!document) throw new Error('a document was neither issued nor refused')
  return document
}
