import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { echo, echoModule, state } from './fixtures/echo/module.ts'

const shop = await testShop({ echo }, [echoModule])
const heard = async () => (await shop.db.sql<{ n: number }>`SELECT n FROM echo.heard ORDER BY at`).rows.map((row) => row.n)

test('events of one aggregate are handled once each, in the order they were said, whatever their types', async () => {
  const room_id = newId()
  for (let n = 1; n <= 20; n++) await shop.clients.echo.say({ room_id, n })
  await shop.settle()
  assert.deepEqual(
    await heard(),
    Array.from({ length: 20 }, (_, i) => i + 1),
  )
  await shop.db.sql`DELETE FROM echo.heard`
})

test('an event that fails is tried again later, and those after it wait for it', async () => {
  const room_id = newId()
  state.failures = 1
  await shop.clients.echo.say({ room_id, n: 1 })
  await shop.clients.echo.say({ room_id, n: 2 })
  await shop.clients.echo.say({ room_id: newId(), n: 3 })
  await shop.settle()
  assert.deepEqual(
    (await heard()).filter((n) => n !== 3),
    [],
  )
  shop.clock.move(2)
  await shop.settle()
  assert.deepEqual(
    (await heard()).filter((n) => n !== 3),
    [1, 2],
  )
  await shop.db.sql`DELETE FROM echo.heard`
})

test('an event that never succeeds becomes a dead letter and does not hold up the next', async () => {
  const room_id = newId()
  state.failures = 10
  await shop.clients.echo.say({ room_id, n: 1 })
  await shop.settle()
  for (let i = 0; i < 9; i++) {
    shop.clock.move(30_000)
    await shop.settle()
  }
  state.failures = 0
  const { rows } = await shop.db.sql<{
    state: string
    last_error: string | null
  }>`SELECT state, last_error FROM echo.inbox WHERE aggregate_id = ${room_id}`
  assert.deepEqual(rows, [{ state: 'dead', last_error: 'not now' }])
  await shop.clients.echo.say({ room_id, n: 2 })
  await shop.settle()
  assert.deepEqual(await heard(), [2])
})

test('a module called inside an open transaction is refused', async () => {
  await assert.rejects(shop.clients.echo.callInside({}), (error) => isFailure(error, 'CALL_INSIDE_TRANSACTION'))
})

test('an operation for the shop itself is not there for the outside', async () => {
  await assert.rejects(shop.clients.echo.say({ room_id: newId(), n: 1 }, { via: undefined, actor: { kind: 'anonymous' } }), (error) =>
    isFailure(error, 'NO_SUCH_ROUTE'),
  )
})

test('input that the contract does not name is refused with its field', async () => {
  await assert.rejects(
    shop.clients.echo.say({ room_id: newId(), n: 1.5 }),
    (error) => isFailure(error, 'INVALID_INPUT') && error.details.field === 'n',
  )
  const extra = { room_id: newId(), n: 1, role: 'admin' }
  await assert.rejects(shop.clients.echo.say(extra), (error) => isFailure(error, 'INVALID_INPUT') && error.details.field === 'role')
})

test('a timer runs when it is told to', async () => {
  await shop.tick('echo.count')
  assert.equal(state.ticks, 1)
})
