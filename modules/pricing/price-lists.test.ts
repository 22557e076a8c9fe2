import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { pricing } from './contract.ts'
import { pricingModule } from './module.ts'

const DAY = 86_400_000
const shop = await testShop({ pricing }, [pricingModule])
const pass = (days: number) => shop.clock.move((days * DAY) / 1_000)
const prices = shop.clients.pricing
const itself = { actor: { kind: 'service', name: 'test' }, via: 'test' } as const

const list = {
  title: 'Spring',
  kind: 'sale' as const,
  customer_group: null,
  starts_at: null,
  ends_at: null,
  off_basis_points: null,
  is_active: true,
}
const sold = async (amount: number, compare_at_amount: number | null = null) => {
  const variant_id = newId()
  await prices.setPrices({ variant_ids: [], prices: [{ variant_id, currency: 'EUR', amount, compare_at_amount }] })
  return variant_id
}
const unit = async (variant_id: string, quantity = 1, customer_group?: string) => {
  const quote = await prices.quoteFor({ currency: 'EUR', lines: [{ variant_id, quantity }], ...(customer_group ? { customer_group } : {}) })
  return quote.lines[0]?.unit_price.amount
}
const reductionOf = async (variant_id: string) => {
  const { reductions } = await prices.readReductions({ variant_ids: [variant_id] })
  return reductions.map(({ amount, compare_at_amount, lowest_amount }) => [amount, compare_at_amount, lowest_amount])
}
const withoutLists = async () => {
  for (const { list_id } of (await prices.listPriceLists({})).lists) await prices.deletePriceList({ list_id })
}
const told = async () => {
  const { rows } = await shop.db.sql<{ variant_ids: string[] }>`
    WITH taken AS (DELETE FROM pricing.outbox RETURNING payload) SELECT payload -> 'variant_ids' AS variant_ids FROM taken`
  return rows.flatMap((row) => row.variant_ids)
}
const failsWith = (code: string) => (error: unknown) => isFailure(error, code)

test('a sale lowers the price for everyone in its time, and a part off reaches every variant it does not name', async () => {
  const [mug, lamp] = [await sold(1_000), await sold(2_000)]
  const list_id = newId()
  await prices.savePriceList({ list_id, ...list, off_basis_points: 1_000 })
  await prices.setListPrices({ list_id, prices: [{ variant_id: lamp, currency: 'EUR', amount: 1_500 }] })
  assert.deepEqual([await unit(mug), await unit(lamp)], [900, 1_500])
  await prices.deletePriceList({ list_id })
  assert.deepEqual([await unit(mug), await unit(lamp)], [1_000, 2_000])
})

test('prices of a group are for that group, and nobody outside can ask for them', async () => {
  const mug = await sold(1_000)
  const list_id = newId()
  await prices.savePriceList({ list_id, ...list, kind: 'list', title: 'Trade', customer_group: 'trade' })
  await prices.setListPrices({ list_id, prices: [{ variant_id: mug, currency: 'EUR', amount: 600 }] })
  assert.deepEqual([await unit(mug), await unit(mug, 1, 'trade'), await unit(mug, 1, 'press')], [1_000, 600, 1_000])
  const { lines } = await prices.quote({ currency: 'EUR', lines: [{ variant_id: mug, quantity: 1 }] })
  assert.equal(lines[0]?.unit_price.amount, 1_000)
})

test('a group is told what costs it less than everyone, by the unit, and nothing of what does not', async () => {
  const [mug, lamp, rug, tray] = [await sold(1_000), await sold(2_000), await sold(3_000, 3_500), await sold(4_000)]
  const [trade, sale] = [newId(), newId()]
  const asked = { currency: 'EUR', customer_group: 'trade', variant_ids: [mug, lamp, rug, tray, mug] }
  await prices.savePriceList({ list_id: trade, ...list, kind: 'list', customer_group: 'trade' })
  const entry = (variant_id: string, amount: number, min_quantity = 1) => ({ variant_id, currency: 'EUR', amount, min_quantity })
  await prices.setListPrices({ list_id: trade, prices: [entry(mug, 600), entry(lamp, 1_900), entry(rug, 3_200), entry(tray, 1, 5)] })
  await prices.savePriceList({ list_id: sale, ...list })
  await prices.setListPrices({ list_id: sale, prices: [entry(lamp, 1_500)] })
  assert.deepEqual(await prices.readGroupPrices(asked), { prices: [{ variant_id: mug, amount: 600 }] })
  assert.deepEqual(await prices.readGroupPrices({ ...asked, customer_group: 'press' }), { prices: [] })
  for (const list_id of [trade, sale]) await prices.deletePriceList({ list_id })
})

test('which groups have prices of their own follows their lists and the clock, from memory', async () => {
  await withoutLists()
  const groups = async () => (await prices.listPricedGroups({})).groups
  assert.deepEqual(await groups(), [])
  const at = (days: number) => new Date(shop.clock.now().getTime() + days * DAY).toISOString()
  const [trade, press, none] = [newId(), newId(), newId()]
  const group = { ...list, kind: 'list' as const, off_basis_points: 1_000 }
  await prices.savePriceList({ list_id: trade, ...group, customer_group: 'trade', starts_at: at(1), ends_at: at(3) })
  await prices.savePriceList({ list_id: press, ...group, customer_group: 'press', is_active: false })
  await prices.savePriceList({ list_id: none, ...group, customer_group: 'none', off_basis_points: null })
  assert.deepEqual(await groups(), [])
  pass(1)
  assert.deepEqual(await groups(), ['trade'])
  assert.equal((await countStatements(() => prices.listPricedGroups({}, itself))).statements, 0)
  pass(2)
  assert.deepEqual(await groups(), [])
  for (const list_id of [trade, press, none]) await prices.deletePriceList({ list_id })
})

test('lines of one variant count together for its tiers', async () => {
  const mug = await sold(1_000)
  const list_id = newId()
  await prices.savePriceList({ list_id, ...list, kind: 'list', title: 'Tiers' })
  await prices.setListPrices({ list_id, prices: [{ variant_id: mug, currency: 'EUR', min_quantity: 10, amount: 800 }] })
  const half = { variant_id: mug, quantity: 5 }
  const quote = await prices.quote({ currency: 'EUR', lines: [half, half] })
  assert.deepEqual(
    quote.lines.map((line) => line.unit_price.amount),
    [800, 800],
  )
  assert.equal(quote.total.amount, 8_000)
  await prices.setListPrices({ list_id, prices: [{ variant_id: mug, currency: 'EUR', min_quantity: 10 }] })
  assert.equal(await unit(mug, 10), 1_000)
})

test('a planned sale begins and ends by itself, and is told when it does', async () => {
  const mug = await sold(1_000)
  const list_id = newId()
  const at = (days: number) => new Date(shop.clock.now().getTime() + days * DAY).toISOString()
  const saved = await prices.savePriceList({ list_id, ...list, starts_at: at(1), ends_at: at(3) })
  assert.equal(saved.state, 'planned')
  await prices.setListPrices({ list_id, prices: [{ variant_id: mug, currency: 'EUR', amount: 700 }] })
  await shop.tick('pricing.follow_clock')
  await told()
  assert.equal(await unit(mug), 1_000)
  pass(1)
  assert.equal(await unit(mug), 700)
  await shop.tick('pricing.follow_clock')
  assert.deepEqual(await told(), [mug])
  await shop.tick('pricing.follow_clock')
  assert.deepEqual(await told(), [])
  pass(2)
  assert.equal(await unit(mug), 1_000)
  await shop.tick('pricing.follow_clock')
  assert.deepEqual(await told(), [mug])
})

test('a part off everything is told when it comes and when it goes, once each', async () => {
  const mug = await sold(1_000)
  const list_id = newId()
  await told()
  const tellsOf = async (off_basis_points: number | null) => {
    await prices.savePriceList({ list_id, ...list, off_basis_points })
    return (await told()).filter((variant_id) => variant_id === mug).length
  }
  assert.deepEqual([await tellsOf(1_000), await tellsOf(null), await tellsOf(null)], [1, 1, 0])
  await prices.deletePriceList({ list_id })
})

test('with a reduction goes the lowest price of the 30 days before, sales that are over included', async () => {
  const mug = await sold(1_000)
  pass(40)
  await prices.setPrices({ variant_ids: [], prices: [{ variant_id: mug, currency: 'EUR', amount: 900, compare_at_amount: 1_000 }] })
  assert.deepEqual(await reductionOf(mug), [[900, 1_000, 1_000]])
  pass(10)
  await prices.setPrices({ variant_ids: [], prices: [{ variant_id: mug, currency: 'EUR', amount: 1_200, compare_at_amount: null }] })
  assert.deepEqual(await reductionOf(mug), [])
  pass(5)
  const list_id = newId()
  await prices.savePriceList({ list_id, ...list })
  await prices.setListPrices({ list_id, prices: [{ variant_id: mug, currency: 'EUR', amount: 1_000 }] })
  assert.deepEqual(await reductionOf(mug), [[1_000, 1_200, 900]])
  pass(2)
  await prices.deletePriceList({ list_id })
  pass(40)
  const second = newId()
  await prices.savePriceList({ list_id: second, ...list, off_basis_points: 5_000 })
  assert.deepEqual(await reductionOf(mug), [[600, 1_200, 1_200]])
  pass(3)
  await prices.savePriceList({ list_id: second, ...list, off_basis_points: 4_000 })
  assert.deepEqual(await reductionOf(mug), [[720, 1_200, 600]]) // the half price of these three days was a price
  await prices.deletePriceList({ list_id: second })
})

test('a sale whose title, end or start in the past is corrected goes on; one that was over, or becomes another, begins anew', async () => {
  await withoutLists()
  const mug = await sold(1_000)
  pass(40)
  const at = (days: number) => new Date(shop.clock.now().getTime() + days * DAY).toISOString()
  const sale = { list_id: newId(), ...list, off_basis_points: 2_000, starts_at: at(-0.5), ends_at: at(10) }
  await prices.savePriceList(sale)
  assert.deepEqual(await reductionOf(mug), [[800, 1_000, 1_000]])
  for (const change of [{ title: 'Spring!' }, { ends_at: at(20) }, { starts_at: at(-0.6) }, { starts_at: null }]) {
    pass(1)
    await prices.savePriceList({ ...sale, ...change })
    assert.deepEqual(await reductionOf(mug), [[800, 1_000, 1_000]], JSON.stringify(change))
  }
  await prices.savePriceList({ ...sale, off_basis_points: 1_000 })
  assert.deepEqual(await reductionOf(mug), [[900, 1_000, 800]])
  pass(40)
  assert.deepEqual(await reductionOf(mug), [])
  await prices.savePriceList({ ...sale, off_basis_points: 1_000, ends_at: at(5) })
  assert.deepEqual(await reductionOf(mug), [[900, 1_000, 1_000]])
  const open = { list_id: newId(), ...list, kind: 'list' as const, off_basis_points: 3_000 }
  await prices.savePriceList(open)
  pass(1)
  await prices.savePriceList({ ...open, kind: 'sale' })
  assert.deepEqual(await reductionOf(mug), [[700, 1_000, 700]]) // it was the price before it was called a reduction
  await withoutLists()
})

test('what was reduced from its first day on has no lowest price before; what had another price, or has one of a list, has', async () => {
  await withoutLists()
  const [mug, lamp] = [await sold(900, 1_000), await sold(900, 1_000)]
  assert.deepEqual(await reductionOf(mug), [[900, 1_000, null]])
  pass(1)
  await prices.setPrices({ variant_ids: [], prices: [{ variant_id: mug, currency: 'EUR', amount: 850, compare_at_amount: 1_000 }] })
  assert.deepEqual(await reductionOf(mug), [[850, 1_000, 900]])
  pass(1)
  await prices.setPrices({ variant_ids: [], prices: [{ variant_id: mug, currency: 'EUR', amount: 850, compare_at_amount: 1_100 }] })
  assert.deepEqual(await reductionOf(mug), [[850, 1_100, 900]], 'what it cost before is corrected; the reduction goes on')
  const list_id = newId()
  await prices.savePriceList({ list_id, ...list })
  await prices.setListPrices({ list_id, prices: [{ variant_id: lamp, currency: 'EUR', amount: 800 }] })
  assert.deepEqual(await reductionOf(lamp), [[800, 900, 900]])
  await prices.deletePriceList({ list_id })
})

test('a list for everyone is a lower price and no reduction, beside a sale as well, while it runs', async () => {
  await withoutLists()
  const [mug, lamp, rug, tray] = [await sold(1_000), await sold(1_000, 1_500), await sold(1_000), await sold(1_000)]
  const [open, sale, trade] = [newId(), newId(), newId()]
  const until = new Date(shop.clock.now().getTime() + DAY).toISOString()
  const entry = (variant_id: string, amount: number, min_quantity = 1) => ({ variant_id, currency: 'EUR', amount, min_quantity })
  await prices.savePriceList({ list_id: open, ...list, kind: 'list', off_basis_points: 1_000, ends_at: until })
  await prices.setListPrices({ list_id: open, prices: [entry(rug, 1_100), entry(tray, 800, 5)] }) // no lower for one
  await prices.savePriceList({ list_id: trade, ...list, kind: 'list', customer_group: 'trade', off_basis_points: 5_000 })
  const shown = async () => [await reductionOf(mug), await reductionOf(lamp), await reductionOf(rug), await reductionOf(tray)]
  assert.deepEqual(await shown(), [[[900, null, null]], [[900, null, null]], [], []])
  pass(0.5)
  await prices.savePriceList({ list_id: sale, ...list })
  await prices.setListPrices({ list_id: sale, prices: [entry(mug, 950), entry(lamp, 850)] })
  assert.deepEqual([await reductionOf(mug), await reductionOf(lamp)], [[[900, null, null]], [[850, 1_000, 900]]])
  for (const variant_id of [mug, lamp, rug, tray]) assert.equal((await reductionOf(variant_id))[0]?.[0] ?? 1_000, await unit(variant_id))
  const { statements } = await countStatements(() => prices.readReductions({ variant_ids: [mug, rug] }, itself))
  assert.equal(statements, 2)
  pass(2)
  await prices.deletePriceList({ list_id: sale })
  assert.deepEqual(await shown(), [[], [[1_000, 1_500, null]], [], []])
  await withoutLists()
})

test('of two who change a list from the same version one is told', async () => {
  const list_id = newId()
  const { version } = await prices.savePriceList({ list_id, ...list })
  const tries = await Promise.allSettled([1, 2].map((n) => prices.savePriceList({ list_id, ...list, title: `Title ${n}`, version })))
  const lost = tries.filter((one) => one.status === 'rejected')
  assert.equal(lost.length, 1)
  assert.ok(lost.every((one) => failsWith('STALE')(one.reason)))
  await prices.deletePriceList({ list_id })
})

test('a list that ends before it starts, a sale for a group, and an entry that says two things are refused', async () => {
  const list_id = newId()
  const [now, later] = [shop.clock.now().toISOString(), new Date(shop.clock.now().getTime() + DAY).toISOString()]
  await assert.rejects(prices.savePriceList({ list_id, ...list, starts_at: later, ends_at: now }), failsWith('BAD_PERIOD'))
  await assert.rejects(prices.savePriceList({ list_id, ...list, customer_group: 'trade' }), failsWith('SALE_FOR_EVERYONE'))
  const entry = { variant_id: newId(), currency: 'EUR', amount: 1, off_basis_points: 1 }
  await assert.rejects(prices.setListPrices({ list_id, prices: [entry] }), failsWith('ONE_OF_BOTH'))
  await assert.rejects(prices.setListPrices({ list_id, prices: [{ ...entry, off_basis_points: undefined }] }), failsWith('NOT_FOUND'))
})

test('a basket is one statement, with lists as without', async () => {
  const mug = await sold(1_000)
  const ask = { currency: 'EUR', lines: [{ variant_id: mug, quantity: 1 }] }
  assert.equal((await countStatements(() => prices.quoteFor(ask, itself))).statements, 1)
})

test('staff see why a price is what it is', async () => {
  const mug = await sold(1_000)
  pass(1)
  const list_id = newId()
  await prices.savePriceList({ list_id, ...list, off_basis_points: 2_500 })
  const { unit_price, compare_at, lowest, why } = await prices.explainPrice({ variant_id: mug, currency: 'EUR' })
  assert.deepEqual([unit_price?.amount, compare_at?.amount, lowest?.amount], [750, 1_000, 1_000])
  assert.equal(why.at(-1)?.id, list_id)
  const { lists } = await prices.listPriceLists({})
  assert.ok(lists.some((one) => one.list_id === list_id && one.state === 'running'))
  await prices.deletePriceList({ list_id })
})

test('tiers for everyone are told while their list runs, of each currency; those of a group are not', async () => {
  const [mug, lamp] = [await sold(1_000), await sold(2_000)]
  const tiers = async () => {
    const { variants } = await prices.readTiers({ variant_ids: [mug, lamp] })
    return variants.map((one) => [one.variant_id === mug ? 'mug' : 'lamp', one.currency, one.tiers])
  }
  const [open, trade] = [newId(), newId()]
  await prices.savePriceList({ list_id: open, ...list, kind: 'list', ends_at: new Date(shop.clock.now().getTime() + DAY).toISOString() })
  await prices.setListPrices({ list_id: open, prices: [{ variant_id: mug, currency: 'EUR', min_quantity: 5, amount: 900 }] })
  await prices.savePriceList({ list_id: trade, ...list, kind: 'list', customer_group: 'trade' })
  await prices.setListPrices({ list_id: trade, prices: [{ variant_id: lamp, currency: 'EUR', min_quantity: 5, amount: 900 }] })
  assert.deepEqual(await tiers(), [['mug', 'EUR', [{ min_quantity: 5, unit_price: { amount: 900, currency: 'EUR' } }]]])
  const { lines } = await prices.quote({ currency: 'EUR', lines: [{ variant_id: mug, quantity: 5 }] })
  assert.deepEqual(lines[0]?.tiers, [{ min_quantity: 5, unit_price: { amount: 900, currency: 'EUR' } }])
  assert.equal((await countStatements(() => prices.readTiers({ variant_ids: [mug, lamp] }))).statements, 2)
  await pass(2)
  assert.deepEqual(await tiers(), [])
})
