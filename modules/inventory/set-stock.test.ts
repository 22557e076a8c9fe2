import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { holdLock, waiting } from '#tests/kit/hold-lock.ts'
import { inventory } from './contract.ts'
import { inventoryModule } from './module.ts'
import { shipHold } from './ship-hold.ts'

const shop = await testShop({ inventory }, [inventoryModule], { pool_size: 20 })
const { hold, release, setStock, readLevels } = shop.clients.inventory
const ship = (parcel: Parameters<typeof shipHold>[1]) => shipHold(shop, parcel)

const set = (variant_id: string, on_hand: number) => setStock({ levels: [{ variant_id, on_hand }] })
const holdOf = (variant_id: string, quantity: number) => ({ order_id: newId(), lines: [{ variant_id, quantity }] })
const onHand = async (...variant_ids: string[]) => (await readLevels({ variant_ids })).levels.map(({ on_hand }) => on_hand)
const said = async (variant_id: string) => {
  const { rows } = await shop.db.sql<{ in_stock: boolean }>`
    SELECT COALESCE((payload -> 'in_stock')::boolean, true) AS in_stock FROM inventory.outbox
    WHERE type = 'inventory.availability_changed' AND aggregate_id = ${variant_id}
      OR type = 'inventory.first_counted' AND payload -> 'variant_ids' ? ${variant_id} ORDER BY sequence`
  return rows.map((row) => row.in_stock)
}

test('stock is set and read in the order it was asked for; what was never counted has none', async () => {
  const [a, b, unknown] = [newId(), newId(), newId()]
  const { levels } = await setStock({
    levels: [
      { variant_id: b, on_hand: 2 },
      { variant_id: a, on_hand: 7 },
    ],
  })
  assert.deepEqual(
    levels.map((level) => [level.variant_id, level.on_hand]),
    [
      [b, 2],
      [a, 7],
    ],
  )
  assert.deepEqual((await readLevels({ variant_ids: [unknown, a] })).levels, [
    { variant_id: unknown, on_hand: 0, reserved: 0, available: 0 },
    { variant_id: a, on_hand: 7, reserved: 0, available: 7 },
  ])
})

test('of a variant that is named twice the last level counts', async () => {
  const a = newId()
  const { levels } = await setStock({
    levels: [
      { variant_id: a, on_hand: 2 },
      { variant_id: a, on_hand: 9 },
    ],
  })
  assert.deepEqual(levels, [{ variant_id: a, on_hand: 9, reserved: 0, available: 9 }])
})

test('what is promised to orders cannot be taken off the shelf, and then nothing is written', async () => {
  const [a, b] = [newId(), newId()]
  await set(a, 5)
  await hold(holdOf(a, 3))
  const levels = [
    { variant_id: b, on_hand: 1 },
    { variant_id: a, on_hand: 2 },
  ]
  await assert.rejects(setStock({ levels }), (error) => {
    assert.ok(isFailure(error, 'BELOW_RESERVED'))
    assert.deepEqual(error.details, { field: 'levels.1.on_hand', variant_id: a, wanted: 2, reserved: 3 })
    return true
  })
  const { levels: now } = await readLevels({ variant_ids: [a, b] })
  assert.deepEqual(
    now.map((level) => level.on_hand),
    [5, 0],
  )
  await set(a, 3)
})

test('who read 10 while 3 were sent cannot set 15: the level is another by now, and nothing of that call is written', async () => {
  const [a, b] = [newId(), newId()]
  await set(a, 10)
  const sold = holdOf(a, 3)
  await hold(sold)
  await ship({ order_id: sold.order_id })
  const levels = [
    { variant_id: b, on_hand: 1, on_hand_was: 0 },
    { variant_id: a, on_hand: 15, on_hand_was: 10 },
  ]
  await assert.rejects(setStock({ levels }), (error) => {
    assert.ok(isFailure(error, 'STOCK_CHANGED'))
    assert.deepEqual(error.details, {
      ...{ field: 'levels.1.on_hand', variant_id: a, wanted: 15, on_hand_was: 10, on_hand: 7, reserved: 0 },
    })
    return true
  })
  assert.deepEqual(await onHand(a, b), [7, 0])
  await setStock({ levels: [{ variant_id: a, on_hand: 12, on_hand_was: 7 }] })
  assert.deepEqual(await onHand(a), [12])
  await set(a, 20) // a count that says nothing of what it saw holds whatever there was
  assert.deepEqual(await onHand(a), [20])
})

test('the same again, also at once, is done already; a level that others brought to the same number is not', async () => {
  const a = newId()
  await set(a, 10)
  const one = { levels: [{ variant_id: a, on_hand: 7, on_hand_was: 10 }] }
  const shelf = await holdShelf(a)
  const answers = [setStock(one), setStock(one), setStock(one)]
  await waiting(shop.db, 3)
  await shelf.letGo()
  for (const answer of await Promise.all(answers)) assert.deepEqual(answer, await setStock(one))
  const { rows } = await shop.db.sql`SELECT FROM inventory.stock_moves WHERE variant_id = ${a}`
  assert.equal(rows.length, 2)
  await set(a, 10)
  const sold = holdOf(a, 3)
  await hold(sold)
  await ship({ order_id: sold.order_id })
  await assert.rejects(setStock(one), (error) => isFailure(error, 'STOCK_CHANGED')) // three broke as well, so 4 are left
})

test('a variant that was never counted has none: who saw some is refused, who saw none counts it', async () => {
  const a = newId()
  const count = (on_hand_was: number) => setStock({ levels: [{ variant_id: a, on_hand: 5, on_hand_was }] })
  await assert.rejects(count(1), (error) => isFailure(error, 'STOCK_CHANGED') && error.details.on_hand === 0)
  await count(0)
  assert.deepEqual(await onHand(a), [5])
})

test('ten who each add to what they saw lose nothing of each other', async () => {
  const a = newId()
  await set(a, 0)
  const add = async (units: number): Promise<unknown> => {
    const [on_hand_was = 0] = await onHand(a)
    return setStock({ levels: [{ variant_id: a, on_hand: on_hand_was + units, on_hand_was }] }).catch((error) => {
      if (!isFailure(error, 'STOCK_CHANGED')) throw error
      return add(units)
    })
  }
  await Promise.all(Array.from({ length: 10 }, (_, i) => add(2 ** i)))
  assert.deepEqual(await onHand(a), [1023])
})

test('the database refuses stock below zero, whoever asks', async () => {
  const a = newId()
  await set(a, 1)
  const violations = await Promise.allSettled([
    shop.db.sql`UPDATE inventory.stock SET reserved = 2 WHERE variant_id = ${a}`,
    shop.db.sql`UPDATE inventory.stock SET reserved = -1 WHERE variant_id = ${a}`,
    shop.db.sql`UPDATE inventory.stock SET on_hand = -1 WHERE variant_id = ${a}`,
  ])
  for (const violation of violations) {
    assert.equal(violation.status, 'rejected')
    assert.match(String(violation.reason), /stock_cannot_go_negative/)
  }
})

test('what is counted for the first time is told in one event, without what there is none of', async () => {
  const [a, b, c] = [newId(), newId(), newId()]
  await setStock({ levels: [a, b, c].map((variant_id, on_hand) => ({ variant_id, on_hand })) })
  const { rows } = await shop.db.sql<{ variant_ids: string[] }>`
    SELECT ARRAY(SELECT jsonb_array_elements_text(payload -> 'variant_ids') ORDER BY 1) AS variant_ids FROM inventory.outbox
    WHERE type = 'inventory.first_counted' AND payload -> 'variant_ids' ? ${b}`
  assert.deepEqual(rows, [{ variant_ids: [b, c].sort() }])
})

test('a change of availability is told when it crosses zero, and only then', async () => {
  const a = newId()
  await set(a, 0)
  assert.deepEqual(await said(a), [])
  await set(a, 2)
  await set(a, 2)
  await set(a, 3)
  assert.deepEqual(await said(a), [true])
  const [one, two] = [holdOf(a, 1), holdOf(a, 2)]
  await hold(one)
  assert.deepEqual(await said(a), [true])
  await hold(two)
  assert.deepEqual(await said(a), [true, false])
  await ship({ order_id: one.order_id })
  await set(a, 2)
  assert.deepEqual(await said(a), [true, false])
  await release({ order_id: two.order_id })
  assert.deepEqual(await said(a), [true, false, true])
  await set(a, 0)
  assert.deepEqual(await said(a), [true, false, true, false])
})

test('a variant counted for the first time by two at once ends with its last word being true', async () => {
  for (let round = 0; round < 30; round++) {
    const a = newId()
    await Promise.all([set(a, 4), set(a, 0), set(a, 7), set(a, 0)])
    const { levels } = await readLevels({ variant_ids: [a] })
    assert.equal((await said(a)).at(-1) ?? false, (levels[0]?.available ?? 0) > 0)
  }
})

test('5,000 levels are one statement', async () => {
  const levels = Array.from({ length: 5_000 }, (_, i) => ({ variant_id: newId(), on_hand: i }))
  const { statements } = await countStatements(() => setStock({ levels }, { actor: { kind: 'service', name: 'test' } }))
  assert.equal(statements, 1)
})

test('only staff set stock', async () => {
  const shopper = { actor: { kind: 'user', user_id: newId(), role: 'customer', name: 'Ada' } } as const
  await assert.rejects(setStock({ levels: [] }, shopper), (error) => isFailure(error, 'NOT_ALLOWED'))
})

/** Keeps everybody from the stock of a variant until it is let go. */
const holdShelf = (variant_id: string) =>
  holdLock(shop.db, (sql) => sql`SELECT FROM inventory.stock WHERE variant_id = ${variant_id} FOR UPDATE`)
