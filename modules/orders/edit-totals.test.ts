/** What an edit leaves of what an order comes to, while the price of delivery rises and offers come and go. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Evaluated } from '#modules/promotions/contract.ts'
import type { ListOptions } from '#modules/shipping/contract.ts'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop, POT } from '#tests/kit/order-shop.ts'
import { EXPRESS, PARCEL, referencePromotions, referenceShipping } from '#tests/kit/reference-engines.ts'
import type { Order } from './contract.ts'

const GUEST = { actor: { kind: 'anonymous' } } as const
const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const

let dearer = 0
let is_sending = true
let codes: string[] = []
const shop = await orderShop({
  stock: 1_000,
  shipping: {
    listOptions: async (input: ListOptions) => {
      const { options, is_set_up } = referenceShipping(input)
      const priced = options.map((one) => ({ ...one, amount: { ...one.amount, amount: one.amount.amount + dearer } }))
      return { options: is_sending ? priced : [], is_set_up }
    },
  },
  promotions: { evaluate: async (input): Promise<Evaluated> => referencePromotions({ ...input, codes: [...input.codes, ...codes] }) },
})
const { orders } = shop.clients

const read = (order_id: string) => orders.readOrder({ order_id }, STAFF)
const placed = async (lines = [{ variant_id: MUG.variant_id, quantity: 2 }]): Promise<Order> => {
  const buyer = { email: 'ada@example.com', shipping_address: ADDRESS, payment: { method: 'test-card' }, lines }
  const { order_id } = await orders.checkout(buyer, { ...GUEST, idempotency_key: newId() })
  await shop.settle()
  return read(order_id)
}
const edit = async ({ order_id, version }: Order, change: object) => {
  const { quote, difference } = await orders.quoteEdit({ order_id, ...change }, STAFF)
  const edited = await orders.editOrder({ order_id, edit_id: newId(), version, expected_total: quote.total, ...change }, STAFF)
  await shop.settle()
  assert.equal(edited.total.amount, quote.total.amount)
  return { edited: await read(order_id), difference: difference.amount, options: quote.shipping_options }
}
const asSeen = ({ lines }: Order) => lines.map(({ line_id, quantity }) => ({ line_id, quantity }))
const sums = ({ total, due, shipping_total, lines, shipping, taxes, discounts, why }: Order) => {
  return { total, due, shipping_total, lines, shipping, taxes, discounts, why }
}
const whileDearer = async (work: () => Promise<void>) => {
  dearer = 200
  await work().finally(() => {
    dearer = 0
  })
}

test('a typo that is mended in an address leaves what the order comes to, whatever delivery and offers are by now', async () => {
  const order = await placed()
  const shipping_address = { ...ADDRESS, line1: 'Street 2', phone: '030 1234' }
  codes = ['TEN'] // an offer that came after the order
  await whileDearer(async () => {
    const { edited, difference, options } = await edit(order, { lines: asSeen(order), shipping_address })
    assert.deepEqual([sums(edited), edited.shipping_address, difference], [sums(order), shipping_address, 0])
    assert.deepEqual([edited.payment_state, edited.due.amount], ['paid', 0])
    assert.equal(options.find(({ method_id }) => method_id === PARCEL)?.amount.amount, 690) // what another choice would cost
  }).finally(() => {
    codes = []
  })
})

test('a way of sending that is offered no more stays with what was ordered by it', async () => {
  const order = await placed()
  is_sending = false
  const { edited } = await edit(order, { shipping_address: { ...ADDRESS, name: 'Ada B. Example' } }).finally(() => {
    is_sending = true
  })
  assert.deepEqual(sums(edited), sums(order))
})

test('other goods, another place or another way are reckoned at what delivery costs now', async () => {
  await whileDearer(async () => {
    const [more, moved, faster] = [await placed(), await placed(), await placed()]
    dearer = 300
    const shipping = async (order: Order, change: object) => (await edit(order, change)).edited.shipping_total.amount
    const line_id = more.lines[0]?.line_id
    assert.equal(await shipping(more, { lines: [{ line_id, quantity: 3 }] }), 790)
    assert.equal(await shipping(moved, { shipping_address: { ...ADDRESS, postal_code: '80331' } }), 790)
    assert.equal(await shipping(faster, { shipping_method_id: EXPRESS }), 1_290)
  })
})

test('another price of a line, or another reason for it, is written', async () => {
  const order = await placed()
  const line = { line_id: order.lines[0]?.line_id, quantity: 2, unit_price: { amount: 1_000, currency: 'EUR' }, price_reason: 'A chip' }
  const { edited } = await edit(order, { lines: [line] })
  assert.equal(edited.total.amount, 2_490)
  const again = await edit(edited, { lines: [{ ...line, price_reason: 'Two chips' }] })
  assert.deepEqual([again.edited.total.amount, again.edited.lines[0]?.why[0]?.text], [2_490, 'Two chips'])
})

test('what is sent anew costs no delivery: not to another street, nor to another place, with other goods or in another way', async () => {
  const first = await placed()
  const line_id = first.lines[0]?.line_id ?? ''
  const asked = { replacement_id: newId(), order_id: first.order_id, lines: [{ line_id, quantity: 1 }], reason: 'it broke' }
  const { order_id } = await orders.placeReplacement(asked)
  await shop.settle()
  const moved = await edit(await read(order_id), { shipping_address: { ...ADDRESS, line1: 'Street 2' } })
  assert.deepEqual([moved.edited.total.amount, moved.edited.shipping], [0, null])
  const far = await edit(moved.edited, { shipping_address: { ...ADDRESS, postal_code: '80331' } })
  assert.deepEqual([far.edited.total.amount, far.edited.payment_state], [0, 'paid'])
  const faster = await edit(far.edited, { shipping_method_id: EXPRESS })
  assert.deepEqual([faster.edited.total.amount, faster.edited.shipping?.method_id], [0, EXPRESS])
  assert.deepEqual(
    faster.options.map(({ amount }) => amount.amount),
    [0, 0, 0],
  )
  const more = await edit(faster.edited, { lines: [...asSeen(faster.edited), { variant_id: POT.variant_id, quantity: 1 }] })
  assert.deepEqual([more.edited.total.amount, more.edited.shipping_total.amount], [3_750, 0])
  const other = await edit(more.edited, { lines: [{ line_id: more.edited.lines[1]?.line_id, quantity: 2 }] })
  assert.deepEqual([other.edited.total.amount, other.edited.shipping_total.amount], [7_500, 0])
})

test('after all of it, the books are in order', async () => {
  await shop.settle()
  assert.deepEqual(await shop.audit(), [])
})
