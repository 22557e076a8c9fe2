import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newId } from '#admin/parts/new-id.ts'
import { parseCount, parsePercent, parseTime, showPercent, typedTime } from '#admin/parts/typed.ts'

describe('what people type into forms', () => {
  it('a percentage has two decimals at most and is counted in basis points, without a float', () => {
    assert.deepEqual(['19', '12.5', '7,25', '0.07', '100', '5 %'].map(parsePercent), [1900, 1250, 725, 7, 10_000, 500])
    assert.deepEqual(['', '100.01', '-1', '1.234', 'ten', '1e2'].map(parsePercent), Array(6).fill(undefined))
    assert.equal(showPercent(1250), '12.5 %')
  })

  it('a count is a whole number within its bounds', () => {
    assert.deepEqual(
      ['1', ' 20 ', '0'].map((typed) => parseCount(typed, 1, 20)),
      [1, 20, undefined],
    )
    assert.deepEqual(
      ['1.5', '-1', '', '21'].map((typed) => parseCount(typed, 0, 20)),
      Array(4).fill(undefined),
    )
  })

  it('a time comes back as it was typed, and an empty field is no time', () => {
    assert.equal(typedTime(parseTime('2026-11-21T09:30')), '2026-11-21T09:30')
    assert.deepEqual([parseTime(''), parseTime('soon'), typedTime(null)], [null, null, ''])
  })

  it('ids of the browser are UUIDs of version 7 that begin with their time', () => {
    const id = newId(0x0193_9c2e_0000)
    assert.match(id, /^01939c2e-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.notEqual(id, newId(0x0193_9c2e_0000))
  })
})
