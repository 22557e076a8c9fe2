import type { cart } from '#modules/cart/contract.ts'
import type { catalog } from '#modules/catalog/contract.ts'
import type { customers } from '#modules/customers/contract.ts'
import type { giftCards } from '#modules/gift-cards/contract.ts'
import type { inventory } from '#modules/inventory/contract.ts'
import type { payments } from '#modules/payments/contract.ts'
import type { pricing } from '#modules/pricing/contract.ts'
import type { promotions } from '#modules/promotions/contract.ts'
import type { Settings, settings } from '#modules/settings/contract.ts'
import type { shipping } from '#modules/shipping/contract.ts'
import type { tax } from '#modules/tax/contract.ts'
import type { Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'

export type OrderPorts = {
  /** signs the links by which guests see their orders */
  token_key: Uint8Array
  /** are tries to buy counted (see limits.ts)? Always, but for tests that buy by the thousand from one address */
  has_limits?: boolean
}

export type Orders = Needs<
  {
    cart: typeof cart
    catalog: typeof catalog
    customers: typeof customers
    giftCards: typeof giftCards
    inventory: typeof inventory
    payments: typeof payments
    pricing: typeof pricing
    promotions: typeof promotions
    settings: typeof settings
    shipping: typeof shipping
    tax: typeof tax
  },
  OrderPorts
>

/** The shop's settings, kept in memory until they change. */
export const readSettings = ({ db, settings }: Orders): Promise<Settings> => remembered(db, 'settings', () => settings.readOwn({}))
