import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { openDb } from '#platform/db.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { link } from '#platform/link.ts'
import { openLog } from '#platform/log.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { pricing } from './contract.ts'
import { pricingModule } from './module.ts'

const shop = await testShop({ pricing }, [pricingModule])
const { setPrices, readPrices, quote } = shop.clients.pricing

const itself = { actor: { kind: 'service', name: 'test' }, via: 'test' } as const
const price = (variant_id: string, amount: number, currency = 'EUR', compare_at_amount: number | null = null) => ({
  variant_id,
  currency,
  amount,
  compare_at_amount,
})
/** Another process on the same database, with a memory of its own. */
const otherProcess = async () => {
  const db = openDb(shop.connection)
  after(() => db.close())
  const log = openLog('silent', 'test')
  const remote = (): never => {
    throw new Error('pricing has no neighbours')
  }
  const options = { local: [pricingModule], db, clock: shop.clock, log, is_production: false, remote, afterChange: () => {} }
  return link(options).client(pricing, 'test')
}
const told = async () => {
  const { rows } = await shop.db.sql<{ batch_id: string; variant_ids: string[] }>`
    WITH taken AS (DELETE FROM pricing.outbox RETURNING sequence, aggregate_id, payload)
    SELECT aggregate_id AS batch_id, payload -> 'variant_ids' AS variant_ids FROM taken ORDER BY sequence`
  return rows
}

test('prices are set for a variant in several currencies, and read back', async () => {
  const mug = newId()
  await setPrices({ variant_ids: [mug], prices: [price(mug, 1_250), price(mug, 1_400, 'USD', 1_900)] })
  assert.deepEqual((await readPrices({ variant_ids: [mug] })).prices, [price(mug, 1_250), price(mug, 1_400, 'USD', 1_900)])
})

test('a currency that is left out of a variant that is named loses its price; variants that are not named keep theirs', async () => {
  const [mug, lamp, vase] = [newId(new Date(1)), newId(new Date(2)), newId(new Date(3))]
  const both = (id: string) => [price(id, 100), price(id, 120, 'USD')]
  await setPrices({ variant_ids: [], prices: [...both(mug), ...both(lamp), ...both(vase)] })
  const { changed } = await setPrices({ variant_ids: [mug, lamp], prices: [price(mug, 100)] })
  assert.equal(changed, 2)
  const { prices } = await readPrices({ variant_ids: [mug, lamp, vase] })
  assert.deepEqual(
    prices.map((one) => [one.variant_id, one.currency]),
    [
      [mug, 'EUR'],
      [vase, 'EUR'],
      [vase, 'USD'],
    ],
  )
})

test('of a price that is named twice the last counts', async () => {
  const mug = newId()
  await setPrices({ variant_ids: [mug], prices: [price(mug, 1), price(mug, 2)] })
  assert.deepEqual((await readPrices({ variant_ids: [mug] })).prices, [price(mug, 2)])
})

test('only what changed is told, and setting the same again tells nothing', async () => {
  await told()
  const [mug, lamp] = [newId(), newId()]
  const prices = [price(mug, 100), price(lamp, 200)]
  assert.deepEqual(await setPrices({ variant_ids: [mug, lamp], prices }), { changed: 2 })
  assert.deepEqual(
    (await told()).map((event) => event.variant_ids),
    [[mug, lamp].toSorted()],
  )
  assert.deepEqual(await setPrices({ variant_ids: [mug, lamp], prices }), { changed: 0 })
  assert.deepEqual(await told(), [])
  assert.deepEqual(await setPrices({ variant_ids: [mug, lamp], prices: [price(mug, 100, 'EUR', 150), price(lamp, 200)] }), { changed: 1 })
  assert.deepEqual(
    (await told()).map((event) => event.variant_ids),
    [[mug]],
  )
})

test('what a basket costs is known without asking, until a price changes: then at once here, and in a moment elsewhere', async () => {
  const mug = newId()
  const ask = (client = shop.clients.pricing) => client.quote({ currency: 'EUR', lines: [{ variant_id: mug, quantity: 1 }] })
  const amountOf = async (client?: typeof shop.clients.pricing) => (await ask(client)).lines[0]?.unit_price.amount
  const elsewhere = await otherProcess()
  await setPrices({ variant_ids: [], prices: [price(mug, 100)] })
  await setTimeout(200) // the notice of this comes by way of the database as well
  assert.deepEqual([await amountOf(), await amountOf(elsewhere)], [100, 100])
  assert.equal((await countStatements(() => ask())).statements, 0)
  await setPrices({ variant_ids: [], prices: [price(mug, 90)] })
  assert.equal(await amountOf(), 90)
  for (let tries = 0; tries < 100 && (await amountOf(elsewhere)) !== 90; tries++) await setTimeout(20)
  assert.equal(await amountOf(elsewhere), 90)
})

test('1,100 changed variants are one statement in their turn and one that says so to all, and three events, each with a name of its own', async () => {
  await told()
  const variants = Array.from({ length: 1_100 }, () => newId())
  const { result, statements } = await countStatements(() =>
    setPrices({ variant_ids: variants, prices: variants.flatMap((id) => [price(id, 5), price(id, 6, 'USD')]) }, itself),
  )
  assert.equal(result.changed, 1_100)
  assert.equal(statements, 3)
  const events = await told()
  assert.deepEqual(
    events.map((event) => event.variant_ids.length),
    [500, 500, 100],
  )
  assert.equal(new Set(events.map((event) => event.batch_id)).size, 3)
  assert.deepEqual(events.flatMap((event) => event.variant_ids).toSorted(), variants.toSorted())
})

test('many who set the prices of the same variants at once take turns, and the prices are those of the last', async () => {
  const inOrder = (all: ReturnType<typeof price>[]) => all.map((one) => `${one.variant_id} ${one.currency} ${one.amount}`).toSorted()
  for (let round = 0; round < 20; round++) {
    const variants = Array.from({ length: 10 }, () => newId())
    const wishes = Array.from({ length: 9 }, (_, n) => ({
      variant_ids: variants,
      prices: variants.flatMap((id) => ['EUR', 'USD', 'JPY'].filter((_, i) => i !== n % 3).map((currency) => price(id, n, currency))),
    }))
    await Promise.all(wishes.map((wish) => setPrices(wish)))
    const { prices } = await readPrices({ variant_ids: variants })
    assert.deepEqual(inOrder(prices), inOrder(wishes[prices[0]?.amount ?? 0]?.prices ?? []))
  }
  const { rows } = await shop.db.sql<{ deadlocks: number }>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`
  assert.equal(rows[0]?.deadlocks, 0)
})

test('the database refuses a price below zero or beyond what can be counted', async () => {
  const insert = (amount: string) =>
    shop.db.sql`INSERT INTO pricing.prices (variant_id, currency, amount) VALUES (${newId()}, 'EUR', ${amount}::bigint)`
  await assert.rejects(insert('-1'), /prices_cannot_be_negative/)
  await assert.rejects(insert('9007199254740992'), /prices_are_safe_integers/)
})

test('anyone may ask what a basket costs, in one statement; nobody outside may set a price', async () => {
  const mug = newId()
  await setPrices({ variant_ids: [mug], prices: [price(mug, 1_250)] })
  const outside = { actor: { kind: 'anonymous' }, via: undefined } as const
  const basket = { currency: 'EUR', lines: [{ variant_id: mug, quantity: 2 }] }
  const { result, statements } = await countStatements(() => quote(basket, outside))
  assert.equal(result.total.amount, 2_500)
  assert.equal(statements, 1)
  const staff = { actor: { kind: 'user', user_id: newId(), role: 'admin', name: 'Sam' }, via: undefined } as const
  await assert.rejects(setPrices({ variant_ids: [], prices: [] }, staff), (error) => isFailure(error, 'NO_SUCH_ROUTE'))
})

test('a basket that comes to more than can be counted is refused', async () => {
  const mug = newId()
  await setPrices({ variant_ids: [mug], prices: [price(mug, Number.MAX_SAFE_INTEGER)] })
  const basket = { currency: 'EUR', lines: [{ variant_id: mug, quantity: 2 }] }
  await assert.rejects(quote(basket), (error) => isFailure(error, 'AMOUNT_TOO_LARGE') && error.status === 422)
})
