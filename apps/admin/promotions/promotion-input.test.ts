import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { draftOf, newCondition, newPromotion } from '#admin/promotions/promotion-draft.ts'
import { inputOf } from '#admin/promotions/promotion-input.ts'
import type { Rule } from '#admin/promotions/rule-words.ts'

const given = (rule: Rule) =>
  draftOf({
    promotion_id: '01939c2e-0000-7000-8000-000000000001',
    version: 3,
    title: 'Autumn',
    titles: { de: 'Herbst' },
    trigger: 'code',
    rule,
    tax_basis: 'before_tax',
    priority: 5,
    is_exclusive: false,
    exclusion_group: null,
    starts_at: '2026-11-01T00:00:00.000Z',
    ends_at: null,
    limit_total: 100,
    limit_per_customer: null,
    limit_per_code: 1,
    paused_at: null,
    created_at: '2026-10-01T00:00:00.000Z',
    updated_at: '2026-10-01T00:00:00.000Z',
  })

const RULES: Rule[] = [
  { version: 1, conditions: [{ kind: 'first_order' }], action: { kind: 'percent', basis_points: 1250, lines: { product_ids: ['p'] } } },
  {
    version: 1,
    conditions: [
      { kind: 'subtotal_at_least', amounts: { EUR: 5000, JPY: 6000 } },
      { kind: 'customer_group', groups: ['trade'] },
    ],
    action: { kind: 'amount', amounts: { EUR: 505, JPY: 600 } },
    max_discount: { EUR: 2000 },
  },
  {
    version: 1,
    conditions: [{ kind: 'quantity_at_least', quantity: 3, lines: { category_ids: ['c'] } }],
    action: {
      kind: 'buy_x_get_y',
      buy: {},
      buy_quantity: 2,
      get: { variant_ids: ['v'] },
      get_quantity: 1,
      basis_points: 5000,
      max_times: 2,
    },
  },
  { version: 1, conditions: [{ kind: 'currency', currencies: ['EUR'] }], action: { kind: 'free_shipping', method_ids: ['m'] } },
  { version: 1, conditions: [], action: { kind: 'bundle_price', items: [{ lines: {}, quantity: 3 }], amounts: { EUR: 1000 } } },
]

describe('the form of a promotion', () => {
  it('what was read and not touched is what is saved, whatever the rule', () => {
    for (const rule of RULES) {
      const { input, errors } = inputOf(given(rule))
      assert.deepEqual(errors, {})
      assert.deepEqual(input.rule, rule)
      assert.equal(input.starts_at, '2026-11-01T00:00:00.000Z')
      assert.deepEqual([input.limit_total, input.limit_per_customer, input.limit_per_code], [100, null, 1])
    }
  })

  it('what cannot be sent is said at its field', () => {
    const draft = newPromotion()
    const { errors } = inputOf({
      ...draft,
      action: { ...draft.action, kind: 'amount', amounts: { EUR: '1.0050' } },
      conditions: [newCondition('subtotal_at_least'), newCondition('customer_group')],
      limit_total: '0',
      priority: '5000',
      starts_at: '2026-11-02T00:00',
      ends_at: '2026-11-01T00:00',
    })
    assert.deepEqual(Object.keys(errors).sort(), [
      'ends_at',
      'limit_total',
      'priority',
      'rule.action.amounts.EUR',
      'rule.conditions.0.amounts',
      'rule.conditions.1.groups',
      'title',
    ])
  })

  it('a promotion that comes by itself sends no limit by code', () => {
    assert.equal(inputOf({ ...newPromotion(), title: 'A', limit_per_code: '5' }).input.limit_per_code, null)
  })
})
