import { module } from '#platform/module.ts'
import { checks } from './checks.ts'
import { ledger } from './contract.ts'
import { exportEntries } from './export-entries.ts'
import { booking, hearOrder } from './follow-events.ts'
import { listDifferences, listOpenItems, readOrderSums } from './list-differences.ts'
import { listEntries } from './list-entries.ts'
import {
  bookCapture,
  bookDispute,
  bookDocument,
  bookFailedRefund,
  bookPayout,
  bookRefund,
  bookStoredValue,
  bookSurplus,
} from './posting-rules.ts'
import { readBalances, readTrialBalance } from './read-balances.ts'
import { readTrail } from './read-trail.ts'
import { verifyChain } from './verify-chain.ts'

export const ledgerModule = module(ledger, {
  folder: import.meta.dirname,
  ops: { listEntries, exportEntries, readBalances, readTrialBalance, listOpenItems, listDifferences, readOrderSums, verifyChain },
  checks,
  trail: readTrail,
  on: {
    'documents.issued': booking(bookDocument),
    'payments.captured': booking(bookCapture),
    'payments.refunded': booking(bookRefund),
    'payments.refund_failed': booking(bookFailedRefund),
    'payments.surplus': booking(bookSurplus),
    'payments.disputed': booking(bookDispute),
    'payments.payout_booked': booking(bookPayout),
    'gift_cards.issued': booking(bookStoredValue),
    'gift_cards.credited': booking(bookStoredValue),
    'gift_cards.spent': booking(bookStoredValue),
    'gift_cards.given_back': booking(bookStoredValue),
    'gift_cards.adjusted': booking(bookStoredValue),
    'gift_cards.expired': booking(bookStoredValue),
    'orders.paid': hearOrder,
    'orders.confirmed': hearOrder,
    'orders.rejected': hearOrder,
    'orders.cancelled': hearOrder,
    'orders.refunded': hearOrder,
    'orders.updated': hearOrder,
  },
})
