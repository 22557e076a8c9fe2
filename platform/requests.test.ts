import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contract, Id, op, Strict, t } from './contract.ts'
import { fail } from './errors.ts'
import { openTraffic } from './give-way.ts'
import { newId } from './ids.ts'
import { link } from './link.ts'
import { openLog } from './log.ts'
import { module, type Needs } from './module.ts'
import { forgetRequests, openRequests } from './requests.ts'
import { countStatements } from './scope.ts'
import { testShop } from './testing.ts'
import { openTrail } from './trail.ts'

const about = { input: Strict({ order_id: Id }), output: t.Object({ order_id: Id }) }
const drawer = contract({
  name: 'drawer',
  title: 'Drawer',
  ops: { put: op('POST /drawer/{order_id}', { summary: '', policy: 'anyone', ...about }) },
})
const desk = contract({
  name: 'desk',
  title: 'Desk',
  ops: {
    begin: op('POST /desk', { summary: '', policy: 'anyone', ...about, input: Strict({}) }),
    stamp: op('POST /desk/{order_id}/stamp', { summary: '', policy: 'anyone', ...about, errors: { STAMPED: 409 } }),
    quoteStamp: op('POST /desk/{order_id}/quote', { summary: '', policy: 'anyone', ...about }),
    readDesk: op('GET /desk/{order_id}', { summary: '', policy: 'anyone', ...about }),
    stampAll: op('POST /desk/stamps', {
      ...{ summary: '', policy: 'anyone' },
      input: Strict({ orders: t.Array(Strict({ order_id: Id })) }),
      output: t.Object({ count: t.Integer() }),
    }),
  },
})
const stamped = new Set<string>()
const folder = `${import.meta.dirname}/fixtures`
const echo = async (_needs: unknown, { order_id }: { order_id: string }) => ({ order_id })
const drawerModule = module<typeof drawer, unknown>(drawer, { folder, ops: { put: echo } })
const first = newId()
const deskModule = module<typeof desk, Needs<{ drawer: typeof drawer }>>(desk, {
  folder,
  needs: { drawer },
  ops: {
    begin: async () => ({ order_id: first }),
    quoteStamp: echo,
    readDesk: echo,
    stamp: async (needs, { order_id }) => {
      if (stamped.has(order_id)) throw fail('STAMPED', 'It is stamped already.')
      stamped.add(order_id)
      await needs.drawer.put({ order_id })
      return { order_id }
    },
    stampAll: async (_needs, { orders }) => ({ count: orders.length }),
  },
})
const shop = await testShop({}, [deskModule, drawerModule])
const log = openLog('silent', 'test')
const requests = openRequests({ db: shop.db, clock: shop.clock, log, traffic: openTraffic(), modules: new Set(['desk', 'drawer']) })
const linked = link({
  ...{ local: [deskModule, drawerModule], db: shop.db, clock: shop.clock, log, is_production: false, afterChange: () => {} },
  remote: () => assert.fail('all is here'),
  note: requests.note,
})
const SAM = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const GUEST = { actor: { kind: 'anonymous' } } as const
const page = linked.client(desk, 'storefront')
const trail = openTrail({ db: shop.db, local: linked.local, requests })
const read = async (aggregate_id: string) => (await trail.readTrail({ aggregate_id })).steps

test('a request about an order is in its trail, with who asked and how it ended; what modules ask each other, and questions, are not', async () => {
  const order_id = newId()
  await page.stamp({ order_id }, { ...SAM, request_id: 'one' })
  shop.clock.move(1)
  await assert.rejects(page.stamp({ order_id }, { ...GUEST, request_id: 'two' }))
  await page.quoteStamp({ order_id })
  await page.readDesk({ order_id })
  const steps = await read(order_id)
  assert.deepEqual(
    steps.map(({ kind, module, title, text, request_id }) => [kind, module, title, text, request_id]),
    [
      ['request', 'desk', 'desk.stamp by Sam', '', 'one'],
      ['request', 'desk', 'desk.stamp by guest', 'Refused: STAMPED', 'two'],
    ],
  )
  assert.deepEqual([steps[0]?.facts.user_id, steps[0]?.facts.via], [SAM.actor.user_id, 'storefront'])
})

test('an order that a request begins, and each of those that it names, has it in its trail', async () => {
  const orders = [{ order_id: newId() }, { order_id: newId() }]
  await page.begin({}, GUEST)
  await page.stampAll({ orders }, GUEST)
  assert.equal((await read(first))[0]?.title, 'desk.begin by guest')
  for (const { order_id } of orders) assert.equal((await read(order_id))[0]?.title, 'desk.stampAll by guest')
})

test('noting a request is no statement of its own', async () => {
  const { statements } = await countStatements(() => page.begin({}))
  assert.equal(statements, 0)
  const after = await countStatements(async () => {
    await page.begin({})
    await requests.flush()
  })
  assert.equal(after.statements, 0)
})

test('what waits while the database is away is written when it is back', async () => {
  const order_id = newId()
  await shop.db.pool.query('ALTER TABLE platform.requests RENAME TO away')
  await page.stamp({ order_id })
  await requests.flush()
  await shop.db.pool.query('ALTER TABLE platform.away RENAME TO requests')
  assert.equal((await read(order_id)).length, 1)
})

test('after 90 days it is forgotten', async () => {
  const order_id = newId()
  await page.stamp({ order_id })
  await requests.flush()
  shop.clock.move(89 * 86_400)
  await forgetRequests(shop)
  assert.equal((await read(order_id)).length, 1)
  shop.clock.move(2 * 86_400)
  await forgetRequests(shop)
  assert.deepEqual(await read(order_id), [])
})
