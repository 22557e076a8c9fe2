import { catalog } from '#modules/catalog/contract.ts'
import { customers } from '#modules/customers/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { addLine } from './add-line.ts'
import { changeLine } from './change-line.ts'
import { readCheckout, saveCheckout } from './checkout-draft.ts'
import { claimCart } from './claim-cart.ts'
import { closeCart } from './close-cart.ts'
import { cart } from './contract.ts'
import { createCart } from './create-cart.ts'
import { CATALOG_CHANGED } from './known-variants.ts'
import type { Carts } from './needs.ts'
import { pruneCarts } from './prune-carts.ts'
import { readCart } from './read-cart.ts'
import { readGoods } from './read-goods.ts'
import { readMyCart } from './read-my-cart.ts'

export const cartModule = module<typeof cart, Carts>(cart, {
  folder: import.meta.dirname,
  needs: { catalog, customers, inventory, pricing, settings },
  ops: { createCart, readMyCart, readCart, addLine, changeLine, claimCart, saveCheckout, readCheckout, readGoods, closeCart },
  on: { 'settings.changed': forget('settings'), 'catalog.products_changed': forget(CATALOG_CHANGED) },
  every: { prune_guest_carts: { seconds: 86_400, run: pruneCarts } },
})
