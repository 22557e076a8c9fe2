import assert from 'node:assert/strict'
import { test } from 'node:test'
import { portion } from '#platform/money.ts'
import { rowsOf, type Treated, taxOfLines, totalsOf } from './tax-of-lines.ts'

const line = (amount: number, rate = 1_900, basis: Treated['basis'] = 'gross', included = 0): Treated => ({
  line_id: '1',
  amount,
  basis,
  included_basis_points: included,
  rate_basis_points: rate,
  tax_name: `VAT ${rate}`,
  treatment: rate === 0 ? 'export' : 'standard',
  reason: '',
})
const taxes = (lines: Treated[], rounding: 'per_line' | 'per_total') => taxOfLines(lines, rounding).map(({ tax }) => tax)

test('tax inside a price is taken from it, tax on a price comes on top', () => {
  const [inside] = taxOfLines([line(11_900)], 'per_line')
  assert.deepEqual([inside?.net, inside?.tax, inside?.gross], [10_000, 1_900, 11_900])
  const [onTop] = taxOfLines([line(10_000, 1_900, 'net')], 'per_line')
  assert.deepEqual([onTop?.net, onTop?.tax, onTop?.gross], [10_000, 1_900, 11_900])
})

test('per line, exact halves go to the even neighbour', () => {
  assert.deepEqual(
    taxes([line(50, 1_000, 'net'), line(150, 1_000, 'net'), line(250, 1_000, 'net'), line(15, 1_000, 'net')], 'per_line'),
    [5, 15, 25, 2],
  )
  assert.deepEqual(taxes([line(5, 1_000, 'net'), line(25, 1_000, 'net')], 'per_line'), [0, 2])
})

test('per total, three lines whose halves would each be lost pay the tax of their sum', () => {
  const lines = [line(5, 1_000, 'net'), line(5, 1_000, 'net'), line(5, 1_000, 'net')]
  assert.deepEqual(taxes(lines, 'per_line'), [0, 0, 0])
  assert.deepEqual(taxes(lines, 'per_total'), [1, 1, 0]) // 10 % of 15 is 1.5, to even 2
})

test('tax of home is taken out of what leaves the country, and another tax may come on top', () => {
  const [exported] = taxOfLines([line(11_900, 0, 'home_gross', 1_900)], 'per_line')
  assert.deepEqual([exported?.net, exported?.tax, exported?.gross], [10_000, 0, 10_000])
  const [abroad] = taxOfLines([line(11_900, 2_500, 'home_gross', 1_900)], 'per_total')
  assert.deepEqual([abroad?.net, abroad?.tax, abroad?.gross], [10_000, 2_500, 12_500])
})

/** mulberry32 (public domain): small, seeded, good enough for cases. */
const seeded = (seed: number) => (below: number) => {
  seed = (seed + 0x6d2b79f5) | 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below
}

const RATES = [0, 1, 260, 500, 550, 700, 810, 1_900, 2_100, 2_550, 2_700, 10_000]
const pick = <T>(random: (below: number) => number, list: readonly T[]): T => list[random(list.length)]!
const total = (parts: { tax: number; net: number }[], part: 'tax' | 'net') => parts.reduce((all, one) => all + one[part], 0)

const randomOrder = (random: (below: number) => number) => {
  const basis = pick(random, ['net', 'gross', 'home_gross'] as const)
  const size = pick(random, [100, 100_000, 9_000_000_000])
  const amount = () => random(size) * (random(10) === 0 ? -1 : 1) + 0
  return Array.from({ length: 1 + random(6) }, () => line(amount(), pick(random, RATES), basis, pick(random, RATES)))
}

test('over 100,000 random orders the parts add up, rows are their sum times their rate, and no sign turns', () => {
  const random = seeded(20_261_121)
  for (let round = 0; round < 100_000; round++) {
    const lines = randomOrder(random)
    const rounding = pick(random, ['per_line', 'per_total'] as const)
    const taxed = taxOfLines(lines, rounding)
    try {
      checkOrder(lines, rounding, taxed)
    } catch (cause) {
      throw new Error(JSON.stringify({ round, rounding, lines, taxed }), { cause })
    }
  }
})

const checkOrder = (lines: Treated[], rounding: 'per_line' | 'per_total', taxed: ReturnType<typeof taxOfLines>) => {
  for (const [i, { net, tax, gross, rate_basis_points }] of taxed.entries()) {
    const { amount, basis } = lines[i]!
    assert.equal(net + tax, gross)
    if (basis === 'net') assert.equal(net, amount)
    if (basis === 'gross') assert.equal(gross, amount)
    assert.ok(tax === 0 || Math.sign(tax) === Math.sign(amount))
    assert.ok(Math.abs(tax - portion(net, rate_basis_points, 10_000)) <= 2)
    assert.ok(Number.isSafeInteger(gross))
  }
  const rows = rowsOf(taxed)
  const totals = totalsOf(taxed)
  assert.equal(totals.net + totals.tax, totals.gross)
  assert.equal(total(rows, 'tax'), totals.tax)
  assert.equal(total(rows, 'net'), totals.net)
  if (rounding === 'per_line' || lines.some(({ amount, basis }) => amount < 0 || basis === 'gross')) return
  for (const { tax, net, rate_basis_points } of rows) assert.equal(tax, portion(net, rate_basis_points, 10_000))
}
