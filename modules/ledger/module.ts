import { payments } from '#modules/payments/contract.ts'
import { module } from '#platform/module.ts'
import { checks } from './checks.ts'
import { ledger } from './contract.ts'
import { exportEntries } from './export-entries.ts'
import { bookEvents, hearOrders } from './follow-events.ts'
import { listDifferences, listOpenItems } from './list-differences.ts'
import { listEntries } from './list-entries.ts'
import { RULES } from './posting-rules.ts'
import { listAccounts, readBalances, readTrialBalance } from './read-balances.ts'
import { readTrail } from './read-trail.ts'
import { verifyChain } from './verify-chain.ts'

export const ledgerModule = module(ledger, {
  folder: import.meta.dirname,
  needs: { payments },
  ops: {
    listAccounts,
    listEntries,
    exportEntries,
    readBalances,
    readTrialBalance,
    listOpenItems,
    listDifferences,
    verifyChain,
  },
  checks,
  trail: readTrail,
  on: {
    ...Object.fromEntries(Object.keys(RULES).map((type) => [type, bookEvents])),
    'orders.paid': hearOrders,
    'orders.confirmed': hearOrders,
    'orders.rejected': hearOrders,
    'orders.cancelled': hearOrders,
    'orders.refunded': hearOrders,
    'orders.updated': hearOrders,
  },
})
