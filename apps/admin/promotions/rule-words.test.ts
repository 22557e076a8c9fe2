import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { standingOf } from '#admin/promotions/promotion-words.ts'
import { type Rule, sentenceOf } from '#admin/promotions/rule-words.ts'

const names = new Map([
  ['c1', 'Kitchen / Cups'],
  ['p1', 'Blue mug'],
  ['m1', 'Standard'],
])
const say = (action: Rule['action'], conditions: Rule['conditions'] = [], rest: Partial<Rule> = {}) =>
  sentenceOf({ version: 1, action, conditions, ...rest }, (id) => names.get(id))

describe('a promotion reads as a sentence', () => {
  it('a percentage with conditions and a ceiling says all three', () => {
    assert.equal(
      say({ kind: 'percent', basis_points: 1250 }, [{ kind: 'subtotal_at_least', amounts: { EUR: 5000 } }, { kind: 'first_order' }], {
        max_discount: { EUR: 2000, GBP: 1800 },
      }),
      '12.5 % off everything, if the goods come to at least €50.00 and it is the customer’s first order. At most €20.00 or £18.00 off.',
    )
  })

  it('one that asks for a code says so first', () => {
    const rule: Rule = { version: 1, action: { kind: 'percent', basis_points: 1000 }, conditions: [] }
    assert.equal(
      sentenceOf(rule, () => undefined, 'code'),
      'With a code: 10 % off everything.',
    )
    const { title } = standingOf({ trigger: 'code', has_codes: false, paused_at: null, starts_at: null, ends_at: null })
    assert.equal(title, 'Waits for a code')
    assert.equal(standingOf({ trigger: 'code', has_codes: true, paused_at: null, starts_at: null, ends_at: null }).title, 'Running')
    assert.equal(standingOf({ trigger: 'automatic', has_codes: false, paused_at: null, starts_at: null, ends_at: null }).title, 'Running')
  })

  it('goods are called by their names, and from the fourth on counted', () => {
    assert.equal(say({ kind: 'amount', amounts: { EUR: 500 }, lines: { category_ids: ['c1'] } }), '€5.00 off Kitchen / Cups.')
    assert.equal(
      say({ kind: 'percent', basis_points: 500, lines: { product_ids: ['p1', 'gone'], category_ids: ['c1'], variant_ids: ['v1', 'v2'] } }),
      '5 % off Kitchen / Cups, Blue mug, … or 2 more.',
    )
  })

  it('three for two, free shipping and bundles', () => {
    assert.equal(
      say({ kind: 'buy_x_get_y', buy: { category_ids: ['c1'] }, buy_quantity: 2, get_quantity: 1, basis_points: 10_000, max_times: 1 }),
      'Buy 2 of Kitchen / Cups, get 1 more free, up to 1 time.',
    )
    assert.equal(
      say({ kind: 'free_shipping', method_ids: ['m1'] }, [{ kind: 'signed_in' }]),
      'Free shipping by Standard, if the customer is signed in.',
    )
    assert.equal(
      say({
        kind: 'bundle_price',
        amounts: { EUR: 1000 },
        items: [
          { lines: { product_ids: ['p1'] }, quantity: 2 },
          { lines: { category_ids: ['c1'] }, quantity: 1 },
        ],
      }),
      '2 of Blue mug and 1 of Kitchen / Cups together for €10.00.',
    )
  })
})
