import type { customers } from '#modules/customers/contract.ts'
import type { inventory } from '#modules/inventory/contract.ts'
import type { media } from '#modules/media/contract.ts'
import type { pricing } from '#modules/pricing/contract.ts'
import type { settings } from '#modules/settings/contract.ts'
import type { Needs } from '#platform/module.ts'

/** What the use cases of the catalogue are handed. */
export type Catalog = Needs<{
  pricing: typeof pricing
  inventory: typeof inventory
  media: typeof media
  settings: typeof settings
  customers: typeof customers
}>
