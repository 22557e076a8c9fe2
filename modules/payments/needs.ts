import type { orders } from '#modules/orders/contract.ts'
import type { Needs } from '#platform/module.ts'
import type { PaymentProvider } from './provider.ts'

export type PaymentPorts = { providers: PaymentProvider[] }
export type Payments = Needs<{ orders: typeof orders }, PaymentPorts>
