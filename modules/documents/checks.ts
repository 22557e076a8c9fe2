import type { Check } from '#platform/module.ts'
import type { Documents } from './needs.ts'

/** What must hold of documents at any time; the letters are those of the list of invariants. */
export const checks: Record<string, Check<Documents>> = {
  O5: { title: 'the numbers of each series have no gap and no double, up to the last one drawn', find: (needs) => findGaps(needs) },
  M5: {
    title: 'an invoice less its credit notes is what is noted as left of it, and never below zero',
    find: (needs) => findUneven(needs),
  },
}

const findGaps = async ({ db }: Documents) => {
  const { rows } = await db.sql<{ kind: string; year: number; last_number: number; issued: number; highest: number }>`
    SELECT kind, year, coalesce(max(s.last_number), 0) AS last_number, count(d.sequence) AS issued, coalesce(max(d.sequence), 0) AS highest
    FROM documents.series s FULL JOIN documents.documents d USING (kind, year) GROUP BY kind, year
    HAVING count(d.sequence) <> coalesce(max(s.last_number), 0) OR coalesce(max(d.sequence), 0) <> coalesce(max(s.last_number), 0) LIMIT 100`
  return rows.map(({ kind, year, last_number, issued, highest }) => ({
    id: `${kind} ${year}`,
    text: `${last_number} numbers were drawn, ${issued} documents are there, the highest is ${highest}.`,
  }))
}

const findUneven = async ({ db }: Documents) => {
  const { rows } = await db.sql<{ order_id: string; total_amount: number; credited: number; noted: number }>`
    SELECT b.order_id, i.total_amount, b.credited, coalesce(notes.amount, 0) AS noted
    FROM documents.billed_orders b JOIN documents.documents i ON i.document_id = b.invoice_id LEFT JOIN LATERAL
      (SELECT sum(c.total_amount)::bigint AS amount FROM documents.documents c WHERE c.order_id = b.order_id AND c.refers_to = i.document_id) notes ON true
    WHERE coalesce(notes.amount, 0) <> b.credited OR b.credited > i.total_amount
      OR i.total_amount - b.credited <> (SELECT coalesce(sum((row ->> 'payable')::bigint), 0) FROM jsonb_array_elements(b.remaining) AS row)
    LIMIT 100`
  return rows.map(({ order_id, total_amount, credited, noted }) => ({
    id: order_id,
    text: `Of its invoice over ${total_amount}, ${credited} are noted as credited and the credit notes come to ${noted} (minor units).`,
  }))
}
