import type { Order, orders } from '#modules/orders/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { together } from '#platform/module.ts'
import type { Remaining } from './credit-shares.ts'
import { type Billed, decideDocuments, type Step } from './decide-documents.ts'
import { creditFacts, type Facts, invoiceFacts } from './facts.ts'
import { type Draft, issue } from './issue.ts'
import { type Documents, readSettings } from './needs.ts'
import { refundParts, soldParts } from './sold-parts.ts'

type News = (typeof orders.events)['orders.paid']

/**
 * Issues what orders need as they now are: an invoice, or the credit note that takes an invoice back. Documents, how far the orders are
 * billed, and the mark that the events were handled are one transaction; an event older than what was heard changes nothing, so that
 * events may come twice and in any order. Statements for all that have come up: 2 where nothing is issued, otherwise 5.
 */
export const billOrders = together<Documents, News>(async (needs, events, done) => {
  const settings = await readSettings(needs)
  const now = needs.clock.now()
  await needs.db.transaction(async (sql) => {
    const heard = await hear(
      sql,
      events.map(({ payload }) => payload.order),
    )
    await billWhatIsNew(sql, heard, settings, now)
    await done(sql)
  })
})

type Invoice = { document_id: string; number: string; issued_on: string }
type Heard = { order: Order; known: Billed & { invoice: Invoice | null } }

/** Locks how far the orders are billed, in one sequence; those of which a newer event was heard are left out. */
const hear = async (sql: Sql, news: Order[]): Promise<Heard[]> => {
  const told = news.toSorted((a, b) => (a.order_id < b.order_id ? -1 : 1))
  const { rows } = await sql<{
    order_id: string
    content: string | null
    remaining: Remaining[]
    credited: number
    document_id: string | null
    number: string | null
    issued_on: string | null
  }>`
    WITH heard AS (
      INSERT INTO documents.billed_orders AS b (order_id, version)
      SELECT order_id, version FROM unnest(${told.map(({ order_id }) => order_id)}::uuid[], ${told.map(({ version }) => version)}::int[])
        WITH ORDINALITY AS told (order_id, version, nth) ORDER BY nth
      ON CONFLICT (order_id) DO UPDATE SET version = excluded.version WHERE b.version < excluded.version
      RETURNING order_id, content, remaining, credited, invoice_id
    )
    SELECT heard.order_id, heard.content, heard.remaining, heard.credited, document_id, number, facts ->> 'issued_on' AS issued_on
    FROM heard LEFT JOIN documents.documents ON document_id = heard.invoice_id`
  const orders = new Map(told.map((order) => [order.order_id, order]))
  return rows.flatMap(({ order_id, document_id, number, issued_on, ...billed }) => {
    const order = orders.get(order_id)
    const invoice = document_id && number && issued_on ? { document_id, number, issued_on } : null
    return order ? [{ order, known: { ...billed, invoice } }] : []
  })
}

const billWhatIsNew = async (sql: Sql, heard: Heard[], settings: Settings, now: Date) => {
  const decided = heard.flatMap(({ order, known }) => {
    const { steps, billed } = decideDocuments(known, order, settings.invoicing.when)
    if (steps.length === 0 && billed === known) return []
    const { drafts, invoice } = draftsOf(steps, { order, settings, now, invoice: known.invoice })
    return [{ order_id: order.order_id, billed, drafts, invoice_id: billed.content === null ? null : (invoice?.document_id ?? null) }]
  })
  if (decided.length === 0) return
  const drafts = decided.flatMap((one) => one.drafts)
  if (drafts.length > 0) await issue(sql, now, drafts)
  await sql`
    UPDATE documents.billed_orders b SET invoice_id = now.invoice_id, content = now.content, remaining = now.remaining, credited = now.credited
    FROM unnest(${decided.map(({ order_id }) => order_id)}::uuid[], ${decided.map(({ invoice_id }) => invoice_id)}::uuid[],
      ${decided.map(({ billed }) => billed.content)}::text[], ${decided.map(({ billed }) => json(billed.remaining))}::jsonb[],
      ${decided.map(({ billed }) => billed.credited)}::bigint[]) AS now (order_id, invoice_id, content, remaining, credited)
    WHERE b.order_id = now.order_id`
}

type Occasion = { order: Order; settings: Settings; now: Date; invoice: Invoice | null }

/** A credit note may refer to the invoice that is issued with it, whose number is not drawn yet; `issue` fills it in. */
const draftsOf = (steps: Step[], { invoice, ...occasion }: Occasion): { drafts: Draft[]; invoice: Invoice | null } => {
  const drafts: Draft[] = []
  let counts = invoice
  for (const [i, step] of steps.entries()) {
    const document_id = newId(occasion.now)
    const { order_id, version } = occasion.order
    const draft = draftOf(step, { ...occasion, invoice: counts })
    drafts.push({ ...draft, document_id, order_id, occasion: `${order_id} version ${version}, ${i + 1}` })
    if (step.kind === 'invoice') counts = { document_id, number: '', issued_on: draft.facts.issued_on }
  }
  return { drafts, invoice: counts }
}

const draftOf = (step: Step, { order, settings, now, invoice }: Occasion) => {
  const { invoice_prefix = '', credit_note_prefix = 'C' } = settings.invoicing
  if (step.kind === 'invoice')
    return { facts: invoiceFacts(order, settings, now), parts: soldParts(order), prefix: invoice_prefix, refers_to: null }
  if (!invoice) throw new Error('a credit note without an invoice')
  const { document_id, ...refers_to } = invoice
  const facts: Facts = creditFacts(order, settings, { ...step, now, refers_to })
  return { facts, parts: refundParts(step.taxes), prefix: credit_note_prefix, refers_to: document_id }
}
