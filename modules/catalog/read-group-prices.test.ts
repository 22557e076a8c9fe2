import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customers } from '#modules/customers/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { catalog } from './contract.ts'
import { exampleProduct, exampleVariants } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const neighbours = openNeighbours()
const trader = newId()
const others = neighbours.modules.filter(({ contract }) => contract.name !== 'customers')
others.push(
  fakeModule(customers, {
    readTerms: async ({ user_id }) => ({ user_id, customer_group: user_id === trader ? 'trade' : null, is_tax_exempt: false }),
  }),
)
const { clients } = await testShop({ catalog, pricing }, [catalogModule, ...others])
const goods = clients.catalog
const service = { actor: { kind: 'service', name: 'test' } } as const
const user = (user_id: string) => ({ actor: { kind: 'user', user_id, role: 'customer', name: '' } }) as const

const made = async (amounts: number[], compare_at_amount: number | null = null, status: 'active' | 'draft' = 'active') => {
  const { options, variants } = exampleVariants(amounts.map((_, i) => `${'abc'[i]}/1`))
  const priced = variants.map((one, i) => ({ ...one, prices: [{ currency: 'EUR', amount: amounts[i] ?? 0, compare_at_amount }] }))
  return goods.createProduct(exampleProduct({ options, variants: priced, status }))
}
/** The group pays so much for these variants. */
const own = (amounts: [string | undefined, number][]) => {
  neighbours.group_prices.clear()
  for (const [variant_id, amount] of amounts) neighbours.group_prices.set(variant_id ?? '', amount)
}
const asked = (product_ids: string[]) => ({ currency: 'EUR', customer_group: 'trade', product_ids })
const money = (amount: number) => ({ amount, currency: 'EUR' })

test('a card tells a group its cheapest variant, and a range only where its prices differ', async () => {
  const [one, two, three] = [await made([1_000]), await made([1_000, 1_200]), await made([1_000, 1_200])]
  own([
    [one.variant_ids[0], 700],
    [two.variant_ids[1], 900],
    [three.variant_ids[1], 1_000],
  ])
  const { prices } = await goods.readGroupPrices(asked([one, two, three].map(({ product_id }) => product_id)), service)
  const said = new Map(prices.map(({ product_id, price, has_price_range }) => [product_id, [price.amount, has_price_range]]))
  assert.deepEqual(said.get(one.product_id), [700, false])
  assert.deepEqual(said.get(two.product_id), [900, true])
  assert.deepEqual(said.get(three.product_id), [1_000, false])
})

test('a reduction stays beside the price everyone pays, and is never shown beside the price of a group', async () => {
  const [both, dear] = [await made([1_000, 1_200], 1_500), await made([1_000, 1_200], 1_500)]
  own([
    [both.variant_ids[0], 700],
    [dear.variant_ids[1], 1_100],
  ])
  const { prices } = await goods.readGroupPrices(asked([both.product_id, dear.product_id]), service)
  const said = new Map(prices.map(({ product_id, price, compare_at }) => [product_id, [price, compare_at]]))
  assert.deepEqual(said.get(both.product_id), [money(700), null])
  assert.deepEqual(said.get(dear.product_id), [money(1_000), money(1_500)])
})

test('products that cost a group what they cost everyone are left out, and so is what is not on sale', async () => {
  const [usual, draft] = [await made([1_000]), await made([1_000], null, 'draft')]
  own([[draft.variant_ids[0], 1]])
  assert.deepEqual(await goods.readGroupPrices(asked([usual.product_id, draft.product_id, newId()]), service), { prices: [] })
})

test('who is signed in may ask for their own group’s prices, by the terms they buy on; nobody may name a group', async () => {
  const { product_id, variant_ids } = await made([1_000])
  own([[variant_ids[0], 700]])
  const ask = { currency: 'EUR', product_ids: [product_id] }
  const { prices } = await goods.readMyPrices(ask, user(trader))
  assert.deepEqual(prices, [{ product_id, price: money(700), compare_at: null, lowest: null, has_price_range: false }])
  assert.deepEqual(await goods.readMyPrices(ask, user(newId())), { prices: [] })
  await assert.rejects(goods.readMyPrices(ask, { actor: { kind: 'anonymous' } }), { code: 'SIGN_IN_REQUIRED' })
})

test('a hundred products are one statement of the catalogue', async () => {
  const products = await Promise.all(Array.from({ length: 5 }, () => made([1_000, 2_000])))
  own(products.map(({ variant_ids }) => [variant_ids[0], 1]))
  const ids = [...products.map(({ product_id }) => product_id), ...Array.from({ length: 95 }, newId)]
  const { result, statements } = await countStatements(() => goods.readGroupPrices(asked(ids), service))
  assert.deepEqual([result.prices.length, statements], [5, 1])
})
