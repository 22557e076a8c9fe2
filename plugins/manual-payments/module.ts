import { module } from '#platform/module.ts'
import { manualPayments } from './contract.ts'
import { expect, find, giveUp, receive } from './expect-money.ts'
import type { ManualPayments } from './needs.ts'
import { markPaidOut, payOut, readBooks } from './pay-out.ts'

export const manualPaymentsModule = module<typeof manualPayments, ManualPayments>(manualPayments, {
  folder: import.meta.dirname,
  ops: { expect, find, receive, giveUp, payOut, markPaidOut, readBooks },
})
