import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { draftOf, lineOf, off, percentOf, ruleOf } from './basket-for-tests.ts'
import { type Evaluate, promotions } from './contract.ts'
import { promotionsModule } from './module.ts'
import type { Draft } from './shapes.ts'

const shop = await testShop({ promotions }, [promotionsModule])
const ops = shop.clients.promotions
const create = (more: Partial<Draft> = {}, rule = ruleOf(off(500))) =>
  ops.createPromotion({ promotion_id: newId(shop.clock.now()), ...draftOf(rule, more) })
const ask = (more: Partial<Evaluate> = {}): Evaluate => ({
  currency: 'EUR',
  codes: [],
  lines: [lineOf(10_000)],
  shipping_amount: 0,
  ...more,
})
const withCode = async (code: string, more: Partial<Draft> = {}) => {
  const promotion = await create({ trigger: 'code', ...more })
  await ops.addCodes({ promotion_id: promotion.promotion_id, batch_id: newId(), codes: [code] })
  return promotion
}

/** The notice of a change comes back over the database as well and empties the memory once more; after that it stays. */
const onceQuiet = async <T>(work: () => Promise<T>) => {
  let counted = await countStatements(work)
  for (let i = 0; i < 50 && counted.statements > 0; i++) {
    await new Promise((resume) => setTimeout(resume, 20))
    counted = await countStatements(work)
  }
  return counted
}

test('what applies by itself comes from memory: a basket without codes and limits asks the database nothing', async () => {
  const promotion = await create({ title: 'Spring', titles: { de: 'Frühling' } }, ruleOf(percentOf(10)))
  const { result, statements } = await onceQuiet(() => ops.evaluate(ask({ locale: 'de-AT' })))
  assert.equal(statements, 0)
  assert.deepEqual(
    result.discounts.map(({ title, amount, is_limited, tax_basis }) => ({ title, amount, is_limited, tax_basis })),
    [{ title: 'Frühling', amount: 1_000, is_limited: false, tax_basis: 'after_tax' }],
  )
  await ops.pausePromotion({ promotion_id: promotion.promotion_id, is_paused: true })
  assert.deepEqual((await ops.evaluate(ask())).discounts, [])
})

test('a code counts in any case, by itself is worth nothing, and an unknown one is refused as it was typed', async () => {
  await withCode('summer-10', { limit_total: 5 })
  assert.deepEqual((await ops.evaluate(ask())).discounts, [])
  const { result, statements } = await countStatements(() => ops.evaluate(ask({ codes: [' Summer-10', 'nothing'] })))
  assert.ok(statements <= 2, 'one for the codes, and one where the memory was just emptied')
  assert.deepEqual(
    result.discounts.map(({ code, amount, is_limited }) => ({ code, amount, is_limited })),
    [{ code: 'SUMMER-10', amount: 500, is_limited: true }],
  )
  assert.deepEqual(result.refused, [
    { code: 'nothing', reason: 'unknown', text: 'There is no such code.', said: { sentence: 'unknown', params: {} } },
  ])
})

test('a code that is used up is refused, but not to the order that has redeemed it', async () => {
  const { promotion_id } = await withCode('LAST', { limit_total: 1 })
  const order_id = newId()
  const discounts = [{ promotion_id, code: 'LAST', amount: 500, currency: 'EUR' }]
  await ops.redeem({ order_id, email: 'ada@example.com', discounts })
  assert.equal((await ops.evaluate(ask({ codes: ['last'] }))).refused[0]?.reason, 'used_up')
  assert.equal((await ops.evaluate(ask({ codes: ['last'], order_id }))).discounts[0]?.amount, 500)
})

test('an order that is changed keeps the offers it was given, also when they are over, paused or used up by now', async () => {
  const ends_at = new Date(shop.clock.now().getTime() + 3_600_000).toISOString()
  const { promotion_id } = await create({ title: 'Ends soon', ends_at, limit_total: 1, exclusion_group: 'alone' }, ruleOf(percentOf(50)))
  const [order_id, other] = [newId(), newId()]
  await ops.redeem({ order_id, email: 'dora@example.com', discounts: [{ promotion_id, code: null, amount: 500, currency: 'EUR' }] })
  shop.clock.move(3_600)
  await ops.pausePromotion({ promotion_id, is_paused: true })
  const amountOf = async (more: Partial<Evaluate>) => (await ops.evaluate(ask(more))).discounts[0]?.amount
  assert.equal(await amountOf({ order_id, is_placed: true }), 5_000)
  assert.equal(await amountOf({ order_id: other, is_placed: true }), undefined)
  assert.equal(await amountOf({ order_id }), undefined)
  await ops.release({ order_id })
  assert.equal(await amountOf({ order_id, is_placed: true }), undefined)
})

test('a customer who has used an offer as often as they may is told before they buy', async () => {
  const { promotion_id } = await withCode('ONCE', { limit_per_customer: 1 })
  const discounts = [{ promotion_id, code: 'ONCE', amount: 500, currency: 'EUR' }]
  await ops.redeem({ order_id: newId(), email: 'Bea@example.com', discounts })
  assert.equal((await ops.evaluate(ask({ codes: ['ONCE'], email: 'bea@example.com' }))).refused[0]?.reason, 'used_up')
  assert.equal((await ops.evaluate(ask({ codes: ['ONCE'], email: 'cleo@example.com' }))).discounts.length, 1)
  assert.equal((await ops.evaluate(ask({ codes: ['ONCE'] }))).discounts.length, 1)
})

test('of two who change what they both looked at, one is told that it is stale', async () => {
  const { promotion_id, version } = await create({ title: 'Two hands' })
  const change = (title: string) => ops.updatePromotion({ promotion_id, version, ...draftOf(ruleOf(off(500)), { title }) })
  const all = await Promise.allSettled([change('Red'), change('Blue')])
  assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  for (const one of all) if (one.status === 'rejected') assert.ok(isFailure(one.reason, 'STALE'))
  await assert.rejects(ops.readPromotion({ promotion_id: newId() }), { code: 'NOT_FOUND' })
})

test('a promotion is made once, and a copy of it is paused and has no codes', async () => {
  const wish = { promotion_id: newId(), ...draftOf(ruleOf(off(500)), { title: 'Made once', trigger: 'code', limit_total: 7 }) }
  const [one, twin] = await Promise.all([ops.createPromotion(wish), ops.createPromotion(wish)])
  assert.deepEqual(twin, one)
  await ops.addCodes({ promotion_id: one.promotion_id, batch_id: newId(), codes: ['COPY-ME'] })
  const new_promotion_id = newId()
  const copy = await ops.duplicatePromotion({ promotion_id: one.promotion_id, new_promotion_id })
  assert.deepEqual([copy.title, copy.limit_total, copy.rule, copy.paused_at !== null], ['Made once', 7, one.rule, true])
  assert.deepEqual((await ops.listCodes({ promotion_id: new_promotion_id })).codes, [])
  assert.deepEqual(await ops.duplicatePromotion({ promotion_id: one.promotion_id, new_promotion_id }), copy)
  const found = await ops.listPromotions({ query: 'copy-me' })
  assert.deepEqual(
    found.promotions.map(({ promotion_id }) => promotion_id),
    [one.promotion_id],
  )
})

test('what could never apply, or takes nothing off, is refused with the field', async () => {
  const refused = async (more: Partial<Draft>, rule = ruleOf(off(500))) => {
    const error = await create(more, rule).catch((error) => error)
    return [error.code, error.details.field]
  }
  const period = { starts_at: '2026-03-02T00:00:00Z', ends_at: '2026-03-01T00:00:00Z' }
  assert.deepEqual(await refused(period), ['RULE_DOES_NOT_FIT', 'ends_at'])
  assert.deepEqual(await refused({ limit_per_code: 1 }), ['RULE_DOES_NOT_FIT', 'limit_per_code'])
  const dollars = ruleOf(off(500), [{ kind: 'subtotal_at_least', amounts: { USD: 100 } }])
  assert.deepEqual(await refused({}, dollars), ['RULE_DOES_NOT_FIT', 'rule'])
  assert.deepEqual(await refused({}, ruleOf(off(0))), ['RULE_DOES_NOT_FIT', 'rule.action.amounts'])
  for (const wrong of [-1, 1.5, 2 ** 53, '5', null])
    assert.equal((await refused({}, ruleOf({ kind: 'amount', amounts: { EUR: wrong as number } })))[0], 'INVALID_INPUT')
  assert.equal((await refused({}, ruleOf({ kind: 'percent', basis_points: 10_001 })))[0], 'INVALID_INPUT')
})

test('a batch of codes is made once, also when it is asked for twice at once: ten characters without look-alikes', async () => {
  const { promotion_id } = await create({ trigger: 'code', limit_per_code: 1 })
  const batch = { promotion_id, batch_id: newId(), count: 25_000 }
  const [one, twin] = await Promise.all([ops.addCodes(batch), ops.addCodes(batch)])
  assert.deepEqual([one.added, twin.added], [25_000, 25_000])
  const { bytes, name } = await ops.exportCodes({ promotion_id })
  const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n')
  assert.equal(lines.length, 25_001)
  assert.equal(name, `codes-${promotion_id}.csv`)
  const codes = lines.slice(1).map((line) => line.split(',')[0] ?? '')
  assert.equal(new Set(codes).size, 25_000)
  assert.ok(codes.every((code) => /^[2-9A-HJ-NP-Z]{10}$/.test(code)))
  const page = await ops.listCodes({ promotion_id, limit: 10 })
  assert.deepEqual([page.codes.map(({ code }) => code), page.has_more], [codes.slice(0, 10), true])
  const next = await ops.listCodes({ promotion_id, limit: 10, after: codes[9] ?? '' })
  assert.equal(next.codes[0]?.code, codes[10])
})

test('a code belongs to one promotion; where one of several is taken, none is added', async () => {
  await withCode('MINE')
  const { promotion_id } = await create({ trigger: 'code' })
  await assert.rejects(ops.addCodes({ promotion_id, batch_id: newId(), codes: ['NEW-ONE', 'mine'] }), (error) => {
    assert.ok(isFailure(error, 'CODE_TAKEN'))
    assert.deepEqual(error.details.codes, ['MINE'])
    return true
  })
  assert.deepEqual((await ops.listCodes({ promotion_id })).codes, [])
  await assert.rejects(ops.addCodes({ promotion_id: newId(), batch_id: newId(), count: 1 }), { code: 'NOT_FOUND' })
})

test('a rehearsal tells what a draft would have given, without a trace', async () => {
  const draft = draftOf(ruleOf(percentOf(20), [{ kind: 'subtotal_at_least', amounts: { EUR: 5_000 } }]), { trigger: 'code' })
  const baskets = [4_000, 6_000].map((amount) => ({ currency: 'EUR', lines: [lineOf(amount)], shipping_amount: 0 }))
  const { result, statements } = await countStatements(() => ops.rehearse({ draft, baskets }, { actor: { kind: 'service', name: 'test' } }))
  assert.equal(statements, 0)
  assert.deepEqual(
    result.results.map(({ discounts }) => discounts[0]?.amount ?? 0),
    [0, 1_200],
  )
  assert.equal(result.results[0]?.refused[0]?.reason, 'conditions')
})

test('a rehearsal at a time looks at the period, and without one does not', async () => {
  const draft = draftOf(ruleOf(percentOf(20)), { starts_at: '2031-05-01T00:00:00.000Z', ends_at: '2031-06-01T00:00:00.000Z' })
  const baskets = [{ currency: 'EUR', lines: [lineOf(1_000)], shipping_amount: 0 }]
  const at = async (time?: string) => {
    const { results } = await ops.rehearse({ draft, baskets, ...(time && { at: time }) })
    return [results[0]?.discounts[0]?.amount ?? 0, results[0]?.why.at(-1)?.text]
  }
  assert.equal((await at())[0], 200)
  assert.deepEqual(await at('2031-04-30T23:59:59.000Z'), [0, 'Offer: This offer begins on 2031-05-01.'])
  assert.equal((await at('2031-05-15T12:00:00.000Z'))[0], 200)
  assert.deepEqual(await at('2031-06-01T00:00:00.000Z'), [0, 'Offer: This offer ended on 2031-06-01.'])
})

test('a rehearsal with codes goes along with what else the shop gives, but for the saved state of the draft itself', async () => {
  const saved = await create({ title: 'Rehearsed' }, ruleOf(percentOf(50)))
  await withCode('BESIDE', { title: 'Beside', priority: 3 })
  await create({ title: 'Standing', priority: 2 }, ruleOf(off(100)))
  const rehearse = async (more: object) => {
    const draft = draftOf(ruleOf(percentOf(20)), { title: 'Rehearsed', priority: 5 })
    const baskets = [{ currency: 'EUR', lines: [lineOf(10_000)], shipping_amount: 0 }]
    const { result, statements } = await countStatements(() =>
      ops.rehearse({ draft, baskets, ...more }, { actor: { kind: 'service', name: 'test' } }),
    )
    assert.ok(statements <= 2, 'however many baskets there are: one for codes and limits, and one where the memory was just emptied')
    const [found] = result.results
    const ours = found?.discounts.filter(({ title }) => ['Rehearsed', 'Beside', 'Standing'].includes(title))
    return { given: ours?.map(({ title, amount }) => [title, amount]), refused: found?.refused }
  }
  const { promotion_id } = saved
  const given = [
    ['Rehearsed', 2_000],
    ['Beside', 500],
    ['Standing', 100],
  ]
  assert.deepEqual(await rehearse({ promotion_id, codes: ['beside'] }), { given, refused: [] })
  const alone = await rehearse({ promotion_id, codes: ['no-such'] })
  assert.deepEqual(alone.given, [given[0], given[2]])
  assert.deepEqual(alone.refused, [
    { code: 'no-such', reason: 'unknown', text: 'There is no such code.', said: { sentence: 'unknown', params: {} } },
  ])
  assert.deepEqual((await rehearse({ promotion_id })).given, [given[0]])
})
