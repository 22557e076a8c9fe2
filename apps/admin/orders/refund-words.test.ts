import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pageOfCustomer } from '#admin/orders/customer-page-of.ts'
import { givenFor, refundsOf } from '#admin/orders/refund-words.ts'
import { movedUnits } from '#admin/orders/stock-words.ts'
import type { GivenBack } from '#modules/payments/contract.ts'

const entry = (what: string, at: string) => ({ at, what, who: 'shop', note: null })
const refund = (amount: number, settled_at: string | null, state: GivenBack['state'] = 'done'): GivenBack => ({
  ...{ refund_id: `r${amount}`, payment_id: 'p', order_id: 'o', method: 'test-card', provider: 'test', problem: null },
  ...{ amount: { amount, currency: 'EUR' }, state, reason: 'chipped', who: 'Sam', settled_at },
})

describe('money given back, in the timeline', () => {
  it('each entry is the refund that came before it', () => {
    const timeline = [
      entry('paid', '2026-11-21T10:00:00Z'),
      entry('refunded', '2026-11-21T10:05:01Z'),
      entry('shipped', '2026-11-21T10:06:00Z'),
      entry('refunded', '2026-11-21T10:09:00Z'),
    ]
    const found = refundsOf(timeline, [refund(700, '2026-11-21T10:08:59Z'), refund(300, '2026-11-21T10:05:00Z')])
    assert.deepEqual(
      [...found].map(([i, { amount }]) => [i, amount.amount]),
      [
        [1, 300],
        [3, 700],
      ],
    )
  })

  it('what failed, is on its way or came later explains nothing', () => {
    const timeline = [entry('refunded', '2026-11-21T10:05:00Z')]
    const others = [refund(1, null, 'pending'), refund(2, '2026-11-21T10:04:00Z', 'failed'), refund(3, '2026-11-21T11:00:00Z')]
    assert.equal(refundsOf(timeline, others).size, 0)
  })
})

describe('what money was given back for', () => {
  it('is said in units and names, the delivery last; an amount is for nothing in particular', () => {
    const lines = [{ line_id: 'l', title: 'Mug, blue', quantity: 2, amount: 667 }]
    assert.equal(givenFor({ given_for: { lines, shipping_amount: 490 } }), '2 × Mug, blue, delivery')
    assert.equal(givenFor({ given_for: { lines, shipping_amount: 0 } }), '2 × Mug, blue')
    assert.equal(givenFor({ given_for: null }), undefined)
  })
})

describe('a move of the stock', () => {
  it('says how many of what', () => {
    const step = { at: '', module: 'inventory', kind: 'stock' as const, title: 'stock held', text: '', request_id: null, action: null }
    const names = new Map([['v', 'Mug (MUG)']])
    const said = (facts: Record<string, unknown>) => movedUnits({ ...step, facts }, (id) => names.get(id))
    assert.equal(said({ variant_id: 'v', on_hand_delta: 0, reserved_delta: 3 }), '3 × Mug (MUG)')
    assert.equal(said({ variant_id: 'v', on_hand_delta: -2, reserved_delta: -2 }), '2 × Mug (MUG)')
    assert.equal(said({ variant_id: 'w', on_hand_delta: 0, reserved_delta: -1 }), '1 × a variant that is no longer there')
    assert.equal(
      movedUnits({ ...step, kind: 'edit', facts: { variant_id: 'v' } }, () => 'x'),
      undefined,
    )
  })
})

describe('the page of the customer', () => {
  it('is in the language of the order, where the shop has it', () => {
    assert.equal(pageOfCustomer({ token: 't', locale: 'de' }, ['en', 'de']), '/de/orders/t')
    assert.equal(pageOfCustomer({ token: 't', locale: 'en' }, ['en', 'de']), '/orders/t')
    assert.equal(pageOfCustomer({ token: 't', locale: 'fr' }, ['en', 'de']), '/orders/t')
    assert.equal(pageOfCustomer({ token: 't', locale: 'de' }), '/orders/t')
  })
})
