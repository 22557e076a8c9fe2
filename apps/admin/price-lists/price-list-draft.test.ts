import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { draftOf, entriesOf, entryDraftOf, inputOf, newList } from '#admin/price-lists/price-list-draft.ts'

const list_id = '01939c2e-0000-7000-8000-000000000001'
const sent = {
  list_id,
  version: 3,
  title: 'Trade',
  kind: 'list' as const,
  customer_group: 'trade',
  starts_at: '2026-11-01T00:00:00.000Z',
  ends_at: null,
  off_basis_points: 1250,
  is_active: true,
}

describe('the form of a price list', () => {
  it('a list that was read and not touched is what is saved', () => {
    assert.deepEqual(inputOf(draftOf({ ...sent, state: 'running', updated_at: '2026-11-01T00:00:00.000Z' })), { input: sent, errors: {} })
  })

  it('a sale is for everyone, and a new one names no version', () => {
    const { input } = inputOf({ ...newList(), title: 'Summer', customer_group: 'trade' })
    assert.deepEqual([input.customer_group, 'version' in input], [null, false])
  })

  it('what cannot be sent is said at its field', () => {
    const { errors } = inputOf({ ...newList(), kind: 'list', customer_group: 'The Trade', percent: '0' })
    assert.deepEqual(Object.keys(errors), ['title', 'customer_group', 'off_basis_points'])
  })

  it('an entry is an amount or a percentage, never both, for each variant that was chosen', () => {
    const amount = { variant_id: 'a', currency: 'EUR', min_quantity: 10, amount: 1250 }
    const percent = { variant_id: 'a', currency: 'EUR', min_quantity: 1, off_basis_points: 500 }
    assert.deepEqual(
      [amount, percent].map((price) => entriesOf(entryDraftOf(price)).prices),
      [[amount], [percent]],
    )
    const both = entriesOf({ ...entryDraftOf(amount), variant_ids: ['a', 'b'], percent: '5' })
    assert.deepEqual(both.prices, [amount, { ...amount, variant_id: 'b' }])
    assert.deepEqual(Object.keys(entriesOf({ ...entryDraftOf(amount), variant_ids: [], amount: 'x', min_quantity: '0' }).errors), [
      'variant_ids',
      'min_quantity',
      'amount',
    ])
  })
})
