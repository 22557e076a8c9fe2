import type { Settings } from '#modules/settings/contract.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'

/** The settings of a shop, for tests. */
export const settingsForTests: Settings = plainSettings({
  shop_name: 'Lantern & Loom',
  public_url: 'https://shop.example',
  updated_at: '2026-03-01T09:00:00.000Z',
})
