import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { type SaveZone, tax } from './contract.ts'
import { taxModule } from './module.ts'
import { shopIn } from './settings-for-tests.ts'

const shop = await testShop({ tax }, [taxModule({ vat_id_check: undefined, tax_provider: undefined }), shopIn('DE').module], {
  start: '2026-12-31T22:59:59Z',
})
const taxes = shop.clients.tax
const person = (role: 'admin' | 'staff') => ({ actor: { kind: 'user' as const, user_id: newId(), role, name: 'Root' } })
const admin = person('admin')

const setup = () => taxes.readSetup({}, admin)
const germany = async () => {
  const { zones } = await setup()
  const zone = zones.find(({ area }) => area.country === 'DE' && !area.postal_codes)
  assert.ok(zone)
  return zone
}
const rateNow = async (postal_code = '10115') => {
  const destination = { country: 'DE', postal_code }
  const lines = [{ line_id: '1', tax_class: 'standard', amount: 10_000 }]
  const taxed = await taxes.calculate({ currency: 'EUR', prices_include_tax: false, rounding: 'per_line', destination, lines })
  return taxed.lines[0]?.rate_basis_points
}
const zone = (changes: Partial<SaveZone>): SaveZone => ({
  zone_id: newId(),
  version: 0,
  name: 'Anywhere',
  area: { country: 'DE', postal_codes: ['99'] },
  tax_name: 'VAT',
  time_zone: 'Europe/Berlin',
  rates: [{ tax_class: 'standard', basis_points: 100, valid_from: '2026-01-01', valid_until: null }],
  ...changes,
})

test('a new shop knows the rates of every EU state and of four others, by the day', async () => {
  const { zones } = await setup()
  assert.equal(zones.length, 31)
  const ratesOf = (country: string, tax_class: string) =>
    zones.find(({ area }) => area.country === country)?.rates.filter((rate) => rate.tax_class === tax_class)
  assert.deepEqual(
    ratesOf('EE', 'standard')?.map(({ basis_points, valid_from }) => [basis_points, valid_from]),
    [
      [2_200, '2025-01-01'],
      [2_400, '2025-07-01'],
    ],
  )
  assert.equal(ratesOf('DK', 'reduced')?.length, 0)
  assert.equal(ratesOf('DE', 'reduced_low')?.[0]?.basis_points, 700)
})

test('a rate that changes on 1 January changes at midnight of the zone, and a reduction ends by itself', async () => {
  const { rates, ...old } = await germany()
  const january = { tax_class: 'standard', basis_points: 1_600, valid_from: '2027-01-01', valid_until: '2027-06-30' }
  await taxes.saveZone({ ...old, rates: [...rates, january] }, admin)
  assert.equal(await rateNow(), 1_900)
  shop.clock.move(1) // 2027-01-01 00:00 in Berlin, an hour before midnight in London
  assert.equal(await rateNow(), 1_600)
  shop.clock.move(181 * 86_400)
  assert.equal(await rateNow(), 1_900)
})

test('the closest zone holds, and only where it is', async () => {
  const made = await taxes.saveZone(zone({}), admin)
  assert.equal(made.version, 1)
  assert.deepEqual([await rateNow('99084'), await rateNow('10115')], [100, 1_900])
  await taxes.deleteZone({ zone_id: made.zone_id }, admin)
  await taxes.deleteZone({ zone_id: made.zone_id }, admin)
  assert.equal(await rateNow('99084'), 1_900)
})

test('of two who change the same zone one is told, and of two zones of one area the second is refused', async () => {
  const now = await germany()
  const both = await Promise.allSettled(['One', 'Two'].map((name) => taxes.saveZone({ ...now, name }, admin)))
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  for (const one of both) if (one.status === 'rejected') assert.equal(one.reason.code, 'STALE')
  await assert.rejects(taxes.saveZone(zone({ area: { country: 'DE' } }), admin), { code: 'ZONE_EXISTS' })
  await assert.rejects(taxes.saveZone({ ...now, version: 0 }, admin), { code: 'STALE' })
})

test('rates that contradict themselves are refused, and nothing is saved', async () => {
  const standard = { tax_class: 'standard', basis_points: 100, valid_from: '2026-01-01', valid_until: null }
  const bad: Partial<SaveZone>[] = [
    { rates: [] },
    { rates: [{ ...standard, valid_until: '2026-12-31' }] },
    { rates: [standard, standard] },
    { rates: [standard, { ...standard, tax_class: 'reduced', valid_until: '2025-12-31' }] },
    { rates: [standard, { ...standard, tax_class: 'reduced', valid_from: '2026-02-30' }] },
    { rates: [standard, { ...standard, tax_class: 'luxury' }] },
    { rates: [{ ...standard, basis_points: 10_001 }] },
    { time_zone: 'Europe/Atlantis' },
    { area: { country: 'DE', postal_codes: ['1;2'] } },
  ]
  for (const changes of bad) await assert.rejects(taxes.saveZone(zone(changes), admin), { code: 'INVALID_INPUT' }, JSON.stringify(changes))
  assert.equal((await setup()).zones.length, 31)
})

test('the last zone of the home country stays', async () => {
  const { zone_id } = await germany()
  await assert.rejects(taxes.deleteZone({ zone_id }, admin), { code: 'LAST_ZONE_OF_HOME' })
  assert.equal((await germany()).zone_id, zone_id)
})

test('nor can it be edited away: it stays that of the whole country, until another is', async () => {
  const now = await germany()
  for (const area of [
    { country: 'FR', region: 'X' },
    { country: 'DE', region: 'BE' },
    { country: 'DE', postal_codes: ['1'] },
  ]) {
    const away = { ...now, area }
    await assert.rejects(taxes.saveZone(away, admin), (error) => isFailure(error, 'LAST_ZONE_OF_HOME') && error.details.field === 'area')
    await assert.rejects(taxes.saveZone({ ...away, version: now.version - 1 }, admin), { code: 'STALE' })
  }
  const { version } = await taxes.saveZone({ ...now, name: 'Home' }, admin)
  const world = await taxes.saveZone(zone({ area: { country: '*' } }), admin)
  const part = await taxes.saveZone({ ...now, version, area: { country: 'DE', region: 'BE' } }, admin)
  await assert.rejects(taxes.saveZone({ ...world, area: { country: 'AQ' } }, admin), { code: 'LAST_ZONE_OF_HOME' })
  await taxes.saveZone({ ...now, version: part.version }, admin)
  await taxes.deleteZone({ zone_id: world.zone_id }, admin)
})

test('of two who move the last two zones of the home country away at once, or move one and remove the other, one is refused', async () => {
  for (let round = 0; round < 10; round++) {
    const home = await germany()
    const world = await taxes.saveZone(zone({ area: { country: '*' } }), admin)
    const both = await Promise.allSettled([
      taxes.saveZone({ ...home, area: { country: 'DE', region: 'BE' } }, admin),
      round % 2 === 0 ? taxes.saveZone({ ...world, area: { country: 'AQ' } }, admin) : taxes.deleteZone({ zone_id: world.zone_id }, admin),
    ])
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    for (const one of both) if (one.status === 'rejected') assert.equal(one.reason.code, 'LAST_ZONE_OF_HOME')
    const { zones } = await setup()
    const kept = zones.find(({ zone_id }) => zone_id === home.zone_id)
    if (kept?.area.region) await taxes.saveZone({ ...kept, area: { country: 'DE' } }, admin)
    await taxes.deleteZone({ zone_id: world.zone_id }, admin)
  }
})

test('of two who remove the last two zones of the home country at once, one is refused', async () => {
  for (let round = 0; round < 10; round++) {
    const { zone_id } = await germany()
    const world = await taxes.saveZone(zone({ area: { country: '*' } }), admin)
    const both = await Promise.allSettled([zone_id, world.zone_id].map((one) => taxes.deleteZone({ zone_id: one }, admin)))
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const left = (await setup()).zones.filter(({ area }) => area.country === 'DE' || area.country === '*')
    assert.equal(left.length, 1)
    if (left[0]?.area.country === 'DE') continue
    await taxes.saveZone(zone({ area: { country: 'DE' } }), admin)
    await taxes.deleteZone({ zone_id: world.zone_id }, admin)
  }
})

test('classes: standard stays, one with rates stays, and a new one can be made and used', async () => {
  const { choices } = await setup()
  const { updated_at: _, ...now } = choices
  const without = (name: string) => ({ ...now, classes: now.classes.filter(({ tax_class }) => tax_class !== name) })
  await assert.rejects(taxes.saveChoices(without('standard'), admin), { code: 'INVALID_INPUT' })
  await assert.rejects(taxes.saveChoices(without('reduced'), admin), { code: 'CLASS_IN_USE' })
  await assert.rejects(taxes.saveChoices({ ...now, vat_id: 'DE1' }, admin), { code: 'INVALID_INPUT' })
  const books = { tax_class: 'books', title: 'Books', kind: 'reduced' as const }
  const saved = await taxes.saveChoices({ ...now, vat_id: 'de 136 695 976', classes: [...now.classes, books] }, admin)
  assert.deepEqual([saved.vat_id, saved.classes.at(-1)?.tax_class, saved.version], ['DE136695976', 'books', now.version + 1])
  await assert.rejects(taxes.saveChoices(now, admin), { code: 'STALE' })
})

test('staff may look, and administrators may change', async () => {
  await taxes.readSetup({}, person('staff'))
  await assert.rejects(taxes.saveZone(zone({}), person('staff')), { code: 'NOT_ALLOWED' })
})
