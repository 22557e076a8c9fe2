import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { inventory } from './contract.ts'
import { inventoryModule } from './module.ts'

const shop = await testShop({ inventory }, [inventoryModule], { pool_size: 40 })
const { hold, keep, release, setStock, readLevels } = shop.clients.inventory

const stocked = async (on_hand: number): Promise<string> => {
  const variant_id = newId()
  await setStock({ levels: [{ variant_id, on_hand }] })
  return variant_id
}
const order = (...lines: [variant_id: string, quantity: number][]) => ({
  order_id: newId(),
  lines: lines.map(([variant_id, quantity]) => ({ variant_id, quantity })),
})
const levelOf = async (variant_id: string) => (await readLevels({ variant_ids: [variant_id] })).levels[0]
const outOfStock = (details: object) => (error: unknown) => {
  assert.ok(isFailure(error, 'OUT_OF_STOCK'), String(error))
  assert.deepEqual(error.details, details)
  return true
}

test('a hold reserves its units for thirty minutes, in one statement', async () => {
  const mug = await stocked(5)
  const { result, statements } = await countStatements(() => hold(order([mug, 2])))
  assert.equal(result.expires_at, '2026-03-01T09:30:00.000Z')
  assert.equal(statements, 1)
  assert.deepEqual(await levelOf(mug), { variant_id: mug, on_hand: 5, reserved: 2, available: 3 })
})

test('a hold is all lines or none, and says what is missing', async () => {
  const [mug, lamp] = [await stocked(5), await stocked(1)]
  await assert.rejects(hold(order([mug, 2], [lamp, 3])), outOfStock({ variant_id: lamp, wanted: 3, available: 1 }))
  assert.equal((await levelOf(mug))?.reserved, 0)
  assert.equal((await levelOf(lamp))?.reserved, 0)
})

test('what was never counted cannot be held', async () => {
  const unknown = newId()
  await assert.rejects(hold(order([unknown, 1])), outOfStock({ variant_id: unknown, wanted: 1, available: 0 }))
})

test('several lines of one variant count together', async () => {
  const mug = await stocked(5)
  await assert.rejects(hold(order([mug, 3], [mug, 3])), outOfStock({ variant_id: mug, wanted: 6, available: 5 }))
  await hold(order([mug, 3], [mug, 2]))
  assert.equal((await levelOf(mug))?.available, 0)
})

test('the same order again gets the first answer and takes nothing more', async () => {
  const mug = await stocked(5)
  const wish = order([mug, 2])
  const first = await hold(wish)
  shop.clock.move(60)
  assert.deepEqual(await hold(wish), first)
  assert.equal((await levelOf(mug))?.reserved, 2)
})

test('twins that hold one order in the same moment get one hold and one answer', async () => {
  const mug = await stocked(3)
  for (let round = 0; round < 20; round++) {
    const wish = order([mug, 3])
    const answers = await Promise.all(Array.from({ length: 6 }, () => hold(wish)))
    for (const answer of answers) assert.deepEqual(answer, answers[0])
    assert.equal((await levelOf(mug))?.reserved, 3)
    await release({ order_id: wish.order_id })
  }
})

test('200 shoppers at once for 50 units: exactly 50 get one', async () => {
  const mug = await stocked(50)
  const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => hold(order([mug, 1]))))
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  assert.equal(outcomes.length - refused.length, 50)
  for (const { reason } of refused) assert.ok(isFailure(reason, 'OUT_OF_STOCK'), String(reason))
  assert.deepEqual(await levelOf(mug), { variant_id: mug, on_hand: 50, reserved: 50, available: 0 })
})

test('orders that name the same variants in different sequence do not block each other', async () => {
  const variants = await Promise.all(Array.from({ length: 6 }, () => stocked(1_000)))
  const wishes = Array.from({ length: 120 }, (_, i) => order(...variants.toSpliced(0, i % 6).map((id) => [id, 1] as [string, number])))
  const backwards = wishes.map((wish, i) => (i % 2 ? { ...wish, lines: wish.lines.toReversed() } : wish))
  const before = await deadlocks()
  await Promise.all(backwards.map((wish) => hold(wish)))
  assert.equal(await deadlocks(), before)
})

const deadlocks = async () =>
  (await shop.db.sql<{ deadlocks: number }>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`).rows[0]?.deadlocks

test('an order whose hold has expired is held again with the same units', async () => {
  const mug = await stocked(2)
  const wish = order([mug, 2])
  await hold(wish)
  shop.clock.move(31 * 60)
  await shop.tick('inventory.expire_holds')
  assert.equal((await levelOf(mug))?.reserved, 0)
  const { expires_at } = await hold(wish)
  assert.equal(expires_at, new Date(shop.clock.now().getTime() + 30 * 60_000).toISOString())
  assert.equal((await levelOf(mug))?.reserved, 2)
})

test('an order that was released is not held again, even when the release came first', async () => {
  const mug = await stocked(2)
  const [late, done] = [order([mug, 1]), order([mug, 1])]
  await release({ order_id: late.order_id })
  await hold(done)
  await release({ order_id: done.order_id })
  for (const wish of [late, done]) await assert.rejects(hold(wish), (error) => isFailure(error, 'HOLD_ENDED'))
  assert.equal((await levelOf(mug))?.reserved, 0)
})

test('an order that is kept and held again stays kept', async () => {
  const mug = await stocked(2)
  const wish = order([mug, 2])
  await hold(wish)
  await keep({ order_id: wish.order_id })
  assert.deepEqual(await hold(wish), { order_id: wish.order_id, expires_at: null })
})
