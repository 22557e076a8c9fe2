import type { Order, orders } from '#modules/orders/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import type { Handler } from '#platform/module.ts'
import type { Remaining } from './credit-shares.ts'
import { type Billed, decideDocuments, type Step } from './decide-documents.ts'
import { creditFacts, type Facts, invoiceFacts } from './facts.ts'
import { issue } from './issue.ts'
import { type Documents, readSettings } from './needs.ts'
import { refundParts, soldParts } from './sold-parts.ts'

type News = (typeof orders.events)['orders.paid']

/**
 * Issues what an order needs as it now is: its invoice, or the credit note that takes an invoice back. Documents, how far the order is
 * billed, and the mark that the event was handled are one transaction; an event older than what was heard changes nothing, so that
 * events may come twice and in any order. Statements: 2 where nothing is issued, 3 and one for each document otherwise.
 */
export const billOrder: Handler<Documents, News> = async (needs, { payload: { order } }, done) => {
  const settings = await readSettings(needs)
  const now = needs.clock.now()
  await needs.db.transaction(async (sql) => {
    const known = await hear(sql, order)
    if (known) await billWhatIsNew(sql, { known, order, settings, now })
    await done(sql)
  })
}

type Known = Billed & { invoice: Invoice | null }
type Invoice = { document_id: string; number: string; issued_on: string }

/** Locks how far the order is billed; nothing when a newer event was heard. */
const hear = async (sql: Sql, { order_id, version }: Order): Promise<Known | undefined> => {
  const { rows } = await sql<{
    content: string | null
    remaining: Remaining[]
    credited: number
    document_id: string | null
    number: string | null
    issued_on: string | null
  }>`
    WITH heard AS (
      INSERT INTO documents.billed_orders AS b (order_id, version) VALUES (${order_id}, ${version})
      ON CONFLICT (order_id) DO UPDATE SET version = excluded.version WHERE b.version < excluded.version
      RETURNING content, remaining, credited, invoice_id
    )
    SELECT heard.content, heard.remaining, heard.credited, document_id, number, facts ->> 'issued_on' AS issued_on
    FROM heard LEFT JOIN documents.documents ON document_id = heard.invoice_id`
  const row = rows[0]
  if (!row) return undefined
  const { document_id, number, issued_on, ...billed } = row
  return { ...billed, invoice: document_id && number && issued_on ? { document_id, number, issued_on } : null }
}

type Heard = { known: Known; order: Order; settings: Settings; now: Date }

const billWhatIsNew = async (sql: Sql, { known, order, settings, now }: Heard) => {
  const { steps, billed } = decideDocuments(known, order, settings.invoicing.when)
  if (steps.length === 0 && billed === known) return
  let invoice = known.invoice
  for (const [i, step] of steps.entries()) {
    const draft = draftOf(step, { order, settings, now, invoice })
    const { document_id, number } = await issue(sql, now, {
      ...draft,
      order_id: order.order_id,
      occasion: `${order.order_id} version ${order.version}, ${i + 1}`,
    })
    if (step.kind === 'invoice') invoice = { document_id, number, issued_on: draft.facts.issued_on }
  }
  await sql`
    UPDATE documents.billed_orders SET invoice_id = ${billed.content === null ? null : (invoice?.document_id ?? null)}::uuid,
      content = ${billed.content}, remaining = ${json(billed.remaining)}::jsonb, credited = ${billed.credited}
    WHERE order_id = ${order.order_id}`
}

type Occasion = { order: Order; settings: Settings; now: Date; invoice: Invoice | null }

const draftOf = (step: Step, { order, settings, now, invoice }: Occasion) => {
  const { invoice_prefix = '', credit_note_prefix = 'C' } = settings.invoicing
  if (step.kind === 'invoice')
    return { facts: invoiceFacts(order, settings, now), parts: soldParts(order), prefix: invoice_prefix, refers_to: null }
  if (!invoice) throw new Error('a credit note without an invoice')
  const { document_id, ...refers_to } = invoice
  const facts: Facts = creditFacts(order, settings, { ...step, now, refers_to })
  return { facts, parts: refundParts(step.taxes), prefix: credit_note_prefix, refers_to: document_id }
}
