import { json, type Sql } from '#platform/db.ts'
import type { Issued } from './contract.ts'
import type { Facts } from './facts.ts'

export type Draft = {
  document_id: string
  order_id: string
  /** of this document; the same again is refused, so that no event makes two */
  occasion: string
  /** the invoice that a credit note lessens; it may be among the drafts */
  refers_to: string | null
  prefix: string
  facts: Facts
  /** what the books read: see Issued in contract.ts */
  parts: Issued['parts']
}
type Numbered = Draft & { year: number; sequence: number }

/**
 * Issues invoices and credit notes: draws their numbers, writes the documents and says so, in two statements inside the caller's transaction.
 * The counters stay locked until that transaction ends, so numbers that are rolled back are drawn by the next one: no gap, no double
 * (`a_series_has_each_number_once`). The year is that of the day on the document; numbers begin anew with it. Answers in the order of the drafts.
 */
export const issue = async (sql: Sql, now: Date, drafts: Draft[]): Promise<Numbered[]> => {
  const numbered = await drawNumbers(sql, drafts)
  const of = <T>(pick: (draft: Numbered) => T) => numbered.map(pick)
  await sql`
    WITH issued AS (
      INSERT INTO documents.documents (document_id, kind, year, sequence, number, order_id, order_number, refers_to, occasion, currency,
        net_amount, tax_amount, total_amount, facts, issued_at)
      SELECT document_id, facts ->> 'kind', year, sequence, facts ->> 'number', order_id, facts ->> 'order_number', refers_to, occasion,
        facts ->> 'currency', (facts ->> 'net_total')::bigint, (facts ->> 'tax_total')::bigint, (facts ->> 'total')::bigint, facts,
        ${now}::timestamptz
      FROM unnest(${of((draft) => draft.document_id)}::uuid[], ${of(({ year }) => year)}::int[], ${of(({ sequence }) => sequence)}::int[],
        ${of(({ order_id }) => order_id)}::uuid[], ${of(({ refers_to }) => refers_to)}::uuid[], ${of(({ occasion }) => occasion)}::text[],
        ${of(({ facts }) => json(facts))}::jsonb[])
        WITH ORDINALITY AS draft (document_id, year, sequence, order_id, refers_to, occasion, facts, nth)
      ORDER BY nth RETURNING *
    ), waiting AS (
      INSERT INTO documents.to_print (document_id) SELECT document_id FROM issued
    )
    INSERT INTO documents.outbox (type, aggregate_id, payload)
    SELECT 'documents.issued', order_id::text, jsonb_build_object('document_id', document_id, 'kind', kind, 'number', number, 'order_id', order_id,
      'refers_to', refers_to, 'total', jsonb_build_object('amount', total_amount, 'currency', currency), 'parts', parts, 'taxes', facts -> 'taxes')
    FROM issued JOIN unnest(${of((draft) => draft.document_id)}::uuid[], ${of(({ parts }) => json(parts))}::jsonb[]) AS said (document_id, parts)
      USING (document_id) ORDER BY position`
  return numbered
}

/** Counters are locked in one sequence, whatever is to be issued. */
const drawNumbers = async (sql: Sql, drafts: Draft[]): Promise<Numbered[]> => {
  const series = drafts.map(({ facts }) => ({ kind: facts.kind, year: Number(facts.issued_on.slice(0, 4)) }))
  const { rows } = await sql<{ kind: string; year: number; last_number: number }>`
    INSERT INTO documents.series AS s (kind, year, last_number)
    SELECT kind, year, count(*)::int FROM unnest(${series.map(({ kind }) => kind)}::text[], ${series.map(({ year }) => year)}::int[]) AS wanted (kind, year)
    GROUP BY kind, year ORDER BY kind, year
    ON CONFLICT (kind, year) DO UPDATE SET last_number = s.last_number + excluded.last_number
    RETURNING kind, year, last_number`
  const nameOf = ({ kind, year }: { kind: string; year: number }) => `${kind} ${year}`
  const next = new Map(rows.map((row) => [nameOf(row), row.last_number - series.filter((one) => nameOf(one) === nameOf(row)).length + 1]))
  const numbered = drafts.map((draft, i): Numbered => {
    const { kind, year } = series[i]!
    const sequence = next.get(nameOf({ kind, year })) ?? 0
    next.set(nameOf({ kind, year }), sequence + 1)
    const number = `${draft.prefix}${year}-${String(sequence).padStart(6, '0')}`
    return { ...draft, year, sequence, facts: { ...draft.facts, number } }
  })
  const invoices = new Map(numbered.map(({ document_id, facts: { number, issued_on } }) => [document_id, { number, issued_on }]))
  return numbered.map((draft) => {
    const refers_to = draft.refers_to && invoices.get(draft.refers_to)
    return refers_to ? { ...draft, facts: { ...draft.facts, refers_to } } : draft
  })
}
