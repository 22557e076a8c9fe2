/** What documents promise: invoices and credit notes without a gap in their numbers, printed once, and the same bytes ever after. */
import { TaxRow } from '#modules/tax/contract.ts'
import {
  contract,
  event,
  File,
  Id,
  type Input,
  Limit,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  type Payload,
  Plain,
  type Static,
  Strict,
  Time,
  t,
} from '#platform/contract.ts'

export const DocumentKind = OneOf(['invoice', 'credit_note'])
export type DocumentKind = Static<typeof DocumentKind>

export const DocumentRow = t.Object({
  document_id: Id,
  kind: DocumentKind,
  number: t.String({ description: 'such as `2026-000123`' }),
  order_id: Id,
  order_number: t.String(),
  refers_to: Nullable(Id),
  total: Money,
  issued_at: Time,
})
export type DocumentRow = Static<typeof DocumentRow>

/**
 * What a document charges or takes back, net, in minor units. `goods` and `shipping` are before discounts, `discount` is negative;
 * `treatment` is that of the tax, `after_tax` for a discount that left the tax as it was. All of it and `taxes` make `total`.
 */
const Part = t.Object({ part: OneOf(['goods', 'shipping', 'discount', 'refund']), treatment: t.String(), net: t.Integer() })

const Issued = t.Object({
  document_id: Id,
  kind: DocumentKind,
  number: t.String(),
  order_id: Id,
  refers_to: Nullable(Id),
  total: Money,
  parts: t.Array(Part),
  taxes: t.Array(TaxRow),
})

const Token = Plain(200, { description: 'from the link to the order, for whoever is not signed in' })

export const documents = contract({
  name: 'documents',
  title: 'Documents',
  ops: {
    listDocuments: op('GET /orders/{order_id}/documents', {
      summary: 'Invoices and credit notes of an order, oldest first, for its customer and for staff',
      policy: 'anyone',
      input: Strict({ order_id: Id, token: t.Optional(Token) }),
      output: t.Object({ documents: t.Array(DocumentRow) }),
      errors: { NOT_FOUND: 404 },
    }),
    readDocument: op('GET /documents/{document_id}/file', {
      summary: 'An invoice or credit note as PDF: the same bytes every time',
      policy: 'anyone',
      answer: 'file',
      input: Strict({ document_id: Id, token: t.Optional(Token) }),
      output: File,
      errors: { NOT_FOUND: 404 },
    }),
    listAllDocuments: op('GET /documents', {
      summary: 'All invoices and credit notes, newest first',
      policy: 'staff',
      input: Strict({ kind: t.Optional(DocumentKind), page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({ documents: t.Array(DocumentRow), page: t.Integer(), has_more: t.Boolean() }),
    }),
    printPackingSlip: op('GET /orders/{order_id}/packing-slip', {
      summary: 'What to put into the parcel, as PDF: a fulfilment, or all that has not left the house',
      policy: 'staff',
      answer: 'file',
      input: Strict({ order_id: Id, fulfilment_id: t.Optional(Id) }),
      output: File,
      errors: { NOT_FOUND: 404 },
    }),
  },
  events: {
    /** the books follow this; see docs/decisions/0020-books-follow-documents.md */
    'documents.issued': event('order_id', Issued),
  },
})
export type Issued = Payload<(typeof documents.events)['documents.issued']>
export type ListAllDocuments = Input<typeof documents.ops.listAllDocuments>
export type AllDocuments = Output<typeof documents.ops.listAllDocuments>
export type PrintPackingSlip = Input<typeof documents.ops.printPackingSlip>
