import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { inventory } from './contract.ts'
import { inventoryModule } from './module.ts'
import { shipHold } from './ship-hold.ts'

const shop = await testShop({ inventory }, [inventoryModule], { pool_size: 30 })
const { hold, keep, extend, release, setStock, readLevels } = shop.clients.inventory
const ship = (parcel: Parameters<typeof shipHold>[1]) => shipHold(shop, parcel)
const expire = async () => {
  shop.clock.move(31 * 60)
  await shop.tick('inventory.expire_holds')
}

/** An order that holds two of five units. */
const held = async () => {
  const variant_id = newId()
  const order_id = newId()
  await setStock({ levels: [{ variant_id, on_hand: 5 }] })
  await hold({ order_id, lines: [{ variant_id, quantity: 2 }] })
  return { order_id, variant_id }
}
const levelOf = async (variant_id: string) => {
  const { levels } = await readLevels({ variant_ids: [variant_id] })
  return { on_hand: levels[0]?.on_hand, reserved: levels[0]?.reserved }
}
const times = <T>(n: number, work: () => Promise<T>) => Promise.all(Array.from({ length: n }, work))
const fails = (code: string) => (error: unknown) => isFailure(error, code)
const eventsOf = async (aggregate_id: string) =>
  (await shop.db.sql<{ type: string }>`SELECT type FROM inventory.outbox WHERE aggregate_id = ${aggregate_id} ORDER BY sequence`).rows.map(
    ({ type }) => type,
  )

test('a hold that is released 50 times at once gives its units back once', async () => {
  const { order_id, variant_id } = await held()
  const answers = await times(50, () => release({ order_id }))
  assert.equal(answers.filter(({ released }) => released).length, 1)
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 0 })
})

test('a hold that is shipped 50 times at once leaves the shelf once', async () => {
  const { order_id, variant_id } = await held()
  const answers = await times(50, () => ship({ order_id }))
  assert.equal(answers.filter(({ shipped }) => shipped).length, 1)
  assert.deepEqual(await levelOf(variant_id), { on_hand: 3, reserved: 0 })
})

test('of all ways to end a hold at once, one does', async () => {
  for (let round = 0; round < 20; round++) {
    const { order_id, variant_id } = await held()
    shop.clock.move(31 * 60)
    const ends = [() => release({ order_id }), () => ship({ order_id }), () => shop.tick('inventory.expire_holds')]
    await Promise.allSettled([...ends, ...ends, ...ends].map((end) => end()))
    const { on_hand, reserved } = await levelOf(variant_id)
    assert.equal(reserved, 0)
    const state = (await shop.db.sql<{ state: string }>`SELECT state FROM inventory.holds WHERE order_id = ${order_id}`).rows[0]?.state
    assert.equal(on_hand, state === 'shipped' ? 3 : 5, state)
  }
})

test('a hold and its release at the same moment leave nothing reserved, or are refused', async () => {
  for (let round = 0; round < 40; round++) {
    const [variant_id, order_id] = [newId(), newId()]
    await setStock({ levels: [{ variant_id, on_hand: 5 }] })
    const wish = { order_id, lines: [{ variant_id, quantity: 2 }] }
    await Promise.allSettled([hold(wish), release({ order_id }), hold(wish), release({ order_id })])
    assert.equal((await levelOf(variant_id)).reserved, 0)
  }
})

test('a hold whose time is up goes back to the shelf and the order is told, once, by two sweeps at once', async () => {
  const { order_id, variant_id } = await held()
  await shop.tick('inventory.expire_holds')
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 2 })
  shop.clock.move(31 * 60)
  await times(4, () => shop.tick('inventory.expire_holds'))
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 0 })
  assert.deepEqual(await eventsOf(order_id), ['inventory.hold_expired'])
})

test('more holds than one batch expire in one sweep', async () => {
  const variant_id = newId()
  await setStock({ levels: [{ variant_id, on_hand: 1_000 }] })
  await times(450, () => hold({ order_id: newId(), lines: [{ variant_id, quantity: 1 }] }))
  await expire()
  assert.deepEqual(await levelOf(variant_id), { on_hand: 1_000, reserved: 0 })
})

test('a hold that is kept does not expire', async () => {
  const { order_id, variant_id } = await held()
  await keep({ order_id })
  await expire()
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 2 })
})

test('a hold that waits for slow money stands until then and ends after it; it never becomes shorter', async () => {
  const { order_id, variant_id } = await held()
  const until = (minutes: number) => new Date(shop.clock.now().getTime() + minutes * 60_000).toISOString()
  assert.equal((await extend({ order_id, until: until(5) })).is_extended, false)
  assert.equal((await extend({ order_id, until: until(60) })).is_extended, true)
  await expire()
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 2 })
  await expire()
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 0 })
  assert.equal((await extend({ order_id, until: until(60) })).is_extended, false)
})

test('an expired hold that is kept takes its units again, once, while they are there', async () => {
  const { order_id, variant_id } = await held()
  await expire()
  await times(10, () => keep({ order_id }))
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 2 })
})

test('an expired hold whose units are sold is not kept, and nothing is taken', async () => {
  const { order_id, variant_id } = await held()
  await expire()
  await hold({ order_id: newId(), lines: [{ variant_id, quantity: 4 }] })
  await assert.rejects(keep({ order_id }), (error) => {
    assert.ok(isFailure(error, 'OUT_OF_STOCK'))
    assert.deepEqual(error.details, { variant_id, wanted: 2, available: 1 })
    return true
  })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 4 })
  assert.deepEqual(await eventsOf(order_id), ['inventory.hold_expired'])
})

test('200 late payments for 60 units that 100 expired holds want: exactly what is there is taken', async () => {
  const variant_id = newId()
  await setStock({ levels: [{ variant_id, on_hand: 200 }] })
  const orders = Array.from({ length: 100 }, () => newId())
  await Promise.all(orders.map((order_id) => hold({ order_id, lines: [{ variant_id, quantity: 2 }] })))
  await expire()
  await setStock({ levels: [{ variant_id, on_hand: 60 }] })
  await Promise.allSettled([...orders, ...orders].map((order_id) => keep({ order_id })))
  assert.deepEqual(await levelOf(variant_id), { on_hand: 60, reserved: 60 })
})

test('what has ended cannot be kept or shipped', async () => {
  const { order_id } = await held()
  await release({ order_id })
  await assert.rejects(keep({ order_id }), fails('HOLD_ENDED'))
  await assert.rejects(ship({ order_id }), fails('HOLD_ENDED'))
  const expired = await held()
  await expire()
  await assert.rejects(ship({ order_id: expired.order_id }), fails('HOLD_ENDED'))
  await assert.rejects(keep({ order_id: newId() }), fails('NOT_FOUND'))
  await assert.rejects(ship({ order_id: newId() }), fails('NOT_FOUND'))
})

test('to release what was shipped gives nothing back', async () => {
  const { order_id, variant_id } = await held()
  await ship({ order_id })
  assert.deepEqual(await release({ order_id }), { order_id, released: false })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 3, reserved: 0 })
})

test('every end of a hold is one statement', async () => {
  for (const end of [keep, release, ship]) {
    const { order_id } = await held()
    const { statements } = await countStatements(() => end({ order_id }))
    assert.equal(statements, 1)
  }
})
