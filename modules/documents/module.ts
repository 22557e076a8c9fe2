import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { documents } from './contract.ts'
import { billOrder } from './follow-orders.ts'
import { printIssued } from './print-document.ts'
import { printPackingSlip } from './print-packing-slip.ts'
import { listAllDocuments, listDocuments, readDocument } from './read-documents.ts'

export const documentsModule = module(documents, {
  folder: import.meta.dirname,
  needs: { orders, settings },
  ops: { listDocuments, readDocument, listAllDocuments, printPackingSlip },
  on: {
    'orders.placed': billOrder,
    'orders.paid': billOrder,
    'orders.confirmed': billOrder,
    'orders.fulfilled': billOrder,
    'orders.edited': billOrder,
    'orders.rejected': billOrder,
    'orders.cancelled': billOrder,
    'orders.refunded': billOrder,
    'documents.issued': printIssued,
    'settings.changed': forget('settings'),
  },
})
