/** The whole checkout with its real neighbours: what it comes to and what it costs the database. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { cart } from '#modules/cart/contract.ts'
import { cartModule } from '#modules/cart/module.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customers } from '#modules/customers/contract.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { giftCardsModule } from '#modules/gift-cards/module.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { media } from '#modules/media/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { ordersModule } from '#modules/orders/module.ts'
import { payments } from '#modules/payments/contract.ts'
import { paymentsModule } from '#modules/payments/module.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { promotions } from '#modules/promotions/contract.ts'
import { promotionsModule } from '#modules/promotions/module.ts'
import { settings } from '#modules/settings/contract.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { shipping } from '#modules/shipping/contract.ts'
import { shippingModule } from '#modules/shipping/module.ts'
import { tax } from '#modules/tax/contract.ts'
import { taxModule } from '#modules/tax/module.ts'
import type { Client } from '#platform/contract.ts'
import { newId, newSecretId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { simulatedPayments } from '#plugins/simulated-payments/contract.ts'
import { simulatedPaymentsModule } from '#plugins/simulated-payments/module.ts'
import { simulatedProvider } from '#plugins/simulated-payments/provider.ts'
import { storedValueProvider } from '#plugins/stored-value/provider.ts'

const ADDRESS = { name: 'Ada Example', line1: 'Street 1', postal_code: '10115', city: 'Berlin', country: 'DE' }
const GUEST = { actor: { kind: 'anonymous' }, via: undefined } as const
const ADMIN = { actor: { kind: 'user', user_id: newId(), role: 'admin', name: 'Root' } } as const
const TRADER = newId()
const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const key = new Uint8Array(32).fill(7)

let simulated: Client<typeof simulatedPayments> | undefined
const provider = simulatedProvider(() => simulated as Client<typeof simulatedPayments>, key, { now: (): Date => shop.clock.now() })
const shop = await testShop(
  { cart, catalog, giftCards, inventory, orders, payments, pricing, promotions, settings, shipping, simulatedPayments, tax },
  [
    cartModule,
    catalogModule,
    giftCardsModule({ code_key: key }),
    inventoryModule,
    ordersModule({ token_key: key }),
    paymentsModule({ providers: [provider, storedValueProvider((): Client<typeof giftCards> => shop.clients.giftCards)] }),
    pricingModule,
    promotionsModule,
    settingsModule({ public_url: 'http://localhost:3000' }),
    shippingModule({ carriers: [], first_zones: async () => [] }),
    simulatedPaymentsModule({ webhook_key: key }),
    taxModule({ vat_id_check: undefined, tax_provider: undefined }),
    fakeModule(customers, {
      readTerms: async ({ user_id }) => ({ user_id, customer_group: user_id === TRADER ? 'trade' : null, is_tax_exempt: false }),
    }),
    fakeModule(media, { describePictures: async ({ names }) => ({ pictures: names.map(() => null) }) }),
  ],
)
simulated = shop.clients.simulatedPayments

const makeMug = async (amount: number) => {
  const { variant_ids } = await shop.clients.catalog.createProduct({
    ...{ status: 'active', category_ids: [], options: [], pictures: [], translations: { en: { title: 'Mug', description: '' } } },
    variants: [{ sku: `MUG-${amount}`, options: {}, prices: [{ currency: 'EUR', amount }], on_hand: 100 }],
  })
  return variant_ids[0] ?? ''
}
const way = (title: string, amount: number) => ({
  ...{
    method_id: newId(),
    is_offered: true,
    title,
    text: '',
    translations: [],
    priced_by: 'flat' as const,
    max_weight_grams: null,
    min_days: 2,
  },
  ...{
    max_days: 4,
    tax_class: 'of_goods',
    carrier: null,
    pickup: null,
    prices: [{ currency: 'EUR', tiers: [{ from: 0, amount }], free_from: null }],
  },
})
const promote = (more: object) =>
  shop.clients.promotions.createPromotion({
    ...{ promotion_id: newId(), title: 'Ten off', trigger: 'automatic', tax_basis: 'before_tax' },
    rule: { version: 1, conditions: [], action: { kind: 'percent', basis_points: 1_000 } },
    ...more,
  })

await shop.clients.shipping.saveZone(
  { zone_id: newId(), version: 0, name: 'Germany', areas: [{ country: 'DE' }], methods: [way('Parcel', 490), way('Express', 990)] },
  ADMIN,
)
await promote({})
const mug = await makeMug(1_250)
await shop.settle()
await setTimeout(200) // notices of change come by way of the database as well

const fill = async () => {
  const cart_id = newSecretId()
  const { version } = await shop.clients.cart.addLine({ cart_id, variant_id: mug, quantity: 4 }, GUEST)
  return { cart_id, cart_version: version }
}
const buy = (wish: object, payment = { method: 'test-card' }) =>
  shop.clients.orders.checkout(
    { email: `${newId()}@example.com`, shipping_address: ADDRESS, payment, ...wish },
    { ...GUEST, idempotency_key: newId() },
  )

test('what the quote says is what the order, its payment and the provider’s books say', async () => {
  const basket = await fill()
  const quote = await shop.clients.orders.quoteCheckout({ ...basket, destination: { country: 'DE' } }, GUEST)
  assert.deepEqual([quote.problems, quote.subtotal, quote.discount_total, quote.shipping_total], [[], EUR(5_000), EUR(500), EUR(490)])
  assert.deepEqual([quote.total, quote.tax_total], [EUR(4_990), EUR(796)])
  const placed = await buy({ ...basket, expected_total: quote.total })
  assert.deepEqual([placed.payment_state, placed.total], ['paid', quote.total])
  const order = await shop.clients.orders.trackOrder({ token: placed.token }, GUEST)
  assert.deepEqual([order.taxes, order.net_total, order.paid], [quote.taxes, quote.net_total, quote.total])
  const { rows } = await shop.db.sql<{ amount: number }>`SELECT amount FROM simulated_payments.charges`
  assert.deepEqual(rows, [{ amount: 4_990 }])
})

test('a guest checkout with tax, shipping and a promotion is nine statements over all modules, the provider’s own included', async () => {
  await buy(await fill())
  await shop.settle()
  const basket = await fill()
  const { statements } = await countStatements(() => buy(basket))
  assert.ok(statements <= 9, `${statements} statements`)
})

test('a code with a limit is two statements more; a quote is two', async () => {
  await promote({ title: 'Limited', trigger: 'code', limit_total: 100 }).then(({ promotion_id }) =>
    shop.clients.promotions.addCodes({ promotion_id, batch_id: newId(), codes: ['LIMITED'] }, ADMIN),
  )
  await shop.settle()
  await setTimeout(200)
  await buy({ ...(await fill()), codes: ['LIMITED'] })
  const basket = await fill()
  const { statements } = await countStatements(() => buy({ ...basket, codes: ['LIMITED'] }))
  assert.ok(statements <= 11, `${statements} statements`)
  const looked = await fill()
  const quote = await countStatements(() => shop.clients.orders.quoteCheckout({ ...looked, destination: { country: 'DE' } }, GUEST))
  assert.ok(quote.statements <= 2, `${quote.statements} statements`)
})

test('an offer for the first order is one statement more than a code with a limit', async () => {
  const rule = { version: 1, conditions: [{ kind: 'first_order' }], action: { kind: 'percent', basis_points: 1_000 } }
  const { promotion_id } = await promote({ title: 'Welcome', trigger: 'code', rule })
  await shop.clients.promotions.addCodes({ promotion_id, batch_id: newId(), codes: ['WELCOME'] }, ADMIN)
  await shop.settle()
  await setTimeout(200)
  await buy({ ...(await fill()), codes: ['WELCOME'] })
  const basket = await fill()
  const { statements } = await countStatements(() => buy({ ...basket, codes: ['WELCOME'] }))
  assert.ok(statements <= 12, `${statements} statements`)
})

test('a cart comes to what the checkout asks: sale, group price, tier', async () => {
  const ada = { actor: { kind: 'user', user_id: TRADER, role: 'customer', name: 'Ada' }, via: undefined } as const
  const [pot, jug, bowl] = [await makeMug(3_000), await makeMug(2_000), await makeMug(1_000)]
  const list = { title: 'List', kind: 'list' as const, customer_group: null, starts_at: null, ends_at: null, off_basis_points: null }
  const [sale, trade, tiers] = [newId(), newId(), newId()]
  const { savePriceList, setListPrices } = shop.clients.pricing
  await savePriceList({ list_id: sale, ...list, kind: 'sale', is_active: true }, ADMIN)
  await setListPrices({ list_id: sale, prices: [{ variant_id: pot, currency: 'EUR', amount: 2_500 }] }, ADMIN)
  await savePriceList({ list_id: trade, ...list, customer_group: 'trade', is_active: true }, ADMIN)
  await setListPrices({ list_id: trade, prices: [{ variant_id: jug, currency: 'EUR', off_basis_points: 2_000 }] }, ADMIN)
  await savePriceList({ list_id: tiers, ...list, is_active: true }, ADMIN)
  await setListPrices({ list_id: tiers, prices: [{ variant_id: bowl, currency: 'EUR', min_quantity: 5, amount: 900 }] }, ADMIN)
  const compare = async (call: typeof GUEST | typeof ada) => {
    const cart_id = call === ada ? (await shop.clients.cart.readMyCart({}, ada)).cart_id : newSecretId()
    for (const [variant_id, quantity] of [
      [pot, 1],
      [jug, 1],
      [bowl, 5],
    ] as const)
      await shop.clients.cart.addLine({ cart_id, variant_id, quantity }, call)
    const { lines, subtotal, version } = await shop.clients.cart.readCart({ cart_id }, call)
    const quote = await shop.clients.orders.quoteCheckout({ cart_id, cart_version: version, destination: { country: 'DE' } }, call)
    assert.deepEqual([quote.problems, quote.subtotal], [[], subtotal])
    return lines.map(({ unit_price }) => unit_price.amount)
  }
  assert.deepEqual(await compare(GUEST), [2_500, 2_000, 900])
  assert.deepEqual(await compare(ada), [2_500, 1_600, 900])
})

test('a gift card pays its part and the card the rest; asked again, and again at once, each pays once', async () => {
  const { code } = await shop.clients.giftCards.credit({ credit_id: newId(), amount: EUR(1_000), reason: 'a present' })
  const typed = [code?.replaceAll('-', '').toLowerCase() ?? '', code ?? '']
  const quote = await shop.clients.orders.quoteCheckout(
    { ...(await fill()), destination: { country: 'DE' }, gift_card_codes: typed },
    GUEST,
  )
  assert.deepEqual([quote.gift_cards.map(({ amount }) => amount), quote.due], [[EUR(1_000)], EUR(3_990)], 'typed in two ways')
  const wish = {
    ...(await fill()),
    gift_card_codes: typed,
    email: 'ada@example.com',
    shipping_address: ADDRESS,
    payment: { method: 'test-card' },
  }
  const call = { ...GUEST, idempotency_key: newId() }
  const placed = await Promise.all([1, 2, 3].map(() => shop.clients.orders.checkout(wish, call)))
  const again = await shop.clients.orders.checkout(wish, call)
  await shop.settle()
  const order = await shop.clients.orders.trackOrder({ token: again.token }, GUEST)
  assert.equal(new Set(placed.map(({ order_id }) => order_id)).size, 1)
  assert.deepEqual(
    [order.payment_state, order.paid, order.due, order.gift_cards],
    ['paid', EUR(4_990), EUR(0), [{ last4: code?.slice(-4), amount: EUR(1_000) }]],
  )
  const { payments: taken } = await shop.clients.payments.listPayments({ order_id: order.order_id }, ADMIN)
  assert.deepEqual(
    taken
      .filter(({ state }) => state === 'captured')
      .map(({ method, amount }) => `${method} ${amount.amount}`)
      .sort(),
    ['gift-card 1000', 'test-card 3990'],
  )
  const { balance } = await shop.clients.giftCards.readBalance({ instrument: { code: code ?? '' }, currency: 'EUR' })
  assert.deepEqual(balance, EUR(0))
})
