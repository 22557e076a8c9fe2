import { catalog } from '#modules/catalog/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { search } from './contract.ts'
import { findProducts } from './find-products.ts'
import { followSettings, followSettingsIfThere } from './follow-settings.ts'
import { indexProducts } from './index-products.ts'

export const searchModule = module(search, {
  folder: import.meta.dirname,
  needs: { catalog, settings },
  ops: { find: findProducts },
  on: { 'catalog.products_changed': indexProducts, 'settings.changed': followSettings },
  every: { follow_settings: { seconds: 15, run: followSettingsIfThere } },
  warm: followSettingsIfThere,
})
