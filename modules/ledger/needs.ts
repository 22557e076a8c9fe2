import type { Needs } from '#platform/module.ts'

export type Ledger = Needs
