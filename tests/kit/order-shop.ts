/** A shop for tests of orders and payments: all modules that keep their rules are real; what is sold and what it costs is given. */
import { cart } from '#modules/cart/contract.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { orders } from '#modules/orders/contract.ts'
import { ordersModule } from '#modules/orders/module.ts'
import { payments } from '#modules/payments/contract.ts'
import { paymentsModule } from '#modules/payments/module.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import type { Client } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { simulatedPayments } from '#plugins/simulated-payments/contract.ts'
import { simulatedPaymentsModule } from '#plugins/simulated-payments/module.ts'
import { simulatedProvider } from '#plugins/simulated-payments/provider.ts'

export const MUG = {
  variant_id: newId(),
  product_id: newId(),
  slug: 'mug',
  sku: 'MUG',
  title: 'Mug',
  variant_title: '',
  picture: null,
  is_for_sale: true,
}
const PRICE = { amount: 1250, currency: 'EUR' }
const SETTINGS = {
  shop_name: 'Test shop',
  locales: ['en'],
  currencies: ['EUR'],
  country: 'DE',
  contact_email: 'shop@example.com',
  public_url: 'http://localhost:3000',
  mail_from: 'shop@example.com',
  seller: {},
  invoicing: {},
  version: 1,
  updated_at: '2026-01-01T00:00:00.000Z',
}
export const ADDRESS = { name: 'Ada Example', line1: 'Street 1', postal_code: '10115', city: 'Berlin', country: 'DE' }

type Given = {
  approval?: 'by_hand' | 'when_paid'
  stock?: number /** lines of the cart, version of the cart */
  cart?: { quantity: number; version: number }
  pool_size?: number
}

export const orderShop = async ({
  approval = 'by_hand',
  stock = 10,
  cart: given = { quantity: 1, version: 1 },
  pool_size = 20,
}: Given = {}) => {
  const key = new Uint8Array(32).fill(7)
  let simulated: Client<typeof simulatedPayments> | undefined
  const clock = { now: () => shop.clock.now() }
  const provider = simulatedProvider(
    () => {
      if (!simulated) throw new Error('not open yet')
      return simulated
    },
    key,
    clock,
  )
  const total = { amount: PRICE.amount * given.quantity, currency: 'EUR' }
  const { is_for_sale: _is_for_sale, ...mug } = MUG
  const shop = await testShop(
    { orders, payments, inventory, simulatedPayments },
    [
      ordersModule({ token_key: key }),
      paymentsModule({ providers: [provider] }),
      simulatedPaymentsModule({ webhook_key: key }),
      inventoryModule,
      fakeModule(cart, {
        readCart: async ({ cart_id }) => ({
          cart_id,
          version: given.version,
          currency: 'EUR',
          lines: [{ ...mug, quantity: given.quantity, unit_price: PRICE, line_total: total, problem: null, available: null }],
          item_count: given.quantity,
          subtotal: total,
        }),
        closeCart: async () => ({ is_closed: true }),
      }),
      fakeModule(catalog, { resolveVariants: async ({ refs }) => ({ variants: refs.map((ref) => (ref.sku === 'GONE' ? null : MUG)) }) }),
      fakeModule(pricing, {
        quote: async ({ currency, lines }) => {
          const priced = lines.map((line) => ({
            ...line,
            unit_price: PRICE,
            compare_at: null,
            line_total: { amount: PRICE.amount * line.quantity, currency },
          }))
          const sum = { amount: priced.reduce((all, line) => all + line.line_total.amount, 0), currency }
          return { currency, lines: priced, unpriced: [], subtotal: sum, total: sum }
        },
      }),
      fakeModule(settings, { readOwn: async () => ({ ...SETTINGS, approval }) }),
    ],
    { pool_size },
  )
  simulated = shop.clients.simulatedPayments
  await shop.clients.inventory.setStock({ levels: [{ variant_id: MUG.variant_id, on_hand: stock }] })
  return shop
}
