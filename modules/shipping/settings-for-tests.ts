import { settings } from '#modules/settings/contract.ts'
import { fakeModule } from '#platform/testing.ts'

/** Settings of a shop in a country that a test may change; whoever remembers them must be told. */
export const shopIn = (country: string) => {
  const shop = {
    shop_name: 'Shop',
    locales: ['en', 'de'],
    currencies: ['EUR', 'USD'],
    country,
    contact_email: 'hello@shop.example',
    public_url: 'http://localhost',
    prices_include_tax: true,
    tax_rounding: 'per_line' as const,
    approval: 'by_hand' as const,
    mail_from: 'shop@shop.example',
    version: 1,
    updated_at: '2026-01-01T00:00:00.000Z',
  }
  return { shop, module: fakeModule(settings, { readOwn: async () => shop }) }
}
