import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { inventory } from './contract.ts'
import { inventoryModule } from './module.ts'
import { shipHold } from './ship-hold.ts'
import { trail } from './trail.ts'

const shop = await testShop({ inventory }, [inventoryModule], { pool_size: 30 })
const { hold, keep, release, restock, changeHold, setStock, readLevels } = shop.clients.inventory
const ship = (parcel: Parameters<typeof shipHold>[1]) => shipHold(shop, parcel)

/** An order that holds `quantity` of the ten units of a variant; a second variant has ten, too. */
const held = async (quantity = 5) => {
  const [order_id, variant_id, other_id] = [newId(), newId(), newId()]
  await setStock({
    levels: [
      { variant_id, on_hand: 10 },
      { variant_id: other_id, on_hand: 10 },
    ],
  })
  await hold({ order_id, lines: [{ variant_id, quantity }] })
  return { order_id, variant_id, other_id }
}
const levelOf = async (variant_id: string) => {
  const { levels } = await readLevels({ variant_ids: [variant_id] })
  return { on_hand: levels[0]?.on_hand, reserved: levels[0]?.reserved }
}
type HeldLine = { variant_id: string; quantity: number; shipped: number; restocked: number }
const foundOf = async (order_id: string) => {
  const { rows } = await shop.db.sql<{ state: string; expires_at: string | null; lines: HeldLine[] }>`
    SELECT state, expires_at, coalesce((
      SELECT jsonb_agg(jsonb_build_object('variant_id', variant_id, 'quantity', quantity, 'shipped', shipped, 'restocked', restocked) ORDER BY variant_id)
      FROM inventory.held_lines WHERE order_id = h.order_id), '[]') AS lines
    FROM inventory.holds h WHERE order_id = ${order_id}`
  return rows[0]
}
const linesOf = async (order_id: string) => (await foundOf(order_id))?.lines
const stateOf = async (order_id: string) => (await foundOf(order_id))?.state
const times = <T>(n: number, work: (i: number) => Promise<T>) => Promise.all(Array.from({ length: n }, (_, i) => work(i)))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error) => (isFailure(error) ? error.code : isNotHeld(error) ? 'NOT_HELD' : Promise.reject(error)),
  )
const isNotHeld = (error: unknown) => error instanceof Error && /so \d+ cannot be shipped/.test(error.message)
const part = (variant_id: string, quantity: number) => ({ fulfilment_id: newId(), lines: [{ variant_id, quantity }] })

test('a part of an order is shipped; the rest stays held, also when its time is up', async () => {
  const { order_id, variant_id } = await held()
  assert.deepEqual(await ship({ order_id, ...part(variant_id, 2) }), { order_id, shipped: true })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 8, reserved: 3 })
  shop.clock.move(31 * 60)
  await shop.tick('inventory.expire_holds')
  assert.deepEqual(await levelOf(variant_id), { on_hand: 8, reserved: 3 })
  await ship({ order_id })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 5, reserved: 0 })
  assert.equal(await stateOf(order_id), 'shipped')
})

test('a shipment that is told 50 times at once leaves the shelf once', async () => {
  const { order_id, variant_id } = await held()
  const shipment = part(variant_id, 2)
  const answers = await times(50, () => ship({ order_id, ...shipment }))
  assert.equal(answers.filter(({ shipped }) => shipped).length, 1)
  assert.deepEqual(await levelOf(variant_id), { on_hand: 8, reserved: 3 })
})

test('of 20 shipments at once that want three times what is held, exactly what is held leaves', async () => {
  const { order_id, variant_id } = await held(7)
  const outcomes = await times(20, () => codeOf(ship({ order_id, ...part(variant_id, 1) })))
  assert.equal(outcomes.filter((code) => code === 'ok').length, 20 - outcomes.filter((code) => code === 'NOT_HELD').length)
  assert.deepEqual(await levelOf(variant_id), { on_hand: 3, reserved: 0 })
  assert.deepEqual(await linesOf(order_id), [{ variant_id, quantity: 7, shipped: 7, restocked: 0 }])
})

test('more than is held, or what was never held, is not shipped, and then nothing is', async () => {
  const { order_id, variant_id, other_id } = await held()
  assert.equal(await codeOf(ship({ order_id, ...part(variant_id, 6) })), 'NOT_HELD')
  const lines = [
    { variant_id, quantity: 1 },
    { variant_id: other_id, quantity: 1 },
  ]
  assert.equal(await codeOf(ship({ order_id, fulfilment_id: newId(), lines })), 'NOT_HELD')
  assert.deepEqual(await levelOf(variant_id), { on_hand: 10, reserved: 5 })
})

test('what was shipped of an order stays shipped when the rest is released', async () => {
  const { order_id, variant_id } = await held()
  await ship({ order_id, ...part(variant_id, 2) })
  assert.deepEqual(await release({ order_id }), { order_id, released: true })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 8, reserved: 0 })
})

test('an edit takes what is missing and frees what is too much in one statement', async () => {
  const { order_id, variant_id, other_id } = await held()
  const lines = [
    { variant_id, quantity: 1 },
    { variant_id: other_id, quantity: 9 },
    { variant_id: other_id, quantity: 1 },
  ]
  const { statements } = await countStatements(() => changeHold({ order_id, edit_id: newId(), lines }))
  assert.equal(statements, 1)
  assert.deepEqual(await levelOf(variant_id), { on_hand: 10, reserved: 1 })
  assert.deepEqual(await levelOf(other_id), { on_hand: 10, reserved: 10 })
  await changeHold({ order_id, edit_id: newId(), lines: [{ variant_id: other_id, quantity: 2 }] })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 10, reserved: 0 })
  assert.deepEqual(await linesOf(order_id), [{ variant_id: other_id, quantity: 2, shipped: 0, restocked: 0 }])
})

test('an edit that cannot have all it wants changes nothing and says what is missing', async () => {
  const { order_id, variant_id, other_id } = await held()
  const lines = [
    { variant_id, quantity: 1 },
    { variant_id: other_id, quantity: 11 },
  ]
  await assert.rejects(changeHold({ order_id, edit_id: newId(), lines }), (error) => {
    assert.ok(isFailure(error, 'OUT_OF_STOCK'))
    assert.deepEqual(error.details, { variant_id: other_id, wanted: 11, available: 10 })
    return true
  })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 10, reserved: 5 })
  assert.equal(await codeOf(changeHold({ order_id, edit_id: newId(), lines: [{ variant_id: newId(), quantity: 1 }] })), 'OUT_OF_STOCK')
})

test('an edit that is asked for 50 times at once is made once, and a later edit is not undone by its echo', async () => {
  const { order_id, variant_id } = await held()
  const edit_id = newId()
  const answers = await times(50, () => changeHold({ order_id, edit_id, lines: [{ variant_id, quantity: 8 }] }))
  assert.equal(answers.filter(({ changed }) => changed).length, 1)
  await changeHold({ order_id, edit_id: newId(), lines: [{ variant_id, quantity: 3 }] })
  await changeHold({ order_id, edit_id, lines: [{ variant_id, quantity: 8 }] })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 10, reserved: 3 })
})

test('an edit that was taken back before it arrived changes nothing', async () => {
  const { order_id, variant_id } = await held()
  const edit_id = newId()
  await changeHold({ order_id, edit_id: newId(), undoes: edit_id, lines: [{ variant_id, quantity: 5 }] })
  assert.deepEqual(await changeHold({ order_id, edit_id, lines: [{ variant_id, quantity: 8 }] }), { order_id, changed: false })
  assert.deepEqual(await levelOf(variant_id), { on_hand: 10, reserved: 5 })
})

test('an order is not edited below what was shipped; reduced to that it is shipped', async () => {
  const { order_id, variant_id, other_id } = await held()
  await ship({ order_id, ...part(variant_id, 2) })
  assert.equal(await codeOf(changeHold({ order_id, edit_id: newId(), lines: [{ variant_id, quantity: 1 }] })), 'BELOW_SHIPPED')
  assert.equal(await codeOf(changeHold({ order_id, edit_id: newId(), lines: [{ variant_id: other_id, quantity: 1 }] })), 'BELOW_SHIPPED')
  await changeHold({ order_id, edit_id: newId(), lines: [{ variant_id, quantity: 2 }] })
  assert.deepEqual([await levelOf(variant_id), await stateOf(order_id)], [{ on_hand: 8, reserved: 0 }, 'shipped'])
  assert.equal(await codeOf(changeHold({ order_id, edit_id: newId(), lines: [{ variant_id, quantity: 3 }] })), 'HOLD_ENDED')
})

test('edits, shipments and the end of one order, all at once: what is reserved is what the order still holds', async () => {
  for (let round = 0; round < 25; round++) {
    const { order_id, variant_id, other_id } = await held()
    await Promise.all(
      [
        ...[1, 4, 7].map((quantity) =>
          changeHold({
            order_id,
            edit_id: newId(),
            lines: [
              { variant_id, quantity },
              { variant_id: other_id, quantity: 8 - quantity },
            ],
          }),
        ),
        changeHold({ order_id, edit_id: newId(), lines: [{ variant_id: other_id, quantity: 3 }] }),
        ship({ order_id, ...part(variant_id, 1) }),
        round % 3 === 0 ? release({ order_id }) : round % 3 === 1 ? ship({ order_id }) : keep({ order_id }),
      ].map(codeOf),
    )
    const found = await foundOf(order_id)
    const is_live = found?.state === 'held' || found?.state === 'kept'
    for (const id of [variant_id, other_id]) {
      const line = found?.lines.find((one) => one.variant_id === id) ?? { quantity: 0, shipped: 0 }
      const reserved = is_live ? line.quantity - line.shipped : 0
      assert.deepEqual(await levelOf(id), { on_hand: 10 - line.shipped, reserved }, JSON.stringify(found))
    }
  }
})

test('a return that is told 50 times at once puts stock back once', async () => {
  const { order_id, variant_id } = await held()
  await ship({ order_id })
  const back = { restock_id: newId(), order_id, lines: [{ variant_id, quantity: 2 }], reason: 'return' }
  const answers = await times(50, () => restock(back))
  assert.equal(answers.filter(({ restocked }) => restocked).length, 1)
  assert.deepEqual(await levelOf(variant_id), { on_hand: 7, reserved: 0 })
})

test('of 20 returns at once that bring back three times what was shipped, exactly what was shipped comes back', async () => {
  const { order_id, variant_id } = await held(7)
  await ship({ order_id })
  await times(20, () => codeOf(restock({ restock_id: newId(), order_id, lines: [{ variant_id, quantity: 1 }], reason: 'return' })))
  assert.deepEqual(await levelOf(variant_id), { on_hand: 10, reserved: 0 })
})

test('what was not shipped does not come back', async () => {
  const { order_id, variant_id } = await held()
  await ship({ order_id, ...part(variant_id, 2) })
  const back = { order_id, lines: [{ variant_id, quantity: 3 }], reason: 'return' }
  assert.equal(await codeOf(restock({ restock_id: newId(), ...back })), 'NOT_SHIPPED')
  assert.equal(await codeOf(restock({ restock_id: newId(), ...back, order_id: newId() })), 'NOT_FOUND')
  assert.deepEqual(await levelOf(variant_id), { on_hand: 8, reserved: 3 })
})

test('the last unit coming back is told as available again', async () => {
  const { order_id, variant_id } = await held(10)
  await ship({ order_id })
  await restock({ restock_id: newId(), order_id, lines: [{ variant_id, quantity: 1 }], reason: 'return' })
  const { rows } = await shop.db.sql<{ in_stock: string }>`
    SELECT payload ->> 'in_stock' AS in_stock FROM inventory.outbox
    WHERE type = 'inventory.availability_changed' AND aggregate_id = ${variant_id} ORDER BY sequence`
  assert.deepEqual(
    rows.map(({ in_stock }) => in_stock),
    ['false', 'true'],
  )
})

test('the database refuses to ship more than is held and to take back more than was shipped, whoever asks', async () => {
  const { order_id } = await held()
  await assert.rejects(
    shop.db.sql`UPDATE inventory.held_lines SET shipped = quantity + 1 WHERE order_id = ${order_id}`,
    /no_more_is_shipped_than_held/,
  )
  await assert.rejects(
    shop.db.sql`UPDATE inventory.held_lines SET restocked = 1 WHERE order_id = ${order_id}`,
    /no_more_comes_back_than_was_shipped/,
  )
})

test('the trail of an order tells what happened to its stock, and the journal of a variant why there are as many as there are', async () => {
  const { order_id, variant_id } = await held()
  const [edit_id, fulfilment_id, restock_id] = [newId(), newId(), newId()]
  await changeHold({ order_id, edit_id, lines: [{ variant_id, quantity: 3 }] })
  await ship({ order_id, fulfilment_id, lines: [{ variant_id, quantity: 2 }] })
  await restock({ restock_id, order_id, lines: [{ variant_id, quantity: 1 }], reason: 'did not fit' })
  await release({ order_id })
  assert.deepEqual(await foundOf(order_id), {
    state: 'released',
    expires_at: null,
    lines: [{ variant_id, quantity: 3, shipped: 2, restocked: 1 }],
  })
  assert.deepEqual(
    (await trail(shop, order_id)).map(({ title, facts, text }) => [title, facts, text]),
    [
      ['stock held', { variant_id, on_hand_delta: 0, reserved_delta: 5, step_id: null }, ''],
      ['stock edited', { variant_id, on_hand_delta: 0, reserved_delta: -2, step_id: edit_id }, ''],
      ['stock shipped', { variant_id, on_hand_delta: -2, reserved_delta: -2, step_id: fulfilment_id }, ''],
      ['stock restocked', { variant_id, on_hand_delta: 1, reserved_delta: 0, step_id: restock_id }, 'did not fit'],
      ['stock released', { variant_id, on_hand_delta: 0, reserved_delta: -1, step_id: null }, ''],
    ],
  )
  const staff = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Ada' } } as const
  const journal = await shop.clients.inventory.listMoves({ variant_id, limit: 2 }, staff)
  assert.deepEqual(
    journal.moves.map(({ reason }) => reason),
    ['released', 'restocked'],
  )
  assert.equal(journal.has_more, true)
  assert.deepEqual(await trail(shop, newId()), [])
})

test('setting the stock to what it is leaves no trace in the journal', async () => {
  const variant_id = newId()
  for (const on_hand of [4, 4, 4, 6, 0, 0]) await setStock({ levels: [{ variant_id, on_hand }] })
  const { rows } = await shop.db.sql<{ on_hand_delta: number }>`
    SELECT on_hand_delta FROM inventory.stock_moves WHERE variant_id = ${variant_id} ORDER BY move_id`
  assert.deepEqual(
    rows.map(({ on_hand_delta }) => on_hand_delta),
    [4, 2, -6],
  )
})

test('every shipment and every return is one statement', async () => {
  const { order_id, variant_id } = await held()
  const shipping = await countStatements(() => ship({ order_id, ...part(variant_id, 2) }))
  const returning = await countStatements(() =>
    restock({ restock_id: newId(), order_id, lines: [{ variant_id, quantity: 1 }], reason: 'return' }),
  )
  assert.deepEqual([shipping.statements, returning.statements], [1, 1])
})

test('after all of it, the books are in order', async () => {
  assert.deepEqual(await shop.audit(), [])
})
