import type { payments } from '#modules/payments/contract.ts'
import type { Needs } from '#platform/module.ts'

export type Ledger = Needs<{ payments: typeof payments }>
