import type { Documents } from './needs.ts'
import { printDocument } from './print-document.ts'

/** At 20 ms each, a thirtieth of one processor. */
const PRINTED_AT_ONCE = 50

/**
 * Prints what nobody has asked for yet, a few at a time, so that a rush of orders is not slowed by drawing their invoices. Whoever asks for
 * one has it at once. What a document says is settled when it is issued.
 */
export const printWaiting = async (needs: Documents): Promise<void> => {
  const { rows } = await needs.db.sql<{
    document_id: string
  }>`SELECT document_id FROM documents.to_print ORDER BY document_id LIMIT ${PRINTED_AT_ONCE}`
  for (const { document_id } of rows) await printDocument(needs, document_id)
}
