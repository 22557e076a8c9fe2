import type { Call, File, Input } from '#platform/contract.ts'
import { fail, isFailure } from '#platform/errors.ts'
import type { AllDocuments, DocumentRow, documents, ListAllDocuments } from './contract.ts'
import type { Documents } from './needs.ts'
import { printDocument } from './print-document.ts'

const PAGE_SIZE = 20

/**
 * Invoices and credit notes of an order, oldest first. Who may see them is who may see the order. One statement, and what the order's takes.
 * @throws NOT_FOUND
 */
export const listDocuments = async (
  needs: Documents,
  { order_id, token }: Input<typeof documents.ops.listDocuments>,
  call: Call,
): Promise<{ documents: DocumentRow[] }> => {
  await mustSeeOrder(needs, { order_id, token }, call)
  const { rows } = await needs.db.sql<DocumentRow>`
    SELECT document_id, kind, number, order_id, order_number, refers_to, issued_at,
      jsonb_build_object('amount', total_amount, 'currency', currency) AS total
    FROM documents.documents WHERE order_id = ${order_id} ORDER BY position`
  return { documents: rows }
}

/**
 * An invoice or credit note as PDF. It is printed once; every later reading is the same bytes.
 * @throws NOT_FOUND also for a document of somebody else's order
 */
export const readDocument = async (
  needs: Documents,
  { document_id, token }: Input<typeof documents.ops.readDocument>,
  call: Call,
): Promise<File> => {
  const { rows } = await needs.db.sql<{ order_id: string; kind: string; number: string; bytes: Buffer | null }>`
    SELECT order_id, kind, number, bytes FROM documents.documents LEFT JOIN documents.files USING (document_id) WHERE document_id = ${document_id}`
  const document = rows[0]
  if (!document) throw notThere()
  await mustSeeOrder(needs, { order_id: document.order_id, token }, call)
  const bytes = document.bytes ?? (await printDocument(needs, document_id))
  const name = `${document.kind.replace('_', '-')}-${document.number.replaceAll('/', '-')}.pdf`
  return { content_type: 'application/pdf', bytes, is_public: false, name }
}

/** All invoices and credit notes, newest first. One statement. */
export const listAllDocuments = async (
  { db }: Documents,
  { kind, page = 1, limit = PAGE_SIZE }: ListAllDocuments,
): Promise<AllDocuments> => {
  const { rows } = await db.sql<DocumentRow>`
    SELECT document_id, kind, number, order_id, order_number, refers_to, issued_at,
      jsonb_build_object('amount', total_amount, 'currency', currency) AS total
    FROM documents.documents WHERE ${kind ?? null}::text IS NULL OR kind = ${kind ?? null}::text
    ORDER BY position DESC LIMIT ${limit + 1} OFFSET ${(page - 1) * limit}`
  return { documents: rows.slice(0, limit), page, has_more: rows.length > limit }
}

const notThere = () => fail('NOT_FOUND', 'There is no such document.')

/** Orders decide who may see an order: staff, its customer, and whoever has the link from its mail. */
const mustSeeOrder = async ({ orders }: Documents, { order_id, token }: { order_id: string; token?: string }, { actor }: Call) => {
  if (actor.kind === 'service' || (actor.kind === 'user' && actor.role !== 'customer')) return
  try {
    if (token !== undefined && (await orders.trackOrder({ token })).order_id === order_id) return
    if (token === undefined && actor.kind === 'user') return void (await orders.readOrder({ order_id }))
  } catch (error) {
    if (!isFailure(error, 'NOT_FOUND')) throw error
  }
  throw notThere()
}
