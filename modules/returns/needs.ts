import type { catalog } from '#modules/catalog/contract.ts'
import type { giftCards } from '#modules/gift-cards/contract.ts'
import type { inventory } from '#modules/inventory/contract.ts'
import type { Order, orders } from '#modules/orders/contract.ts'
import type { payments } from '#modules/payments/contract.ts'
import type { Settings, settings } from '#modules/settings/contract.ts'
import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'
import type { OfOrder, Return } from './contract.ts'

export type Returning = Needs<{
  catalog: typeof catalog
  giftCards: typeof giftCards
  inventory: typeof inventory
  orders: typeof orders
  payments: typeof payments
  settings: typeof settings
}>

/** A decision, the order its goods were paid with, and until when whoever has it here may carry it out: nobody else does meanwhile. */
export type Claim = { decided: Return; settlement_id: string; paid_order_id: string; finishing_until: string }

/** The shop's settings, kept in memory until they change. */
export const readSettings = ({ db, settings }: Returning): Promise<Settings> => remembered(db, 'settings', () => settings.readOwn({}))

/** How the shop itself calls a neighbour, whoever asked it to. */
export const AS_SHOP = { actor: { kind: 'service', name: 'returns' } } as const satisfies Partial<Call>

/**
 * The order, if whoever asks may return of it: by the link from its mail, or as its owner who is signed in; orders decides.
 * @throws NOT_FOUND
 */
export const orderOfAsker = async ({ orders }: Returning, { order_id, order_token }: OfOrder): Promise<Order> => {
  if (order_token !== undefined) return orders.trackOrder({ token: order_token })
  if (order_id !== undefined) return orders.readOrder({ order_id })
  throw fail('NOT_FOUND', 'Say which order: by its id when you are signed in, or by the token of its link.', { field: 'order_id' })
}
