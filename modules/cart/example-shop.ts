/** For this module's tests: a shop with real prices and stock, and a catalogue that says what the test tells it. */
import { catalog, type ResolvedVariant } from '#modules/catalog/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { type Settings, settings } from '#modules/settings/contract.ts'
import type { Call } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { cart } from './contract.ts'
import { cartModule } from './module.ts'

const own: Settings = {
  shop_name: 'Example',
  locales: ['en', 'de'],
  currencies: ['EUR', 'USD'],
  country: 'DE',
  contact_email: 'shop@example.com',
  public_url: 'http://example.com',
  approval: 'by_hand',
  mail_from: 'shop@example.com',
  version: 1,
  updated_at: '2026-03-01T09:00:00Z',
}

/** A call as it comes from outside, by nobody or by a customer. */
export const guest: Partial<Call> = { actor: { kind: 'anonymous' }, via: undefined }
export const customer = (user_id = newId()): Partial<Call> => ({
  actor: { kind: 'user', user_id, role: 'customer', name: 'Ada' },
  via: undefined,
})

type Facts = { title?: string; prices?: Record<string, number>; on_hand?: number; is_for_sale?: boolean }

export const exampleShop = async () => {
  const known = new Map<string, ResolvedVariant>()
  const asked = { times: 0 }
  const fakeCatalog = fakeModule(catalog, {
    resolveVariants: async ({ locale, refs }) => {
      asked.times++
      const find = (variant_id = '') => {
        const variant = known.get(variant_id)
        return variant ? { ...variant, title: locale === 'de' ? `${variant.title} (de)` : variant.title } : null
      }
      return { variants: refs.map((ref) => find(ref.variant_id)) }
    },
  })
  const fakeSettings = fakeModule(settings, { readOwn: async () => own })
  const shop = await testShop({ cart, inventory, pricing }, [cartModule, inventoryModule, pricingModule, fakeCatalog, fakeSettings], {
    pool_size: 30,
  })
  const { clients, db } = shop

  /** What is given changes, the rest stays; returns the variant's id. */
  const offer = async ({ title = 'Mug', prices, on_hand, is_for_sale = true }: Facts = {}, variant_id = newId()): Promise<string> => {
    const before = known.get(variant_id)
    const product_id = before?.product_id ?? newId()
    known.set(variant_id, { variant_id, product_id, slug: 'mug', sku: 'MUG', title, variant_title: '', picture: null, is_for_sale })
    if (prices ?? !before) {
      const all = Object.entries(prices ?? { EUR: 1_000 }).map(([currency, amount]) => ({
        variant_id,
        currency,
        amount,
        compare_at_amount: null,
      }))
      await clients.pricing.setPrices({ variant_ids: [variant_id], prices: all })
    }
    if (on_hand !== undefined || !before) await clients.inventory.setStock({ levels: [{ variant_id, on_hand: on_hand ?? 20 }] })
    await db.changed(db.sql, 'catalog')
    return variant_id
  }
  const withdraw = async (variant_id: string) => {
    known.delete(variant_id)
    await db.changed(db.sql, 'catalog')
  }
  return { ...shop, offer, withdraw, asked }
}
