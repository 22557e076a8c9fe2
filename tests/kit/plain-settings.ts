import type { Settings } from '#modules/settings/contract.ts'

/** The settings of a shop as they begin, for tests that look at something else; what differs can be given. */
export const plainSettings = (differences: Partial<Settings> = {}): Settings => ({
  shop_name: 'Shop',
  locales: ['en', 'de'],
  currencies: ['EUR', 'USD'],
  country: 'DE',
  contact_email: 'hello@shop.example',
  public_url: 'http://localhost',
  prices_include_tax: true,
  tax_rounding: 'per_line',
  approval: 'by_hand',
  capture: 'at_once',
  undo_seconds: 0,
  customers_may_cancel: true,
  return_days: 30,
  withdrawal_days: 14,
  mail_from: 'shop@shop.example',
  seller: {},
  invoicing: {},
  hero_picture: null,
  version: 1,
  updated_at: '2026-01-01T00:00:00.000Z',
  ...differences,
})
