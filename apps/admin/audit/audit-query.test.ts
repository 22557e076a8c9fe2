import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { byUrgency, withNew } from '#admin/audit/audit-query.ts'

const checked = (module: string, rule: string, findings = 0, problem: string | null = null) => ({
  module,
  rule,
  title: rule,
  findings: Array.from({ length: findings }, (_, at) => ({ id: String(at), text: 'is wrong' })),
  repair: null,
  problem,
  took_ms: 1,
  checked_at: '2026-11-21T08:00:00.000Z',
})

describe('the rules of the audit', () => {
  it('broken rules come first, then those that could not be checked, then the rest by module', () => {
    const order = byUrgency([checked('tax', 'A'), checked('orders', 'B'), checked('stock', 'C', 0, 'no answer'), checked('zoo', 'D', 2)])
    assert.deepEqual(
      order.map(({ rule }) => rule),
      ['D', 'C', 'B', 'A'],
    )
  })

  it('a repair renews the rule it was about and leaves the others', () => {
    const before = [checked('a', '1', 3), checked('b', '1', 1)]
    const after = withNew(before, [checked('a', '1')])
    assert.deepEqual(
      after.map(({ findings }) => findings.length),
      [0, 1],
    )
  })
})
