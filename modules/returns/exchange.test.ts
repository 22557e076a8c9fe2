/** Another variant for what came back: who may name which, and what becomes of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order } from '#modules/orders/contract.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { api, done, EUR, settle, shipped, shop, sold, staff } from './shop-for-tests.ts'

const [GREEN, RED] = [newId(), newId()]
/** Three mugs of a product with two other colours on sale. */
const colourful = (currency = 'EUR'): Order => {
  const order = shipped()
  const [mug] = order.lines
  const facts = { compare_at: null, lowest: null, tiers: [], in_stock: true, picture: null }
  const variant = (variant_id: string, colour: string) => ({
    ...{ variant_id, sku: `MUG-${colour}`, options: { Colour: colour }, price: { amount: 5_000, currency }, ...facts },
  })
  sold.set(mug!.product_id, {
    ...{ product_id: mug!.product_id, slug: 'mug', title: 'Mug', description: '', brand: null, breadcrumbs: [], pictures: [] },
    options: [{ name: 'Colour', title: 'Colour', values: [] }],
    variants: [variant(mug!.variant_id, 'Blue'), variant(GREEN, 'Green'), variant(RED, 'Red')],
    ...{ published_at: order.placed_at, updated_at: order.placed_at },
  })
  return order
}
const lineOf = (order: Order) => order.lines[0]!.line_id
const ask = (order: Order, exchange_for?: string, more: object = {}) =>
  api.requestReturn({
    ...{ return_id: newId(), order_token: order.order_id, wanted: 'exchange' },
    lines: [{ line_id: lineOf(order), quantity: 1, ...(exchange_for && { exchange_for }) }],
    ...more,
  })
const failsAt = (field: string) => (error: unknown) => isFailure(error, 'NOT_EXCHANGEABLE') && error.details.field === field

test('what is wished for is kept on its line and sent, at the worth of what came back, whatever it costs today', async () => {
  const order = colourful()
  const { return_id, lines } = await ask(order, GREEN)
  assert.deepEqual(lines[0]?.exchange_for, { variant_id: GREEN, sku: 'MUG-Green', variant_title: 'Green' })
  const { state, lines: sent, total, waived } = await settle(return_id, 'exchange')
  assert.deepEqual([state, sent[0]?.sent_instead?.variant_id, total, waived], ['settled', GREEN, EUR(334), EUR(0)])
  assert.deepEqual([done.instead, done.refunds.has(return_id), done.credits.has(return_id)], [[GREEN], false, false])
})

test('staff send another one than was wished for, or the same again, or give the money back, and the wish stays', async () => {
  for (const [named, instead] of [
    [RED, RED],
    [undefined, undefined],
  ] as const) {
    const order = colourful()
    const exchange = [{ line_id: lineOf(order), variant_id: named ?? order.lines[0]!.variant_id }]
    const { lines } = await settle((await ask(order, GREEN)).return_id, 'exchange', { exchange })
    assert.deepEqual([lines[0]?.exchange_for?.variant_id, lines[0]?.sent_instead?.variant_id, done.instead], [GREEN, instead, [instead]])
  }
  const { lines, total } = await settle((await ask(colourful(), GREEN)).return_id, 'refund')
  assert.deepEqual([lines[0]?.exchange_for?.variant_id, lines[0]?.sent_instead, total], [GREEN, undefined, EUR(334)])
})

test('only an exchange names another variant, and one for each line', async () => {
  const order = colourful()
  const line_id = lineOf(order)
  for (const wanted of ['refund', 'store_credit', undefined])
    await assert.rejects(ask(order, GREEN, { wanted }), failsAt('lines.0.exchange_for'))
  const both = (other?: string) => [
    { line_id, quantity: 1, exchange_for: GREEN },
    { line_id, quantity: 1, ...(other && { exchange_for: other }) },
  ]
  for (const other of [RED, undefined]) await assert.rejects(ask(order, GREEN, { lines: both(other) }), failsAt('lines.1.exchange_for'))
  const { return_id, lines } = await ask(order, GREEN, { lines: both(GREEN) })
  assert.deepEqual([lines.length, lines[0]?.quantity], [1, 2])
  const named = (variant_id: string, id = line_id) => ({ line_id: id, variant_id })
  await assert.rejects(settle(return_id, 'refund', { exchange: [named(GREEN)] }), failsAt('exchange'))
  const again = (exchange: object[]) => api.settleReturn({ return_id, as: 'exchange', exchange: exchange as never }, staff)
  await assert.rejects(again([named(GREEN), named(RED)]), failsAt('exchange.1.variant_id'))
  await assert.rejects(again([named(GREEN, newId())]), failsAt('exchange.0.line_id'))
  assert.equal((await api.readReturn({ return_id }, staff)).state, 'received')
})

test('what is not of the product, not on sale or not sold in the currency is refused; of the line itself it needs no looking up', async () => {
  const order = colourful()
  await assert.rejects(ask(order, newId()), failsAt('lines.0.exchange_for'))
  await assert.rejects(ask(colourful('USD'), GREEN), failsAt('lines.0.exchange_for'))
  sold.delete(order.lines[0]!.product_id)
  await assert.rejects(ask(order, GREEN), failsAt('lines.0.exchange_for'))
  assert.equal((await ask(order, order.lines[0]!.variant_id)).lines[0]?.exchange_for, undefined)
})

test('the same request again is the same return, and the same decision the same order, also when the product is gone by then', async () => {
  const order = colourful()
  const return_id = newId()
  const asked = await ask(order, GREEN, { return_id })
  const settled = await settle(return_id, 'exchange')
  sold.delete(order.lines[0]!.product_id)
  assert.equal((await ask(order, GREEN, { return_id })).number, asked.number)
  const again = await api.settleReturn({ return_id, as: 'exchange' }, staff)
  assert.deepEqual([again.version, again.replacement_order_id], [settled.version, settled.replacement_order_id])
})

test('a decision whose variant is no longer for sale, or sold out, is taken back, and says which it is', async () => {
  for (const refuse of [
    () => fail('OUT_OF_STOCK', 'This is sold out.', { variant_id: GREEN, available: 0, wanted: 1 }),
    () => fail('NOT_EXCHANGEABLE', 'Mug, Green is gone.'),
  ]) {
    const { return_id } = await ask(colourful(), GREEN)
    done.refuse = refuse
    await assert.rejects(settle(return_id, 'exchange'), (error) => isFailure(error, refuse().code))
    done.refuse = undefined
    const { state, lines, timeline } = await api.readReturn({ return_id }, staff)
    assert.deepEqual([state, lines[0]?.sent_instead, lines[0]?.exchange_for?.variant_id], ['received', undefined, GREEN])
    assert.match(timeline.at(-1)?.note ?? '', /^Mug, Green is (sold out|gone)\.$/)
    assert.equal((await api.settleReturn({ return_id, as: 'exchange' }, staff)).state, 'settled')
  }
  assert.deepEqual(await shop.audit(), [])
})

test('the row itself keeps another variant to exchanges', async () => {
  const { return_id } = await ask(colourful(), GREEN)
  const update = (set: string) => shop.db.pool.query(`UPDATE returns.returns SET ${set} WHERE return_id = $1`, [return_id])
  await assert.rejects(update(`wanted = 'refund'`), /only_an_exchange_is_for_another_variant/)
  await assert.rejects(
    update(`lines = jsonb_set(lines, '{0,sent_instead}', lines #> '{0,exchange_for}')`),
    /only_an_exchange_sends_another_variant/,
  )
})
