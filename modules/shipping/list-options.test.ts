import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import type { Carrier } from './carrier.ts'
import { type FirstZone, type ListOptions, type Method, type SaveZone, shipping } from './contract.ts'
import { shippingModule } from './module.ts'
import { shopIn } from './settings-for-tests.ts'

const method = (changes: Partial<Method> = {}): Method => ({
  method_id: newId(),
  is_offered: true,
  title: 'Standard',
  text: '',
  translations: [],
  priced_by: 'flat',
  prices: [{ currency: 'EUR', tiers: [{ from: 0, amount: 490 }], free_from: null }],
  max_weight_grams: null,
  min_days: 2,
  max_days: 4,
  tax_class: 'of_goods',
  carrier: null,
  pickup: null,
  ...changes,
})
const { method_id: _, ...standard } = method()
const first: FirstZone[] = (['home', 'eu', 'world'] as const).map((where) => ({ name: where, where, methods: [standard] }))

let rate: NonNullable<Carrier['rate']> = async () => 777
let asked = 0
const carrier: Carrier = {
  carrier: 'swift',
  title: 'Swift',
  rate: async (parcel, signal) => {
    asked++
    return rate(parcel, signal)
  },
}
let told = 0
const firstZones = async () => {
  told++
  return first
}
const shop = await testShop({ shipping }, [shippingModule({ carriers: [carrier], first_zones: firstZones }), shopIn('DE').module])
const ways = shop.clients.shipping
const admin = { actor: { kind: 'user' as const, user_id: newId(), role: 'admin' as const, name: 'Root' } }

const options = async (changes: Partial<ListOptions> = {}) => {
  const lines = [{ variant_id: newId(), quantity: 2, weight_grams: 600 }]
  const destination = { country: 'DE', postal_code: '10115' }
  return (await ways.listOptions({ currency: 'EUR', destination, subtotal: 5_000, lines, ...changes })).options
}
const amounts = async (changes: Partial<ListOptions> = {}) =>
  (await options(changes)).map(({ title, amount }) => `${title} ${amount.amount}`)
const save = (changes: Partial<SaveZone>) =>
  ways.saveZone({ zone_id: newId(), version: 0, name: 'Zone', areas: [{ country: 'XX' }], methods: [], ...changes }, admin)

test('a new shop has zones for its country, the EU and the rest, made once by whoever asks first', async () => {
  const asking = await Promise.all(Array.from({ length: 8 }, () => ways.listZones({}, admin)))
  for (const { zones } of asking) assert.deepEqual(zones.map(({ name }) => name).sort(), ['eu', 'home', 'world'])
  const { zones } = await ways.listZones({}, admin)
  const areas = new Map(zones.map((zone) => [zone.name, zone.areas.map(({ country }) => country)]))
  assert.deepEqual(areas.get('home'), ['DE'])
  assert.equal(areas.get('eu')?.length, 26)
  assert.ok(!areas.get('eu')?.includes('DE'))
  assert.deepEqual(areas.get('world'), ['*'])
})

test('the zone that describes the address most closely decides, and it alone', async () => {
  await save({ areas: [{ country: 'DE', postal_codes: ['18565'] }], methods: [method({ title: 'Ferry' })] }) // Hiddensee
  assert.deepEqual(await amounts({ destination: { country: 'DE', postal_code: '18565' } }), ['Ferry 490'])
  assert.deepEqual(await amounts(), ['Standard 490'])
  assert.deepEqual(await amounts({ destination: { country: 'JP' } }), ['Standard 490'])
})

test('without an address the home country is assumed, and the derivation says so', async () => {
  const [option] = await options({ destination: null })
  assert.match(option?.why[0]?.text ?? '', /No address is known yet: as if it went to DE/)
  assert.deepEqual(option?.why.at(-1)?.amount, { amount: 490, currency: 'EUR' })
})

test('tiers: the highest that is reached holds, by weight of all units or by subtotal; below the first there is none', async () => {
  const tiers = [
    { from: 5_000, amount: 900 },
    { from: 1_000, amount: 500 },
  ]
  const prices = [{ currency: 'EUR', tiers, free_from: null }]
  const destination = { country: 'QA' }
  await save({
    areas: [destination],
    methods: [method({ priced_by: 'weight', prices }), method({ title: 'Sum', priced_by: 'subtotal', prices })],
  })
  const one = (weight_grams: number) => [{ variant_id: newId(), quantity: 2, weight_grams }]
  assert.deepEqual(await amounts({ destination, subtotal: 999, lines: one(499) }), [])
  assert.deepEqual(await amounts({ destination, subtotal: 1_000, lines: one(500) }), ['Standard 500', 'Sum 500'])
  assert.deepEqual(await amounts({ destination, subtotal: 4_999, lines: one(2_500) }), ['Sum 500', 'Standard 900'])
})

test('free from a subtotal on, and the derivation shows what is given', async () => {
  const destination = { country: 'FR' }
  const { zones } = await ways.listZones({}, admin)
  const eu = zones.find(({ name }) => name === 'eu')
  assert.ok(eu)
  const prices = [{ currency: 'EUR', tiers: [{ from: 0, amount: 990 }], free_from: 6_000 }]
  await ways.saveZone({ ...eu, methods: [method({ prices })] }, admin)
  assert.deepEqual(await amounts({ destination, subtotal: 5_999 }), ['Standard 990'])
  const [free] = await options({ destination, subtotal: 6_000 })
  assert.equal(free?.amount.amount, 0)
  assert.equal(
    free?.why.reduce((sum, { amount }) => sum + (amount?.amount ?? 0), 0),
    0,
  )
})

test('a method is not offered in a currency without a price, above its weight, or when it is switched off', async () => {
  const destination = { country: 'BR' }
  const light = method({ title: 'Light', max_weight_grams: 1_199 })
  await save({ areas: [destination], methods: [method({ is_offered: false }), light, method({ title: 'Any' })] })
  assert.deepEqual(await amounts({ destination }), ['Any 490'])
  assert.deepEqual(await amounts({ destination, currency: 'USD' }), [])
  assert.deepEqual(await amounts({ destination, lines: [] }), ['Light 490', 'Any 490'])
})

test('cheapest first, in the shopper’s language, with the place to fetch it', async () => {
  const destination = { country: 'CH' }
  const pickup = { name: 'Shop', line1: 'Gasse 1', postal_code: '8001', city: 'Zürich', country: 'CH', hours: 'Mon-Fri 10-18' }
  const free = [{ currency: 'EUR', tiers: [{ from: 0, amount: 0 }], free_from: null }]
  const translations = [{ locale: 'de', title: 'Abholung', text: 'ab morgen' }]
  await save({ areas: [destination], methods: [method(), method({ title: 'Pick up', prices: free, pickup, translations })] })
  const [fetched, sent] = await options({ destination, locale: 'de-CH' })
  assert.deepEqual([fetched?.title, fetched?.text, fetched?.is_pickup, fetched?.pickup], ['Abholung', 'ab morgen', true, pickup])
  assert.deepEqual([sent?.title, sent?.is_pickup, sent?.tax_class], ['Standard', false, 'of_goods'])
})

test('a carrier is asked for its price once, and its tiers hold while it does not answer', async () => {
  const destination = { country: 'NO' }
  const live = method({ priced_by: 'carrier', carrier: 'swift' })
  await save({ areas: [destination], methods: [live] })
  assert.deepEqual(await amounts({ destination }), ['Standard 777'])
  assert.deepEqual(await amounts({ destination }), ['Standard 777'])
  assert.equal(asked, 1)
  rate = async () => null
  assert.deepEqual(await amounts({ destination: { country: 'NO', postal_code: '9170' } }), [], 'it does not go there')
  rate = async () => -5
  const [option] = await options({ destination: { country: 'NO', postal_code: '0150' } })
  assert.equal(option?.amount.amount, 490, 'what is no price is no answer')
  assert.match(option?.why[1]?.text ?? '', /because the carrier did not answer/)
})

test('a checkout makes no statement for shipping', async () => {
  await options()
  const { statements } = await countStatements(() => options())
  assert.equal(statements, 0)
})

test('of two who change a zone one is told; a method keeps its id, and is in one zone only', async () => {
  const fast = method({ title: 'Fast' })
  const zone = await save({ areas: [{ country: 'CA' }], methods: [fast, method()] })
  const both = await Promise.allSettled(['One', 'Two'].map((name) => ways.saveZone({ ...zone, name, methods: [fast] }, admin)))
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  for (const one of both) if (one.status === 'rejected') assert.deepEqual([one.reason.code, one.reason.details.version], ['STALE', 2])
  const [option, ...others] = await options({ destination: { country: 'CA' } })
  assert.deepEqual([option?.method_id, others.length], [fast.method_id, 0])
  await assert.rejects(save({ methods: [fast] }), { code: 'METHOD_EXISTS' })
})

test('methods that contradict themselves are refused', async () => {
  const tiers = [{ from: 0, amount: 1 }]
  const eur = { currency: 'EUR', tiers, free_from: null }
  const twin = method()
  const bad: Method[][] = [
    [twin, twin],
    [method({ min_days: 5, max_days: 2 })],
    [method({ prices: [eur, eur] })],
    [method({ prices: [{ ...eur, tiers: [{ from: 100, amount: 1 }] }] })],
    [method({ priced_by: 'weight', prices: [{ ...eur, tiers: [...tiers, ...tiers] }] })],
    [method({ priced_by: 'carrier' })],
    [method({ prices: [{ ...eur, tiers: [{ from: 0, amount: -1 }] }] })],
    [method({ translations: [1, 2].map(() => ({ locale: 'de', title: 'x', text: '' })) })],
  ]
  for (const methods of bad) await assert.rejects(save({ methods }), { code: 'INVALID_INPUT' }, JSON.stringify(methods))
})

test('a shop whose staff have removed all zones stays without, and says that nothing is set up', async () => {
  told = 0
  const { zones } = await ways.listZones({}, admin)
  for (const { zone_id } of zones) await ways.deleteZone({ zone_id }, admin)
  assert.deepEqual((await ways.listZones({}, admin)).zones, [])
  const lines = [{ variant_id: newId(), quantity: 1, weight_grams: 1 }]
  const answer = await ways.listOptions({ currency: 'EUR', destination: { country: 'DE' }, subtotal: 1, lines })
  assert.deepEqual(answer, { options: [], is_set_up: false })
  assert.equal(told, 0)
})
