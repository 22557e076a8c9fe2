import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type EditedLine, editedLines, linesTypedSince, problemOf, wantedLines, withOneMore } from '#admin/orders/wanted-lines.ts'
import { plainLine } from '#tests/kit/plain-order.ts'

const line = (change: Partial<EditedLine> = {}): EditedLine => ({
  ...{
    key: 'l1',
    line_id: 'l1',
    variant_id: 'v1',
    title: 'Mug',
    variant_title: '',
    sku: 'MUG',
    picture: null,
    quantity: 2,
    fulfilled_quantity: 0,
  },
  ...{ price: '', price_reason: '', unit_price: { amount: 1250, currency: 'EUR' }, ...change },
})

describe('lines while an order is edited', () => {
  it('a line that was there is named, so that it keeps its price; a new one is named by its variant', () => {
    assert.deepEqual(wantedLines([line(), line({ line_id: undefined, variant_id: 'v2' })], 'EUR'), [
      { line_id: 'l1', quantity: 2 },
      { variant_id: 'v2', quantity: 2 },
    ])
  })

  it('another price goes along with its reason, and needs one', () => {
    assert.deepEqual(problemOf(line({ price: '9.50' }), 'EUR'), { price_reason: 'Say why' })
    assert.deepEqual(problemOf(line({ price: 'nine', price_reason: 'x' }), 'EUR'), { price: 'Type an amount' })
    assert.deepEqual(wantedLines([line({ price: '9.50', price_reason: ' scratched ' })], 'EUR'), [
      { line_id: 'l1', quantity: 2, unit_price: { amount: 950, currency: 'EUR' }, price_reason: 'scratched' },
    ])
  })

  it('a price that was set by hand before shows as such, so that it is not lost when something else is changed', () => {
    const why = [{ rule: 'set_by_hand', id: null, text: 'scratched', amount: null }]
    const price = { amount: 1250, currency: 'EUR' }
    const facts = { variant_id: 'v1', product_id: 'p1', slug: 'mug', sku: 'MUG', title: 'Mug', quantity: 2 }
    const [edited] = editedLines({ lines: [plainLine({ ...facts, unit_price: price, line_total: { ...price, amount: 2500 }, why })] })
    assert.deepEqual([edited?.price, edited?.price_reason], ['12.50', 'scratched'])
  })

  it('adding what is there already is one more of it', () => {
    const { key: _key, line_id: _id, quantity: _quantity, price: _price, price_reason: _reason, ...goods } = line()
    assert.deepEqual(
      withOneMore([line()], goods).map(({ quantity }) => quantity),
      [3],
    )
    assert.equal(withOneMore([line()], { ...goods, variant_id: 'v2' }).length, 2)
  })

  it('a line that was added and saved is that line of the order, though more was typed meanwhile', () => {
    const added = line({ key: 'v2', line_id: undefined, variant_id: 'v2' })
    const saved = [line(), line({ key: 'l2', line_id: 'l2', variant_id: 'v2' })]
    assert.deepEqual(linesTypedSince([line(), added], [line(), added], saved), saved)
    const now = linesTypedSince([line(), added], [line(), { ...added, quantity: 5 }], saved)
    assert.deepEqual(
      now.map(({ key, line_id, quantity }) => [key, line_id, quantity]),
      [
        ['l1', 'l1', 2],
        ['v2', 'l2', 5],
      ],
    )
  })
})
