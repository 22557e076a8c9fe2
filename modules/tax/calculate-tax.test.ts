import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { type Calculate, type SaveChoices, tax } from './contract.ts'
import { taxModule } from './module.ts'
import { shopIn } from './settings-for-tests.ts'
import type { VatIdAnswer } from './vat-id-check.ts'

let answer: (vat_id: string) => Promise<VatIdAnswer> = async () => ({
  is_valid: true,
  name: 'ACME',
  address: null,
  consultation_number: 'WAPI1',
})
let asked = 0
const vat_id_check = {
  check: async (vat_id: string) => {
    asked++
    return answer(vat_id)
  },
}
const home = shopIn('DE')
const shop = await testShop({ tax }, [taxModule({ vat_id_check, tax_provider: undefined }), home.module])
const taxes = shop.clients.tax
const admin = { actor: { kind: 'user' as const, user_id: '00000000-0000-7000-8000-000000000001', role: 'admin' as const, name: 'Root' } }

const choose = async (changes: Partial<SaveChoices>) => {
  const { choices } = await taxes.readSetup({}, admin)
  const { updated_at: _, ...now } = choices
  return taxes.saveChoices({ ...now, ...changes }, admin)
}
const question = (changes: Partial<Calculate> & { amounts?: Record<string, number> } = {}): Calculate => {
  const { amounts = { standard: 11_900 }, ...given } = changes
  const lines = Object.entries(amounts).map(([tax_class, amount]) => ({ line_id: tax_class, tax_class, amount }))
  return { currency: 'EUR', prices_include_tax: true, rounding: 'per_line', destination: { country: 'DE' }, lines, ...given }
}
const first = async (changes: Parameters<typeof question>[0]) => {
  const { lines } = await taxes.calculate(question(changes))
  const [line] = lines
  assert.ok(line)
  return line
}
const brief = async (changes: Parameters<typeof question>[0]) => {
  const { treatment, net, tax: due, gross } = await first(changes)
  return [treatment, net, due, gross]
}

test('at home the rate of each class holds, and the answer adds up', async () => {
  const taxed = await taxes.calculate(question({ amounts: { standard: 11_900, reduced: 10_700, standard_shipping: 1_190 } }))
  assert.deepEqual(
    taxed.lines.map(({ tax_name, net, tax: due, treatment }) => [tax_name, net, due, treatment]),
    [
      ['VAT 19 %', 10_000, 1_900, 'standard'],
      ['VAT 7 %', 10_000, 700, 'reduced'],
      ['VAT 19 %', 1_000, 190, 'standard'],
    ],
  )
  assert.deepEqual([taxed.net, taxed.tax, taxed.gross, taxed.source], [21_000, 2_790, 23_790, 'table'])
  assert.deepEqual(taxed.rows, [
    { tax_name: 'VAT 19 %', rate_basis_points: 1_900, treatment: 'standard', net: 11_000, tax: 2_090 },
    { tax_name: 'VAT 7 %', rate_basis_points: 700, treatment: 'reduced', net: 10_000, tax: 700 },
  ])
  assert.match(taxed.lines[2]?.reason ?? '', /No rate is set up there for the class standard_shipping, so the standard rate holds/)
})

test('without an address the home country is assumed, and the answer says so', async () => {
  const { why, tax: due } = await taxes.calculate(question({ destination: null }))
  assert.equal(due, 1_900)
  assert.match(why[0]?.text ?? '', /No address is known yet/)
})

test('shipping follows the goods of which most is bought', async () => {
  const shippingOf = async (amounts: Record<string, number>) =>
    (await taxes.calculate(question({ amounts: { ...amounts, of_goods: 490 } }))).lines.find(({ line_id }) => line_id === 'of_goods')
  assert.equal((await shippingOf({ standard: 2_000, reduced: 2_001 }))?.rate_basis_points, 700)
  assert.equal((await shippingOf({ standard: 2_000, reduced: 2_000 }))?.rate_basis_points, 1_900)
  assert.equal((await shippingOf({}))?.rate_basis_points, 1_900)
  assert.match((await shippingOf({ reduced: 1 }))?.reason ?? '', /taxed as they are/)
})

test('consumers in other EU states pay the home rate below the threshold, and their own under OSS; their price stays', async () => {
  const toAustria = { destination: { country: 'AT' }, amounts: { standard: 12_000 } }
  assert.match((await first(toAustria)).reason, /VAT 19 % of Germany, the home rate.*EUR 10,000/)
  await choose({ eu_scheme: 'destination' })
  assert.deepEqual(await brief(toAustria), ['standard', 10_000, 2_000, 12_000])
  await choose({ cross_border: 'keep_net' })
  assert.deepEqual(await brief({ ...toAustria, amounts: { standard: 11_900 } }), ['standard', 10_000, 2_000, 12_000])
  await choose({ eu_scheme: 'home', cross_border: 'keep_gross' })
})

test('what leaves the EU is an export: the included tax comes out', async () => {
  assert.deepEqual(await brief({ destination: { country: 'CH' } }), ['export', 10_000, 0, 10_000])
  assert.deepEqual(await brief({ destination: { country: 'CH' }, prices_include_tax: false }), ['export', 11_900, 0, 11_900])
  const { why } = await taxes.calculate(question({ destination: { country: 'CH' } }))
  assert.deepEqual(why.at(-1)?.amount, { amount: -1_900, currency: 'EUR' })
  for (const place of [
    { country: 'ES', postal_code: '35001' }, // Canary Islands
    { country: 'DE', postal_code: '78266' }, // Büsingen
    { country: 'FR', postal_code: '97400' }, // La Réunion
    { country: 'GB', postal_code: 'SW1A 1AA' },
  ]) {
    assert.equal((await first({ destination: place })).treatment, 'export', JSON.stringify(place))
  }
  for (const place of [{ country: 'GB', postal_code: 'BT1 1AA' }, { country: 'MC' }, { country: 'ES', postal_code: '28001' }]) {
    assert.equal((await first({ destination: place })).treatment, 'standard', JSON.stringify(place))
  }
})

test('a shop that is registered abroad charges that country’s tax', async () => {
  await choose({ registered_in: ['CH'] })
  const line = await first({ destination: { country: 'CH' }, amounts: { standard: 10_810 } })
  assert.deepEqual([line.tax_name, line.net, line.tax, line.gross], ['VAT 8.1 %', 10_000, 810, 10_810])
  await choose({ registered_in: [] })
})

test('a business of another state with a valid VAT-ID owes the tax itself; one of the same state pays it', async () => {
  const toAustria = { destination: { country: 'AT' } }
  assert.deepEqual(await brief({ ...toAustria, vat_id: 'ATU 1358 5627' }), ['reverse_charge', 10_000, 0, 10_000])
  const { why } = await taxes.calculate(question({ ...toAustria, vat_id: 'ATU13585627' }))
  assert.match(why[0]?.text ?? '', /valid on 2026-03-01, consultation WAPI1/)
  assert.equal(asked, 1, 'an answer holds for a day')
  assert.equal((await first({ ...toAustria, vat_id: 'DE136695976' })).treatment, 'standard', 'of the state the goods leave from')
  assert.equal((await first({ vat_id: 'ATU13585627' })).treatment, 'standard', 'the goods stay at home')
  assert.equal((await first({ ...toAustria, vat_id: 'ATU13585628' })).treatment, 'standard', 'mistyped')
})

test('a VAT-ID that nobody can check is charged, or trusted and marked, as the shop has chosen; never taken for valid by itself', async () => {
  answer = async () => {
    await new Promise((resume) => setTimeout(resume, 600))
    throw new Error('MS_UNAVAILABLE')
  }
  const toFrance = { destination: { country: 'FR' }, vat_id: 'FR40303265045' }
  assert.deepEqual(await brief(toFrance), ['standard', 10_000, 1_900, 11_900])
  await choose({ when_unchecked: 'trust' })
  const line = await first(toFrance)
  assert.equal(line.treatment, 'reverse_charge')
  assert.match(line.reason, /could not be checked yet/)
  await choose({ when_unchecked: 'charge' })
  assert.equal(asked, 3, 'a state that is slow to fail is left alone for a while')
  assert.equal((await taxes.checkVatId({ vat_id: 'HU12892312' })).state, 'unchecked')
  assert.equal(asked, 4, 'and another is asked')
  shop.clock.move(25 * 3_600)
  assert.equal((await taxes.checkVatId({ vat_id: 'ATU13585627' })).state, 'valid', 'the last answer counts while nobody can be asked')
  shop.clock.move(31 * 86_400)
  assert.equal((await taxes.checkVatId({ vat_id: 'ATU13585627' })).state, 'unchecked', 'but not after a month')
})

test('an exempt customer pays no tax, nor does anyone in a shop that is not registered; its prices hold none', async () => {
  assert.deepEqual(await brief({ is_exempt: true }), ['exempt', 10_000, 0, 10_000])
  await choose({ is_registered: false })
  assert.deepEqual(await brief({}), ['not_registered', 11_900, 0, 11_900])
  await choose({ is_registered: true })
})

test('a checkout makes no statement for taxes', async () => {
  const asked = []
  for (let i = 0; i < 5; i++) asked.push((await countStatements(() => taxes.calculate(question()))).statements)
  assert.equal(Math.min(...asked), 0) // the first asks, and so does one that news of an earlier change comes before
})

test('two lines of one name are refused', async () => {
  const lines = [1, 2].map((amount) => ({ line_id: 'a', tax_class: 'standard', amount }))
  await assert.rejects(taxes.calculate({ ...question(), lines }), { code: 'INVALID_INPUT' })
})

test('a home country without a table is told of, and never a silent zero', async () => {
  home.shop.country = 'BR'
  await shop.db.changed(shop.db.sql, 'settings')
  const line = await first({ destination: { country: 'BR' } })
  assert.deepEqual([line.treatment, line.tax], ['not_registered', 0])
  assert.match(line.reason, /No taxes have been set up for BR/)
  home.shop.country = 'DE'
  await shop.db.changed(shop.db.sql, 'settings')
})
