import type { Order } from '#modules/orders/contract.ts'

/** The page of an order as its customer sees it: in the language it was bought in, where the shop has that (as in apps/storefront/view.ts). */
export const pageOfCustomer = ({ token, locale }: Pick<Order, 'token' | 'locale'>, locales: readonly string[] = []): string => {
  const [first] = locales
  return locale !== first && locales.includes(locale) ? `/${locale}/orders/${token}` : `/orders/${token}`
}
