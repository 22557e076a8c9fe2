import type { payments } from '#modules/payments/contract.ts'
import type { Needs } from '#platform/module.ts'

/** `webhook_key` signs the news, as a real provider's endpoint secret does. */
export type SimulatedPayments = Needs<{ payments: typeof payments }, { webhook_key: Uint8Array }>
