import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { checks } from './checks.ts'
import { documents } from './contract.ts'
import { billOrders } from './follow-orders.ts'
import { printPackingSlip } from './print-packing-slip.ts'
import { printWaiting } from './print-waiting.ts'
import { listAllDocuments, listDocuments, readDocument } from './read-documents.ts'
import { readTrail } from './read-trail.ts'

export const documentsModule = module(documents, {
  folder: import.meta.dirname,
  needs: { orders, settings },
  ops: { listDocuments, readDocument, listAllDocuments, printPackingSlip },
  on: {
    'orders.paid': billOrders,
    'orders.confirmed': billOrders,
    'orders.fulfilled': billOrders,
    'orders.updated': billOrders,
    'orders.rejected': billOrders,
    'orders.cancelled': billOrders,
    'orders.refunded': billOrders,
    'settings.changed': forget('settings'),
  },
  every: { print_waiting: { seconds: 30, run: printWaiting } },
  checks,
  trail: readTrail,
})
