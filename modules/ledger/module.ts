import { module } from '#platform/module.ts'
import { ledger } from './contract.ts'
import { exportEntries } from './export-entries.ts'
import { booking, hearOrder } from './follow-events.ts'
import { listDifferences, listOpenItems, readOrderSums } from './list-differences.ts'
import { listEntries } from './list-entries.ts'
import { bookCapture, bookDispute, bookDocument, bookPayout, bookRefund, bookStoredValue, type StoredValueNews } from './posting-rules.ts'
import { readBalances, readTrialBalance } from './read-balances.ts'
import { verifyChain } from './verify-chain.ts'

export const ledgerModule = module(ledger, {
  folder: import.meta.dirname,
  ops: { listEntries, exportEntries, readBalances, readTrialBalance, listOpenItems, listDifferences, readOrderSums, verifyChain },
  on: {
    'documents.issued': booking(bookDocument),
    'payments.captured': booking(bookCapture),
    'payments.refunded': booking(bookRefund),
    'payments.disputed': booking(bookDispute),
    'payments.payout_booked': booking(bookPayout),
    'gift_cards.issued': booking((news: StoredValueNews) => bookStoredValue('issued', news)),
    'gift_cards.credited': booking((news: StoredValueNews) => bookStoredValue('credited', news)),
    'gift_cards.spent': booking((news: StoredValueNews) => bookStoredValue('spent', news)),
    'gift_cards.given_back': booking((news: StoredValueNews) => bookStoredValue('given_back', news)),
    'orders.placed': hearOrder,
    'orders.paid': hearOrder,
    'orders.confirmed': hearOrder,
    'orders.rejected': hearOrder,
    'orders.fulfilled': hearOrder,
    'orders.cancelled': hearOrder,
    'orders.refunded': hearOrder,
  },
})
