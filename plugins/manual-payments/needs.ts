import type { Needs } from '#platform/module.ts'

export type ManualPayments = Needs
