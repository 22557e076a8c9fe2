import type { catalog } from '#modules/catalog/contract.ts'
import type { inventory } from '#modules/inventory/contract.ts'
import type { pricing } from '#modules/pricing/contract.ts'
import type { Settings, settings } from '#modules/settings/contract.ts'
import type { Call } from '#platform/contract.ts'
import type { Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'

export type Carts = Needs<{ catalog: typeof catalog; inventory: typeof inventory; pricing: typeof pricing; settings: typeof settings }>

/** In which language and currency a cart is looked at. */
export type View = { locale: string; currency: string }

/** What the shopper asked for, else what the shop starts with. Settings are kept in memory until they change. */
export const viewOf = async ({ db, settings }: Carts, asked: Partial<View>): Promise<View> => {
  const shop: Settings = await remembered(db, 'settings', () => settings.readOwn({}))
  return { locale: asked.locale ?? shop.locales[0] ?? 'en', currency: asked.currency ?? shop.currencies[0] ?? 'EUR' }
}

/** Who is asking, as the owner predicate of every statement wants it: the shop itself may look into any cart. */
export const holderOf = ({ actor }: Call): { user_id: string | null; is_shop: boolean } => ({
  user_id: actor.kind === 'user' ? actor.user_id : null,
  is_shop: actor.kind === 'service',
})
