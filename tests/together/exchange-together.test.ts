/** Another size for what came back, with the real catalogue, prices, stock, orders, payments and books: goods for goods, and no money moves. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalog } from '#modules/catalog/contract.ts'
import { exampleProduct } from '#modules/catalog/example-product.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { media } from '#modules/media/contract.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import type { Return } from '#modules/returns/contract.ts'
import type { Client } from '#platform/contract.ts'
import { type Failure, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { fakeModule } from '#platform/testing.ts'
import { EUR, returnShop, STAFF } from '#tests/kit/return-shop.ts'

let goods!: Client<typeof catalog>
const lender: Module = {
  ...{ contract: { name: 'lender', title: 'Lender', ops: {}, events: {} }, folder: import.meta.dirname, needs: { catalog }, ports: {} },
  ...{ ops: {}, on: {}, every: {}, checks: {} },
  warm: async (needs) => {
    goods = (needs as { catalog: typeof goods }).catalog
  },
}
const shop = await returnShop([catalogModule, pricingModule, fakeModule(media, {}), lender])
const { inventory, orders, payments } = shop.clients
const { bought, shippedBy, ship, received, look, isSound } = shop

type Sizes = Record<string, { amount?: number; on_hand: number }>
/** A product in sizes, and the variant of each. */
const inSizes = async (title: string, sizes: Sizes) => {
  const input = {
    ...exampleProduct({ title }),
    ...{ product_id: newId(), tax_class: 'standard', options: [{ name: 'Size', values: Object.keys(sizes) }] },
    variants: Object.entries(sizes).map(([size, { amount, on_hand }]) => ({
      ...{ sku: `${title.toUpperCase()}-${size}`, options: { Size: size }, weight_grams: 100, on_hand },
      prices: amount === undefined ? [] : [{ currency: 'EUR', amount }],
    })),
  }
  const { variant_ids } = await goods.createProduct(input, STAFF)
  await shop.settle()
  const variantOf = Object.fromEntries(Object.keys(sizes).map((size, i) => [size, variant_ids[i] ?? '']))
  return { input, of: (size: string) => variantOf[size] ?? '' }
}
const tees = () =>
  inSizes(`Tee${newId().slice(-6)}`, {
    S: { amount: 2_000, on_hand: 5 },
    M: { amount: 2_500, on_hand: 4 },
    L: { amount: 1_500, on_hand: 0 },
    XL: { on_hand: 9 },
  })

const ask = async (order_id: string, exchange_for: string | undefined, wanted: Return['wanted'] = 'exchange') => {
  const { token, lines } = await orders.readOrder({ order_id }, STAFF)
  const asked = lines.map(({ line_id, quantity }) => ({ line_id, quantity, ...(exchange_for && { exchange_for }) }))
  return shop.returns.requestReturn({ return_id: newId(), order_token: token, wanted, lines: asked }, { actor: { kind: 'anonymous' } })
}
/** Asked for, and back on the shelf. */
const cameBack = async (order_id: string, exchange_for?: string) => {
  const { return_id, lines } = await ask(order_id, exchange_for)
  await shop.returns.approveReturn({ return_id }, STAFF)
  const came = lines.map(({ line_id, quantity }) => ({ line_id, accepted_quantity: quantity, restock_quantity: quantity }))
  return shop.returns.receiveReturn({ return_id, lines: came }, STAFF)
}
const exchange = (return_id: string, named?: { line_id: string; variant_id: string }[]) =>
  shop.returns.settleReturn({ return_id, as: 'exchange', ...(named && { exchange: named }) }, STAFF)
const stockOf = async (variant_id: string) => {
  const { levels } = await inventory.readLevels({ variant_ids: [variant_id] })
  return [levels[0]?.on_hand, levels[0]?.reserved]
}
const failsWith = (code: string, field?: string) => (error: unknown) =>
  isFailure(error, code) && (field === undefined || error.details.field === field)

test('another size is sent for nothing, the first one is on the shelf again, and what was paid for it is what the new one is worth', async () => {
  const tee = await tees()
  const order_id = await shippedBy('test-card', 1, { variant_id: tee.of('S') })
  const { return_id, lines } = await cameBack(order_id, tee.of('M'))
  assert.deepEqual([lines[0]?.exchange_for?.variant_title, lines[0]?.amount], ['M', EUR(2_000)])
  const settled = await Promise.all([1, 2, 3].map(() => exchange(return_id)))
  const [anew] = new Set(settled.map(({ replacement_order_id }) => replacement_order_id ?? ''))
  assert.ok(anew)
  assert.equal((await exchange(return_id)).replacement_order_id, anew)
  await shop.settle()
  assert.deepEqual(
    [await stockOf(tee.of('S')), await stockOf(tee.of('M'))],
    [
      [5, 0],
      [4, 1],
    ],
  )
  const sent = await orders.readOrder({ order_id: anew }, STAFF)
  const [line] = sent.lines
  assert.deepEqual([line?.sku, line?.variant_title, line?.weight_grams], [tee.input.variants[1]?.sku, 'M', 100])
  assert.deepEqual([line?.unit_price, line?.replaces, sent.total], [EUR(0), { order_id, quantity: 1, amount: 2_000 }, EUR(0)])
  const { state, refunded, credited, due } = await look(order_id)
  assert.deepEqual([state, refunded, credited, due], ['fulfilled', 0, 0, 0])
  await ship(anew)
  assert.deepEqual(await stockOf(tee.of('M')), [3, 0])
  const back = await shop.returns.settleReturn({ return_id: await received(anew, 1), as: 'refund' }, STAFF)
  await shop.settle()
  assert.deepEqual([back.total, (await look(order_id)).refunded], [EUR(2_000), 2_000])
  assert.deepEqual(await stockOf(tee.of('M')), [4, 0])
  await isSound()
})

test('sizes that were bought apart may become the same one, also in the next exchange, and each keeps its worth', async () => {
  const tee = await tees()
  const order_id = await bought('test-card', 1, { variant_id: tee.of('S') })
  const { lines, version } = await orders.readOrder({ order_id }, STAFF)
  const more = [
    { line_id: lines[0]?.line_id ?? '', quantity: 2 },
    { variant_id: tee.of('M'), quantity: 1 },
  ]
  await orders.editOrder({ order_id, version, edit_id: newId(), lines: more }, STAFF)
  await shop.settle()
  const { due } = await look(order_id)
  await payments.pay({ order_id, amount: due, currency: 'EUR', method: 'test-card' }, { ...STAFF, idempotency_key: newId() })
  await shop.settle()
  const first = await exchange((await cameBack(await ship(order_id), tee.of('M'))).return_id)
  await shop.settle()
  const anew = await ship(first.replacement_order_id ?? '')
  assert.deepEqual(
    [await stockOf(tee.of('S')), await stockOf(tee.of('M'))],
    [
      [5, 0],
      [1, 0],
    ],
  )
  const second = await cameBack(anew, tee.of('S'))
  assert.deepEqual(
    second.lines.map(({ amount, quantity }) => [quantity, amount.amount]),
    [
      [2, 4_000],
      [1, 2_500],
    ],
  )
  const [two, one] = second.lines
  const again = await exchange(second.return_id, [{ line_id: one!.line_id, variant_id: tee.of('M') }])
  assert.deepEqual([again.lines[0]?.sent_instead?.variant_id, again.lines[1]?.sent_instead], [tee.of('S'), undefined])
  await shop.settle()
  const last = await ship(again.replacement_order_id ?? '')
  const { lines: kept } = await orders.readOrder({ order_id: last }, STAFF)
  assert.deepEqual(
    kept.map(({ line_id, variant_id, replaces }) => [line_id, variant_id, replaces]),
    [
      [two?.line_id, tee.of('S'), { order_id, quantity: 2, amount: 4_000 }],
      [one?.line_id, tee.of('M'), { order_id, quantity: 1, amount: 2_500 }],
    ],
  )
  await isSound()
})

test('it is another variant of the same product, which is sold: everything else is refused, also for staff', async () => {
  const [tee, cap] = [await tees(), await inSizes(`Cap${newId().slice(-6)}`, { S: { amount: 900, on_hand: 5 } })]
  const order_id = await shippedBy('test-card', 1, { variant_id: tee.of('S') })
  const none = [cap.of('S'), newId(), tee.of('XL')]
  for (const variant_id of none) await assert.rejects(ask(order_id, variant_id), failsWith('NOT_EXCHANGEABLE', 'lines.0.exchange_for'))
  await assert.rejects(ask(order_id, tee.of('M'), 'refund'), failsWith('NOT_EXCHANGEABLE', 'lines.0.exchange_for'))
  const { return_id, lines } = await cameBack(order_id, tee.of('M'))
  const line_id = lines[0]?.line_id ?? ''
  for (const variant_id of none)
    await assert.rejects(exchange(return_id, [{ line_id, variant_id }]), failsWith('NOT_EXCHANGEABLE', 'exchange.0.variant_id'))
  const named = [{ line_id, variant_id: tee.of('M') }]
  await assert.rejects(
    shop.returns.settleReturn({ return_id, as: 'refund', exchange: named }, STAFF),
    failsWith('NOT_EXCHANGEABLE', 'exchange'),
  )
  const anew = { replacement_id: newId(), order_id, reason: 'lost' }
  for (const variant_id of none.slice(0, 2))
    await assert.rejects(
      orders.placeReplacement({ ...anew, lines: [{ line_id, quantity: 1, variant_id }] }),
      failsWith('NOT_EXCHANGEABLE', 'lines.0.variant_id'),
    )
  assert.equal((await shop.returns.readReturn({ return_id }, STAFF)).state, 'received')
  await goods.updateProduct({ ...tee.input, status: 'archived' }, STAFF)
  await assert.rejects(exchange(return_id), failsWith('NOT_EXCHANGEABLE', 'exchange'))
  const same = await exchange(return_id, [{ line_id, variant_id: tee.of('S') }])
  assert.deepEqual([same.state, same.lines[0]?.sent_instead], ['settled', undefined])
  await isSound()
})

test('a size that is sold out is named to staff, who send another one or give the money back; the wish stays', async () => {
  const tee = await tees()
  const order_id = await shippedBy('test-card', 1, { variant_id: tee.of('S') })
  const { return_id, lines } = await cameBack(order_id, tee.of('L'))
  const refusal = await exchange(return_id).catch((error: Failure) => error)
  assert.ok(isFailure(refusal, 'OUT_OF_STOCK'))
  assert.match(refusal.message, /^Tee.*, L is sold out\.$/)
  const back = await shop.returns.readReturn({ return_id }, STAFF)
  assert.deepEqual([back.state, back.settled_as, back.lines[0]?.sent_instead], ['received', null, undefined])
  assert.equal(back.lines[0]?.exchange_for?.variant_id, tee.of('L'))
  const settled = await exchange(return_id, [{ line_id: lines[0]?.line_id ?? '', variant_id: tee.of('M') }])
  assert.deepEqual([settled.lines[0]?.exchange_for?.variant_title, settled.lines[0]?.sent_instead?.variant_title], ['L', 'M'])
  await shop.settle()
  assert.deepEqual(
    [await stockOf(tee.of('S')), await stockOf(tee.of('L')), await stockOf(tee.of('M'))],
    [
      [5, 0],
      [0, 0],
      [4, 1],
    ],
  )
  await isSound()
})
