/** For this module's tests: carts are real, and their neighbours say what the test tells them. */
import { catalog, type ResolvedVariant } from '#modules/catalog/contract.ts'
import { customers } from '#modules/customers/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { type Settings, settings } from '#modules/settings/contract.ts'
import type { Call } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { cart } from './contract.ts'
import { cartModule } from './module.ts'

const own: Settings = plainSettings()

/** A call as it comes from outside, by nobody or by a customer. */
export const guest: Partial<Call> = { actor: { kind: 'anonymous' }, via: undefined }
export const customer = (user_id = newId()): Partial<Call> => ({
  actor: { kind: 'user', user_id, role: 'customer', name: 'Ada' },
  via: undefined,
})

/** `prices`: currency -> minor units; `tiers`: from a quantity on, in EUR; `trade`: what the group `trade` pays, in EUR */
type Offer = {
  title: string
  prices: Record<string, number>
  tiers: [min_quantity: number, amount: number][]
  trade?: number
  on_hand: number
  is_for_sale: boolean
}
const MUG: Offer = { title: 'Mug', prices: { EUR: 1_000 }, tiers: [], on_hand: 20, is_for_sale: true }

/** `asked.times`: how often the catalogue was asked. `traders`: who belongs to the group `trade`. */
export const exampleShop = async () => {
  const offers = new Map<string, Offer>()
  const asked = { times: 0 }
  const traders = new Set<string>()
  const variantOf = (variant_id: string, locale?: string): ResolvedVariant | null => {
    const found = offers.get(variant_id)
    if (!found) return null
    const title = locale === 'de' ? `${found.title} (de)` : found.title
    const { is_for_sale } = found
    return {
      variant_id,
      product_id: variant_id,
      slug: 'mug',
      sku: 'MUG',
      title,
      variant_title: '',
      picture: null,
      category_ids: [],
      tax_class: 'standard',
      weight_grams: 0,
      is_for_sale,
    }
  }
  const neighbours = [
    fakeModule(settings, { readOwn: async () => own }),
    fakeModule(catalog, {
      resolveVariants: async ({ locale, refs }) => {
        asked.times++
        return { variants: refs.map(({ variant_id = '' }) => variantOf(variant_id, locale)) }
      },
    }),
    fakeModule(inventory, {
      readLevels: async ({ variant_ids }) => ({
        levels: variant_ids.map((variant_id) => {
          const on_hand = offers.get(variant_id)?.on_hand ?? 0
          return { variant_id, on_hand, reserved: 0, available: on_hand }
        }),
      }),
    }),
    fakeModule(customers, {
      readTerms: async ({ user_id }) => ({ user_id, customer_group: traders.has(user_id) ? 'trade' : null, is_tax_exempt: false }),
    }),
    fakeModule(pricing, {
      quoteFor: async ({ currency, lines: all, customer_group }) => {
        const money = (amount: number) => ({ amount, currency })
        const lines = all.flatMap(({ variant_id, quantity }) => {
          const { prices = {}, tiers: offered = [], trade } = offers.get(variant_id) ?? {}
          const usual = customer_group === 'trade' && trade !== undefined ? trade : prices[currency]
          if (usual === undefined) return []
          const tiers = currency === 'EUR' ? offered.map(([min_quantity, amount]) => ({ min_quantity, unit_price: money(amount) })) : []
          const amount = tiers.findLast(({ min_quantity }) => min_quantity <= quantity)?.unit_price.amount ?? usual
          return [
            { variant_id, quantity, unit_price: money(amount), compare_at: null, tiers, why: [], line_total: money(amount * quantity) },
          ]
        })
        const subtotal = money(lines.reduce((sum, line) => sum + line.line_total.amount, 0))
        return { currency, lines, unpriced: [], subtotal, total: subtotal }
      },
    }),
  ]
  const shop = await testShop({ cart }, [cartModule, ...neighbours], { pool_size: 30 })

  /** Offers something; what is not given stays as it was. Returns the variant's id. */
  const offer = async (facts: Partial<Offer> = {}, variant_id = newId()): Promise<string> => {
    offers.set(variant_id, { ...MUG, ...offers.get(variant_id), ...facts })
    await shop.db.changed(shop.db.sql, 'catalog')
    return variant_id
  }
  const withdraw = async (variant_id: string) => {
    offers.delete(variant_id)
    await shop.db.changed(shop.db.sql, 'catalog')
  }
  return { ...shop, offer, withdraw, asked, traders }
}
