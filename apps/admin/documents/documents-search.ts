import { oneOf, pageOf } from '#admin/parts/url-state.ts'
import { DocumentKind } from '#modules/documents/contract.ts'
import type { Static } from '#platform/contract.ts'

export type DocumentsSearch = { kind?: Static<typeof DocumentKind> | undefined; page?: number | undefined }

export const readDocumentsSearch = (raw: Record<string, unknown>): DocumentsSearch => ({
  kind: oneOf(DocumentKind.enum, raw.kind),
  page: pageOf(raw.page),
})
