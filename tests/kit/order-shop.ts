/** A shop for tests of orders and payments: all modules that keep their rules are real; what is sold and what it costs is given. */
import { cart } from '#modules/cart/contract.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { customers } from '#modules/customers/contract.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { orders } from '#modules/orders/contract.ts'
import { ordersModule } from '#modules/orders/module.ts'
import { payments } from '#modules/payments/contract.ts'
import { paymentsModule } from '#modules/payments/module.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { promotions } from '#modules/promotions/contract.ts'
import { type Settings, settings } from '#modules/settings/contract.ts'
import { shipping } from '#modules/shipping/contract.ts'
import { tax } from '#modules/tax/contract.ts'
import type { Client, Contract } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { manualPayments } from '#plugins/manual-payments/contract.ts'
import { manualPaymentsModule } from '#plugins/manual-payments/module.ts'
import { manualProvider } from '#plugins/manual-payments/provider.ts'
import { simulatedPayments } from '#plugins/simulated-payments/contract.ts'
import { simulatedPaymentsModule } from '#plugins/simulated-payments/module.ts'
import { simulatedProvider } from '#plugins/simulated-payments/provider.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { referenceTax } from '#tests/kit/reference-tax.ts'

export const MUG = {
  variant_id: newId(),
  product_id: newId(),
  slug: 'mug',
  sku: 'MUG',
  title: 'Mug',
  variant_title: '',
  picture: null,
  category_ids: [],
  tax_class: 'standard',
  weight_grams: 300,
  is_for_sale: true,
}
/** A second thing to sell, for three times the price. */
export const POT = { ...MUG, variant_id: newId(), product_id: newId(), slug: 'pot', sku: 'POT', title: 'Pot', weight_grams: 900 }
const PRICE = { amount: 1250, currency: 'EUR' }
const priceOf = (variant_id: string) => ({ ...PRICE, amount: variant_id === POT.variant_id ? 3750 : PRICE.amount })
const SETTINGS = plainSettings({ locales: ['en'], currencies: ['EUR'] })
export const ADDRESS = { name: 'Ada Example', line1: 'Street 1', postal_code: '10115', city: 'Berlin', country: 'DE' }

type Answers<C extends Contract> = Parameters<typeof fakeModule<C>>[1]

type Given = {
  approval?: 'by_hand' | 'when_paid'
  capture?: Settings['capture']
  /** 0: decisions stand at once */
  undo_seconds?: number
  customers_may_cancel?: boolean
  /** can also be paid by bank transfer and in cash */
  has_manual?: boolean
  stock?: number /** lines of the cart, version of the cart */
  cart?: { quantity: number; version: number }
  pool_size?: number
  /** are tries to buy counted? */
  has_limits?: boolean
  /** other answers of the engines than: no promotion, no way of shipping, 19 % in every price */
  promotions?: Partial<Answers<typeof promotions>>
  shipping?: Answers<typeof shipping>
  tax?: Answers<typeof tax>
  giftCards?: Answers<typeof giftCards>
  /** payments that answer like this, instead of the real ones with the simulated provider */
  payments?: Answers<typeof payments>
  prices_include_tax?: boolean
  terms?: { customer_group: string | null; is_tax_exempt: boolean }
  /** modules that listen to these, or that are real in this test */
  also?: Module[]
}

export const orderShop = async ({
  approval = 'by_hand',
  capture = 'at_once',
  undo_seconds = 0,
  customers_may_cancel = true,
  has_manual = false,
  stock = 10,
  cart: given = { quantity: 1, version: 1 },
  pool_size = 20,
  has_limits = false,
  prices_include_tax = true,
  terms = { customer_group: null, is_tax_exempt: false },
  also = [],
  ...answers
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
  const byHand = manualProvider(() => shop.clients.manualPayments, {
    bank_transfer_to: 'DE02 1203 0000 0000 2020 51',
    has_cash_on_delivery: true,
  })
  const asked = { groups: [] as (string | null)[] }
  const named = new Set(also.map(({ contract }) => contract.name))
  const shop = await testShop(
    { orders, payments, inventory, simulatedPayments, manualPayments },
    [
      ...also,
      ...[
        ordersModule({ token_key: key, has_limits }),
        answers.payments
          ? fakeModule(payments, answers.payments)
          : paymentsModule({ providers: has_manual ? [provider, byHand] : [provider] }),
        manualPaymentsModule,
        simulatedPaymentsModule({ webhook_key: key }),
        inventoryModule,
        fakeModule(cart, {
          readGoods: async ({ cart_id }) => ({
            cart_id,
            version: given.version,
            lines: [{ variant_id: MUG.variant_id, title: MUG.title, quantity: given.quantity, unit_price: PRICE, variant: MUG }],
          }),
          closeCart: async () => ({ is_closed: true }),
        }),
        fakeModule(catalog, {
          resolveVariants: async ({ refs }) => ({
            variants: refs.map(({ sku, variant_id }) =>
              sku === 'GONE' ? null : sku === 'POT' || variant_id === POT.variant_id ? POT : MUG,
            ),
          }),
        }),
        fakeModule(pricing, {
          quoteFor: async ({ currency, lines, customer_group }) => {
            asked.groups.push(customer_group ?? null)
            const priced = lines.map((line) => ({
              ...line,
              unit_price: priceOf(line.variant_id),
              compare_at: null,
              tiers: [],
              why: [],
              line_total: { amount: priceOf(line.variant_id).amount * line.quantity, currency },
            }))
            const sum = { amount: priced.reduce((all, line) => all + line.line_total.amount, 0), currency }
            return { currency, lines: priced, unpriced: [], subtotal: sum, total: sum }
          },
        }),
        fakeModule(customers, { readTerms: async ({ user_id }) => ({ user_id, ...terms }) }),
        fakeModule(promotions, { evaluate: async () => ({ discounts: [], refused: [], why: [] }), ...answers.promotions }),
        fakeModule(shipping, answers.shipping ?? { listOptions: async () => ({ options: [], is_set_up: false }) }),
        fakeModule(tax, answers.tax ?? { calculate: async (input) => referenceTax()(input) }),
        fakeModule(giftCards, answers.giftCards ?? {}),
        fakeModule(settings, {
          readOwn: async () => ({ ...SETTINGS, approval, capture, prices_include_tax, undo_seconds, customers_may_cancel }),
        }),
      ].filter(({ contract }) => !named.has(contract.name)),
    ],
    { pool_size },
  )
  simulated = shop.clients.simulatedPayments
  await shop.clients.inventory.setStock({ levels: [MUG, POT].map(({ variant_id }) => ({ variant_id, on_hand: stock })) })
  return { ...shop, asked }
}
