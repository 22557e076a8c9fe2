import type { Settings } from '#modules/settings/contract.ts'

/** The settings of a shop, for tests. */
export const settingsForTests: Settings = {
  shop_name: 'Lantern & Loom',
  locales: ['en', 'de'],
  currencies: ['EUR', 'USD'],
  country: 'DE',
  contact_email: 'hello@shop.example',
  public_url: 'https://shop.example',
  prices_include_tax: true,
  tax_rounding: 'per_line' as const,
  approval: 'by_hand',
  mail_from: 'shop@shop.example',
  version: 1,
  updated_at: '2026-03-01T09:00:00.000Z',
}
