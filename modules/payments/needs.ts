import type { orders } from '#modules/orders/contract.ts'
import type { Settings, settings } from '#modules/settings/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'
import type { OfferedMethod, PaymentProvider } from './provider.ts'

export type PaymentPorts = { providers: PaymentProvider[] }
export type Payments = Needs<{ orders: typeof orders; settings: typeof settings }, PaymentPorts>

/** The shop's settings, kept in memory until they change. */
export const readSettings = ({ db, settings }: Payments): Promise<Settings> => remembered(db, 'settings', () => settings.readOwn({}))

/** @throws UNKNOWN_METHOD { methods } */
export const methodOf = (providers: PaymentProvider[], method: string): { provider: PaymentProvider; offered: OfferedMethod } => {
  for (const provider of providers) {
    const offered = provider.methods.find((one) => one.method === method)
    if (offered) return { provider, offered }
  }
  throw unknownMethod(providers, method)
}

export const unknownMethod = (providers: PaymentProvider[], method: string) => {
  const methods = providers.flatMap((one) => one.methods.filter(({ is_offered = true }) => is_offered).map((offered) => offered.method))
  return fail('UNKNOWN_METHOD', `There is no payment method ${method}. There are: ${methods.join(', ') || 'none'}.`, {
    field: 'method',
    methods,
  })
}

/** The provider of a payment, or undefined while its plugin is not loaded. */
export const providerNamed = (providers: PaymentProvider[], name: string): PaymentProvider | undefined =>
  providers.find((provider) => provider.name === name)
