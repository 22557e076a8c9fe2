import type { catalog } from '#modules/catalog/contract.ts'
import type { customers } from '#modules/customers/contract.ts'
import type { inventory } from '#modules/inventory/contract.ts'
import type { pricing, Quote } from '#modules/pricing/contract.ts'
import type { Settings, settings } from '#modules/settings/contract.ts'
import type { Call, Input } from '#platform/contract.ts'
import type { Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'

export type Carts = Needs<{
  catalog: typeof catalog
  customers: typeof customers
  inventory: typeof inventory
  pricing: typeof pricing
  settings: typeof settings
}>

/** In which language and currency a cart is looked at. */
export type View = { locale: string; currency: string }

/** What the shopper asked for, else what the shop starts with. Settings are kept in memory until they change. */
export const viewOf = async ({ db, settings }: Carts, asked: Partial<View>): Promise<View> => {
  const shop: Settings = await remembered(db, 'settings', () => settings.readOwn({}))
  return { locale: asked.locale ?? shop.locales[0] ?? 'en', currency: asked.currency ?? shop.currencies[0] ?? 'EUR' }
}

type Asked = Omit<Input<(typeof pricing)['ops']['quoteFor']>, 'customer_group'>

/** What goods cost whoever is asking: a member of a group the group's prices. One statement, and for someone who is signed in two. */
export const quoteFor = async ({ customers, pricing }: Carts, { actor }: Call, asked: Asked): Promise<Quote> => {
  const terms = actor.kind === 'user' ? await customers.readTerms({ user_id: actor.user_id }) : null
  return pricing.quoteFor({ ...asked, customer_group: terms?.customer_group ?? null })
}

/** Who is asking, as the owner predicate of every statement wants it: the shop itself may look into any cart. */
export const holderOf = ({ actor }: Call): { user_id: string | null; is_shop: boolean } => ({
  user_id: actor.kind === 'user' ? actor.user_id : null,
  is_shop: actor.kind === 'service',
})
