import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Order } from '#modules/orders/contract.ts'
import { newId } from '#platform/ids.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { translateTo } from './messages.ts'
import { orderView } from './order-view.ts'
import { makeView } from './view.ts'

const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const view = makeView({
  ...{ shop: plainSettings(), locales: ['en', 'de'], locale: 'en', currency: 'EUR', t: translateTo('en'), path: '/', origin: '', nav: '' },
  asset: (name) => name,
})
const line = plainLine({
  ...{ variant_id: newId(), product_id: newId(), slug: 'mug', sku: 'MUG', title: 'Mug', quantity: 2 },
  ...{ unit_price: EUR(1_250), line_total: EUR(2_500) },
})
const shown = (facts: Partial<Order>) => {
  const { facts: lines, can_pay } = orderView(view, plainOrder({ currency: 'EUR', lines: [line], state: 'pending', ...facts }))
  return [lines.find(({ title }) => title === 'Payment')?.text, can_pay]
}

test('the page says what is reserved, what is paid at the door, and what is still to pay beside a reservation', () => {
  assert.deepEqual(shown({ payment_state: 'authorised', reserved: EUR(2_500), due: EUR(0) }), ['€25.00 reserved, not yet taken', false])
  assert.deepEqual(shown({ payment_state: 'authorised', reserved: EUR(0) }), ['€25.00 to pay when you receive it', false])
  assert.deepEqual(shown({ payment_state: 'unpaid', reserved: EUR(1_250), due: EUR(1_250) }), [
    '€12.50 reserved, €12.50 still to pay',
    true,
  ])
})
