import { drawInvoice } from './draw-invoice.ts'
import type { Facts } from './facts.ts'
import type { Documents } from './needs.ts'

/**
 * Prints a document from the facts it was issued with and keeps the bytes, unless they are kept already: of two that print at once the
 * first counts, and both answer with its bytes. Two statements.
 */
export const printDocument = async ({ db, clock }: Documents, document_id: string): Promise<Buffer> => {
  const { rows } = await db.sql<{ facts: Facts; issued_at: string }>`
    SELECT facts, issued_at FROM documents.documents WHERE document_id = ${document_id}`
  const document = rows[0]
  if (!document) throw new Error(`the document ${document_id} was never issued`)
  const bytes = await drawInvoice(document.facts, new Date(document.issued_at))
  const { rows: kept } = await db.sql<{ bytes: Buffer }>`
    WITH printed AS (
      INSERT INTO documents.files (document_id, bytes, printed_at) VALUES (${document_id}, ${bytes}::bytea, ${clock.now()})
      ON CONFLICT (document_id) DO NOTHING RETURNING bytes
    ), done AS (
      DELETE FROM documents.to_print WHERE document_id = ${document_id}
    )
    SELECT bytes FROM printed UNION ALL SELECT bytes FROM documents.files WHERE document_id = ${document_id} LIMIT 1`
  return kept[0]?.bytes ?? (await readFile({ db }, document_id))
}

/** A twin that printed in the same moment was not in the snapshot of the statement above; it is there now. */
const readFile = async ({ db }: Pick<Documents, 'db'>, document_id: string): Promise<Buffer> => {
  const { rows } = await db.sql<{ bytes: Buffer }>`SELECT bytes FROM documents.files WHERE document_id = ${document_id}`
  if (!rows[0]) throw new Error('a document was neither printed nor there')
  return rows[0].bytes
}
