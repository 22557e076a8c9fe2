import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testShop } from '#platform/testing.ts'
import { type Calculate, type TaxedLine, tax } from './contract.ts'
import { taxModule } from './module.ts'
import type { TaxProvider, TaxQuestion } from './provider.ts'
import { shopIn } from './settings-for-tests.ts'

const good = ({ lines }: TaxQuestion): TaxedLine[] =>
  lines.map(({ line_id, amount }) => ({
    line_id,
    net: amount,
    tax: amount / 10,
    gross: amount + amount / 10,
    rate_basis_points: 1_000,
    tax_name: 'Tax 10 %',
    treatment: 'standard',
    reason: 'As Taxes Inc. says.',
  }))

/** A shop with a provider of its own, because one who lets us wait is left alone for a while. */
const open = async () => {
  let behave: (question: TaxQuestion) => TaxedLine[] | Promise<TaxedLine[]> = good
  const make = (): TaxProvider => ({ name: 'Taxes Inc.', calculate: async (asked) => ({ lines: await behave(asked) }) })
  const tax_provider = make()
  const shop = await testShop({ tax }, [taxModule({ vat_id_check: undefined, tax_provider }), shopIn('DE').module])
  return {
    taxes: shop.clients.tax,
    shop,
    becomes: (next: typeof behave) => {
      behave = next
    },
  }
}
const question = (amount: number): Calculate => ({
  currency: 'EUR',
  prices_include_tax: false,
  rounding: 'per_line',
  destination: { country: 'DE' },
  lines: [{ line_id: '1', tax_class: 'standard', amount }],
})
const fails = () => {
  throw new Error('500')
}

test('the provider’s answer holds; when it fails its last one does, and after that the shop’s own table', async () => {
  const { taxes, shop, becomes } = await open()
  const told = await taxes.calculate(question(1_000))
  assert.deepEqual([told.source, told.tax, told.gross], ['provider', 100, 1_100])
  becomes(fails)
  const last = await taxes.calculate(question(1_000))
  assert.deepEqual([last.source, last.tax], ['last_known', 100])
  assert.deepEqual(last.lines, told.lines)
  const renamed = question(1_000)
  const [line] = (await taxes.calculate({ ...renamed, lines: renamed.lines.map((one) => ({ ...one, line_id: 'other' })) })).lines
  assert.deepEqual([line?.line_id, line?.tax], ['other', 100], 'also when its lines have other names')
  const table = await taxes.calculate(question(2_000))
  assert.deepEqual([table.source, table.tax], ['table', 380])
  assert.match(table.why[0]?.text ?? '', /Taxes Inc. does not answer; the shop's own table holds/)
  shop.clock.move(31 * 86_400)
  assert.equal((await taxes.calculate(question(1_000))).source, 'table', 'an answer of last month is too old')
  await shop.tick('tax.drop_old_answers')
  assert.equal((await shop.db.sql<{ question: string }>`SELECT question FROM tax.provider_answers`).rows.length, 0)
})

const wrong: [string, (asked: TaxQuestion) => TaxedLine[]][] = [
  ['no line at all', () => []],
  ['another line', (asked) => good(asked).map((line) => ({ ...line, line_id: 'x' }))],
  ['a silent zero', (asked) => good(asked).map((line) => ({ ...line, tax: 0, gross: line.net, rate_basis_points: 0 }))],
  ['a tax that is not its rate', (asked) => good(asked).map((line) => ({ ...line, tax: 0, gross: line.net }))],
  ['sums that do not add up', (asked) => good(asked).map((line) => ({ ...line, gross: line.gross + 1 }))],
  ['another amount', (asked) => good(asked).map((line) => ({ ...line, net: 10, tax: 1, gross: 11 }))],
]

test('an answer that cannot be right is none', async () => {
  const { taxes, becomes } = await open()
  for (const [what, behave] of wrong) {
    becomes(behave)
    const { source, tax: due } = await taxes.calculate(question(1_000))
    assert.deepEqual([source, due], ['table', 190], what)
  }
})

test('a provider that hangs holds nobody up for long, and the next not at all', async () => {
  const { taxes, becomes } = await open()
  becomes(() => new Promise(() => {}))
  const begun = performance.now()
  assert.equal((await taxes.calculate(question(1_000))).source, 'table')
  const waited = performance.now() - begun
  assert.ok(waited > 3_500 && waited < 20_000, `${waited} ms`)
  const again = performance.now()
  await taxes.calculate(question(1_000))
  assert.ok(performance.now() - again < 3_000)
})
