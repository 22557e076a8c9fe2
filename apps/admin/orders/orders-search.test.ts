import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { filterOf, lastOrdersSearch, readOrdersSearch } from '#admin/orders/orders-search.ts'

describe('the orders list and its address', () => {
  it('an address is read as far as it makes sense', () => {
    assert.deepEqual(readOrdersSearch({ view: 'pending', q: ' Ida ', page: '3' }), {
      view: 'pending',
      pay: undefined,
      sent: undefined,
      tag: undefined,
      q: 'Ida',
      page: 3,
    })
    assert.deepEqual(readOrdersSearch({ view: 'everything', q: '', page: '-1' }), {
      ...{ view: undefined, pay: undefined, sent: undefined, tag: undefined, q: undefined, page: undefined },
    })
  })

  it('a view about payments asks for the payment, every other for the state of the order', () => {
    assert.deepEqual(filterOf('checking'), { payment_state: 'checking' })
    assert.deepEqual(filterOf('confirmed'), { state: 'confirmed' })
    assert.deepEqual(filterOf(undefined), { state: undefined })
  })

  it('leaving an order leads back to the view it was opened from', () => {
    lastOrdersSearch.keep({ view: 'rejected', page: 2 })
    assert.deepEqual(lastOrdersSearch.get(), { view: 'rejected', pay: undefined, sent: undefined, tag: undefined, q: undefined, page: 2 })
  })
})
