import assert from 'node:assert/strict'
import { test } from 'node:test'
import { media } from '#modules/media/contract.ts'
import { isViolation, json } from '#platform/db.ts'
import { type Failure, isFailure } from '#platform/errors.ts'
import { problemOf } from '#platform/input.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { settings } from './contract.ts'
import { settingsModule } from './module.ts'

const pictures = new Map<string, { name: string; width: number; height: number; widths: number[] }>()
const shop = await testShop({ settings }, [
  settingsModule({ public_url: 'http://localhost:3000' }),
  fakeModule(media, { describePictures: async ({ names }) => ({ pictures: names.map((name) => pictures.get(name) ?? null) }) }),
])
const choices = shop.clients.settings
const admin = { actor: { kind: 'user' as const, user_id: '00000000-0000-7000-8000-000000000001', role: 'admin' as const, name: 'Root' } }

test('a new shop has a name, two languages, two currencies, prices with tax, approves by hand, and takes money at once', async () => {
  const { shop_name, locales, currencies, country, approval, capture, prices_include_tax, tax_rounding, public_url, version } =
    await choices.readOwn({})
  assert.deepEqual(
    { shop_name, locales, currencies, country, approval, capture, prices_include_tax, tax_rounding, public_url, version },
    {
      shop_name: 'Lantern & Loom',
      locales: ['en', 'de'],
      currencies: ['EUR', 'USD'],
      country: 'DE',
      approval: 'by_hand',
      capture: 'at_once',
      prices_include_tax: true,
      tax_rounding: 'per_line',
      public_url: 'http://localhost:3000',
      version: 1,
    },
  )
})

test('shoppers see nothing that is only for staff', async () => {
  const anyone = { actor: { kind: 'anonymous' as const } }
  assert.deepEqual(Object.keys(await choices.readShop({}, anyone)).sort(), [
    'contact_email',
    'country',
    'currencies',
    'hero_picture',
    'locales',
    'prices_include_tax',
    'public_url',
    'shop_name',
  ])
  await assert.rejects(choices.readSettings({}, anyone), { code: 'SIGN_IN_REQUIRED' })
  const staff = { actor: { ...admin.actor, role: 'staff' as const } }
  await assert.rejects(choices.changeSettings({ approval: 'when_paid' }, staff), { code: 'NOT_ALLOWED' })
})

test('what a change leaves out stays, and everybody is told', async () => {
  const told: string[] = []
  shop.db.onChange((tag) => told.push(tag))
  const before = await choices.readOwn({})
  const after = await choices.changeSettings({ approval: 'when_paid', public_url: 'https://shop.example' }, admin)
  assert.deepEqual(after, {
    ...before,
    approval: 'when_paid',
    public_url: 'https://shop.example',
    version: before.version + 1,
    updated_at: after.updated_at,
  })
  assert.deepEqual(await choices.readOwn({}), after)
  assert.ok(told.includes('settings'))
  const { rows } = await shop.db.sql<{ payload: unknown }>`SELECT payload FROM settings.outbox WHERE type = 'settings.changed'`
  assert.equal(rows.length, 1)
  assert.equal(problemOf(settings.events['settings.changed'].payload, rows[0]?.payload), undefined)
})

test('of two who change what they both looked at, one is told that it is stale', async () => {
  const { version } = await choices.readOwn({})
  const changes = ['Red Shop', 'Blue Shop'].map((shop_name) => choices.changeSettings({ version, shop_name }, admin))
  const all = await Promise.allSettled(changes)
  assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  for (const one of all) {
    if (one.status === 'rejected') assert.deepEqual([one.reason.code, one.reason.details.version], ['STALE', version + 1])
  }
})

test('a language or currency is named once, and a currency is one that exists', async () => {
  const refused = { code: 'INVALID_INPUT' }
  await assert.rejects(choices.changeSettings({ locales: ['en', 'en'] }, admin), refused)
  await assert.rejects(choices.changeSettings({ currencies: ['EUR', 'XYZ'] }, admin), refused)
  await assert.rejects(choices.changeSettings({ currencies: [] }, admin), refused)
  await assert.rejects(choices.changeSettings({ public_url: 'javascript:alert(1)' }, admin), refused)
  await assert.rejects(choices.changeSettings({ shop_name: 'Two\r\nLines' }, admin), refused)
})

test('the public address is one, as browsers write it, and nothing besides', async () => {
  const change = (public_url: string) => choices.changeSettings({ public_url }, admin)
  const wrong = [
    ...['http://a:99999', 'http://a"><script>', 'https://shop.example/', 'https://Shop.example', 'https://shop.example:443', 'https://a b'],
    ...[
      'https://me:secret@shop.example',
      'https://shop.example?x',
      'https://shop.example#x',
      'https://',
      'http://[::1',
      'ftp://shop.example',
    ],
  ]
  for (const one of wrong)
    await assert.rejects(change(one), (error) => isFailure(error, 'INVALID_INPUT') && error.details.field === 'public_url', one)
  await assert.rejects(change('https://Shop.example'), /Did you mean https:\/\/shop\.example\?/)
  for (const one of ['http://[::1]:3000', 'http://localhost:3456', 'https://xn--mnchen-3ya.example', 'https://shop.example'])
    assert.equal((await change(one)).public_url, one)
})

test('the picture of the home page is one that is stored; its renditions are shown when they are ready, also when that was meanwhile', async () => {
  const [early, late] = ['e'.repeat(16), 'f'.repeat(16)]
  const ready = async (name: string, widths: number[]) => {
    pictures.set(name, { name, width: 1600, height: 900, widths })
    await shop.db.sql`
      INSERT INTO media.outbox (type, aggregate_id, payload)
      VALUES ('media.picture_ready', ${name}, ${json({ name, widths })}::jsonb)`
    await shop.settle()
  }
  const shown = async () => (await choices.readShop({})).hero_picture
  await assert.rejects(choices.changeSettings({ hero_picture: { name: early, alt: {} } }, admin), (error) =>
    isFailure(error, 'UNKNOWN_PICTURE'),
  )
  for (const name of [early, late]) pictures.set(name, { name, width: 1600, height: 900, widths: [] })
  const alt = { en: 'A kettle', de: 'Ein Kessel' }
  await choices.changeSettings({ hero_picture: { name: late, alt } }, admin)
  assert.deepEqual(await shown(), { name: late, alt, width: 1600, height: 900, widths: [] })
  await ready(early, [240])
  assert.deepEqual((await shown())?.widths, [])
  await ready(late, [240, 1440])
  assert.deepEqual((await shown())?.widths, [240, 1440])
  let asked = 0
  const known = pictures.get.bind(pictures)
  pictures.get = (name) => (asked++ === 0 ? { name, width: 1600, height: 900, widths: [] } : known(name))
  await choices.changeSettings({ hero_picture: { name: early, alt } }, admin)
  assert.deepEqual((await shown())?.widths, [240])
  await choices.changeSettings({ shop_name: 'Kept' }, admin)
  assert.equal((await shown())?.name, early)
  await choices.changeSettings({ hero_picture: null }, admin)
  assert.equal(await shown(), null)
})

test('the right to withdraw is 14 days at least, or only what the law gives; the row says it again', async () => {
  const { return_days, withdrawal_days } = await choices.readOwn({})
  assert.deepEqual([return_days, withdrawal_days], [30, 14])
  for (const days of [1, 13, -1, 366])
    await assert.rejects(choices.changeSettings({ withdrawal_days: days }, admin), (error: Failure) => {
      assert.deepEqual([error.code, error.details.field], ['INVALID_INPUT', 'withdrawal_days'])
      return true
    })
  for (const days of [0, 14, 365]) assert.equal((await choices.changeSettings({ withdrawal_days: days }, admin)).withdrawal_days, days)
  assert.equal((await choices.changeSettings({ return_days: 0 }, admin)).return_days, 0)
  await assert.rejects(shop.db.sql`UPDATE settings.settings SET withdrawal_days = 13`, (error) =>
    isViolation(error, 'withdrawal_is_fourteen_days_at_least'),
  )
})

test('when money is taken is one of three, and the row says it again', async () => {
  for (const capture of ['when_confirmed', 'by_hand', 'at_once'] as const)
    assert.equal((await choices.changeSettings({ capture }, admin)).capture, capture)
  await assert.rejects(choices.changeSettings({ capture: 'never' as 'by_hand' }, admin), { code: 'INVALID_INPUT' })
  await assert.rejects(shop.db.sql`UPDATE settings.settings SET capture = 'never'`, (error) => isViolation(error, 'capture_is_known'))
})
