/** No card number ever reaches this shop (PCI DSS, SAQ A): whatever field one is put into, neither the database nor the logs hold it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import '#platform/input.ts'
import { addProduct, asAdmin, CHECKOUT, callApi } from '#tests/kit/api.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { allContracts } from '#tools/docs/all-modules.ts'

/** Published test numbers (Visa, Mastercard, American Express), as people write them. */
const CARDS = ['4242424242424242', '4242 4242 4242 4242', '5555-5555-5555-4444', '378282246310005']
const DIGITS = [...new Set(CARDS.map((card) => card.replace(/\D/g, '')))]

/** Fields of shoppers that take any text, and why no card number stays there. What staff type goes through the same `Line` and `Text`. */
const OPEN_FIELDS: [RegExp, string][] = [
  [/password$|token$|last_event_id$/, 'hashed, or compared and not kept'],
  [/\.(bytes|content_type|headers\.\*|provider)$/, 'compared with what the shop knows'],
  [/\.(category|product|sku)$/, 'compared with what the shop sells'],
]

type Schema = TSchema & { properties?: object; patternProperties?: object; items?: Schema; anyOf?: Schema[]; type?: string }

const textsOf = (schema: Schema, path: string): [string, Schema][] => [
  ...(schema.type === 'string' ? [[path, schema] as [string, Schema]] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => textsOf(inner, `${path}.${name}`)),
  ...Object.values(schema.patternProperties ?? {}).flatMap((inner) => textsOf(inner, `${path}.*`)),
  ...(schema.items ? textsOf(schema.items, path) : []),
  ...(schema.anyOf ?? []).flatMap((inner) => textsOf(inner, path)),
]

test('every text that a shopper can send refuses a card number, or stands on the list of those that need not', () => {
  const texts = allContracts().flatMap((contract) =>
    Object.entries(contract.ops)
      .filter(([, op]) => op.policy === 'anyone' || op.policy === 'customer')
      .flatMap(([name, op]) => textsOf(op.input, `${contract.name}.${name}`)),
  )
  assert.ok(texts.length > 50)
  const open = texts.filter(([, schema]) => CARDS.some((card) => Compile(schema).Check(card))).map(([path]) => path)
  assert.deepEqual(
    open.filter((path) => !OPEN_FIELDS.some(([field]) => field.test(path))),
    [],
  )
})

const { TEST_SERVER_URL } = process.env

describe('a shop into whose every field card numbers are typed', { skip: !TEST_SERVER_URL && 'no PostgreSQL server was found' }, () => {
  let shop: RunningShop
  let variant_id: string
  before(async () => {
    shop = await startShop({ name: 'one process', server_url: TEST_SERVER_URL, env: { LOG_LEVEL: 'trace' } })
    variant_id = await addProduct(shop, await asAdmin(shop), 1000)
  })
  after(() => shop?.stop())

  const checkout = (changes: object, headers: Record<string, string> = {}) =>
    callApi<{ code?: string; detail?: string }>(
      'POST',
      `${shop.url}/api/checkout`,
      { ...CHECKOUT, email: `${randomUUID()}@customer.example`, lines: [{ variant_id, quantity: 1 }], ...changes },
      { 'idempotency-key': randomUUID(), ...headers },
    )

  test('texts with one are refused with a sentence that a shopper understands', async () => {
    for (const card of CARDS) {
      const { status, body } = await checkout({ shipping_address: { ...CHECKOUT.shipping_address, company: `card ${card}` } })
      assert.equal(status, 422)
      assert.match(JSON.stringify(body), /looks like a card number/)
    }
    const fields = { ...CHECKOUT.shipping_address, company: 'x', line2: 'x', region: 'x', phone: 'x' }
    for (const field of Object.keys(fields)) {
      const { status } = await checkout({ shipping_address: { ...fields, [field]: '4242424242424242' } })
      assert.equal(status, 422, field)
    }
    assert.equal((await checkout({ email: '4242424242424242@example.com' })).status, 422)
    assert.equal((await checkout({ payment: { method: '4242424242424242' } })).status, 422)
  })

  test('and wherever else one is put, neither the database nor the logs hold it afterwards', async () => {
    for (const card of CARDS) {
      const encoded = encodeURIComponent(card)
      await checkout({ surprise: card, lines: [{ sku: card, quantity: 1 }] })
      await checkout({ lines: [{ sku: card, quantity: 1 }] })
      await checkout({}, { 'idempotency-key': card, 'user-agent': card, referer: `${shop.url}/${encoded}`, 'x-request-id': card })
      await callApi('POST', `${shop.url}/api/login`, { email: 'ada@example.com', password: card })
      await callApi('POST', `${shop.url}/api/register`, { email: `${randomUUID()}@customer.example`, password: `${card} and more` })
      await callApi('POST', `${shop.url}/api/webhooks/simulated`, { card }, { 'simulated-signature': card })
      await fetch(`${shop.url}/api/products/${encoded}?query=${encoded}`)
      await fetch(`${shop.url}/products?q=${encoded}`)
      await fetch(`${shop.url}/api/checkout`, { method: 'POST', body: `{"card": ${card}`, headers: { 'content-type': 'application/json' } })
    }
    const ordinary = await checkout({})
    assert.equal(ordinary.status, 201, JSON.stringify(ordinary.body))
    await new Promise((resume) => setTimeout(resume, 3_000)) // events and webhooks of the last order
    assert.deepEqual(findCards(shop.output()), [])
    assert.deepEqual(await cardsInDatabase(shop.database_url ?? ''), [])
  })
})

/** The lines that hold one of our numbers, with anything but letters between the digits. */
const findCards = (text: string): string[] =>
  text.split('\n').filter((line) => DIGITS.some((digits) => line.replace(/[ \-+]|%20/g, '').includes(digits)))

/** Every row of every table, as text. */
const cardsInDatabase = async (connectionString: string): Promise<string[]> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows: tables } = await client.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  )
  assert.ok(tables.length > 40)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await client.query(`SELECT t::text AS line FROM ${name} t`)
    found.push(...rows.flatMap(({ line }) => findCards(line).map((text) => `${name}: ${text.slice(0, 300)}`)))
  }
  await client.end()
  return found
}
