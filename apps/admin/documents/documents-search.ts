import { oneOf, pageOf } from '#admin/parts/url-state.ts'

export const DOCUMENT_KINDS = ['invoice', 'credit_note'] as const
export type DocumentsSearch = { kind?: (typeof DOCUMENT_KINDS)[number] | undefined; page?: number | undefined }

export const readDocumentsSearch = (raw: Record<string, unknown>): DocumentsSearch => ({
  kind: oneOf(DOCUMENT_KINDS, raw.kind),
  page: pageOf(raw.page),
})
