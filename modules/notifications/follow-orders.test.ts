import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import type { Actor, StreamEvent } from '#platform/contract.ts'
import { openDb } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { openLog } from '#platform/log.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { notifications } from './contract.ts'
import { followOrders } from './follow-orders.ts'
import { openLiveFeed } from './live-feed.ts'
import { notificationsModule } from './module.ts'
import { happen, noOrders, orderForTests } from './order-for-tests.ts'
import { settingsForTests } from './settings-for-tests.ts'

const [ada, bob] = [newId(), newId()]
const adas = orderForTests({ customer_id: ada, number: '10000001', token: 'token-of-ada' })
const bobs = orderForTests({ customer_id: bob, number: '10000002', token: 'token-of-bob' })
const guests = orderForTests({ number: '10000003', token: 'token-of-guest' })

const shop = await testShop({ giftCards, notifications, orders, settings }, [
  notificationsModule({ is_sending_real_email: false }),
  fakeModule(settings, { readOwn: async () => settingsForTests }),
  fakeModule(giftCards, {}),
  fakeModule(orders, {
    ...noOrders,
    trackOrder: async ({ token }) => {
      const order = [adas, bobs, guests].find((one) => one.token === token)
      if (order) return order
      throw fail('NOT_FOUND', 'There is no such order.')
    },
  }),
])
const live = shop.clients.notifications
const user = (user_id: string, role: 'customer' | 'staff' = 'customer'): Actor => ({ kind: 'user', user_id, role, name: 'Someone' })
const anonymous: Actor = { kind: 'anonymous' }

/** Reads a stream until it has seen so many events besides `connected`, or until it is stopped. */
const reader = async (open: (signal: AbortSignal) => Promise<AsyncIterable<StreamEvent>>) => {
  const gone = new AbortController()
  const stream = await open(gone.signal)
  const seen: StreamEvent[] = []
  const ended = (async () => {
    for await (const event of stream) seen.push(event)
  })()
  const news = () => seen.slice(1).map(({ data }) => `${Object(data).number} ${Object(data).what}`)
  return {
    seen,
    news,
    until: async (count: number) => {
      const begun = performance.now()
      while (news().length < count && performance.now() - begun < 4_000) await new Promise((resume) => setTimeout(resume, 5))
      return news()
    },
    stop: async () => {
      gone.abort()
      await ended
      return news()
    },
  }
}
const follow = (actor: Actor, input: { order_token?: string; last_event_id?: string } = {}) =>
  reader((signal) => live.followOrders(input, { actor, signal }))

const tell = async (...happened: [string, typeof adas][]) => {
  for (const [news, order] of happened) {
    await happen(shop.db, news, order)
    await shop.settle()
  }
}

test('staff see every order, customers their own, a guest the one of the token, and nobody else anything', async () => {
  const all = await Promise.all([
    follow(user(newId(), 'staff')),
    follow(user(ada)),
    follow(user(bob)),
    follow(anonymous, { order_token: 'token-of-guest' }),
    follow(user(ada), { order_token: 'token-of-bob' }),
    follow(user(newId())),
  ])
  await happen(shop.db, 'updated', bobs, { what: 'note' }) // what staff write for each other
  await tell(['placed', adas], ['placed', bobs], ['confirmed', guests], ['rejected', adas])
  await all[0]?.until(5)
  const seen = await Promise.all(all.map((one) => one.stop()))
  assert.deepEqual(seen, [
    ['10000002 note', '10000001 placed', '10000002 placed', '10000003 confirmed', '10000001 rejected'],
    ['10000001 placed', '10000001 rejected'],
    ['10000002 placed'],
    ['10000003 confirmed'],
    ['10000002 placed'],
    [],
  ])
  await assert.rejects(live.followOrders({}, { actor: anonymous }), { code: 'SIGN_IN_REQUIRED' })
  await assert.rejects(live.followOrders({ order_token: 'guessed' }, { actor: anonymous }), { code: 'NOT_FOUND' })
})

test('an event carries what changed and nothing about the person', async () => {
  const staff = await follow(user(newId(), 'staff'))
  await tell(['paid', adas])
  await staff.until(1)
  await staff.stop()
  const { order_id, number, state, payment_state, version } = adas
  assert.equal(staff.seen[0]?.event, 'connected')
  assert.equal(staff.seen[1]?.event, 'order')
  assert.deepEqual(staff.seen[1]?.data, { order_id, number, what: 'paid', state, payment_state, version })
})

test('a stream resumes after the last event that was seen, and misses and repeats nothing', async () => {
  const first = await follow(user(ada))
  await tell(['confirmed', adas])
  await first.until(1)
  await first.stop()
  await tell(['fulfilled', adas], ['placed', bobs], ['refunded', adas])
  const resumed = await follow(user(ada), { last_event_id: first.seen.at(-1)?.id ?? '' })
  assert.deepEqual(await resumed.until(2), ['10000001 fulfilled', '10000001 refunded'])
  await tell(['cancelled', adas])
  assert.deepEqual(await resumed.until(3), ['10000001 fulfilled', '10000001 refunded', '10000001 cancelled'])
  await resumed.stop()

  const silent = await follow(user(bob)) // lost its line before the first event: `connected` says where it was
  await silent.stop()
  await tell(['confirmed', bobs])
  const again = await follow(user(bob), { last_event_id: silent.seen[0]?.id ?? '' })
  assert.deepEqual(await again.until(1), ['10000002 confirmed'])
  await again.stop()
})

test('a position from another time or another database does not stop a stream', async () => {
  const ahead = await follow(user(ada), { last_event_id: '9999999999999999999' })
  await tell(['placed', adas])
  assert.deepEqual(await ahead.until(1), ['10000001 placed'])
  await ahead.stop()
  const old = await follow(user(newId(), 'staff'), { last_event_id: '0' })
  const { rows } = await shop.db.sql<{ events: number }>`SELECT count(*) AS events FROM notifications.live_events`
  assert.equal((await old.until(rows[0]?.events ?? 0)).length, rows[0]?.events)
  await old.stop()
})

test('a page that was away for long catches up with all of it, in order', async () => {
  const from = await follow(user(newId(), 'staff'))
  await from.stop()
  await shop.db.sql`
    INSERT INTO notifications.live_events (live_id, order_id, customer_id, data, created_at)
    SELECT last_id + n, ${adas.order_id}::uuid, ${ada}::uuid, jsonb_build_object('order_id', ${adas.order_id}::text, 'number', n::text, 'what', 'paid'), ${shop.clock.now()}::timestamptz
    FROM notifications.live_position, generate_series(1, 1300) AS n`
  await shop.db.sql`UPDATE notifications.live_position SET last_id = last_id + 1300`
  await shop.db.changed(shop.db.sql, 'live')
  const late = await follow(user(ada), { last_event_id: from.seen[0]?.id ?? '' })
  const news = await late.until(1_300)
  assert.deepEqual(
    news,
    Array.from({ length: 1_300 }, (_, i) => `${i + 1} paid`),
  )
  await late.stop()
})

test('a stream in another process hears of it at once, without waiting for the next look', async () => {
  const db = openDb(shop.connection)
  const { giftCards, orders, settings } = shop.clients
  const feed = openLiveFeed()
  feed.open(db)
  const log = openLog('silent', 'test')
  const other = { db, clock: shop.clock, log, is_production: false, giftCards, orders, settings, is_sending_real_email: false, live: feed }
  const stream = await reader((signal) => followOrders(other, {}, { actor: user(ada), request_id: newId(), signal }))
  await new Promise((resume) => setTimeout(resume, 200)) // LISTEN stands
  const begun = performance.now()
  await tell(['paid', adas])
  assert.deepEqual(await stream.until(1), ['10000001 paid'])
  assert.ok(performance.now() - begun < 1_500, `${performance.now() - begun} ms`)
  await stream.stop()
  await db.close()
})

test('a notice between reading and waiting is not slept through', async () => {
  const feed = openLiveFeed()
  feed.open(shop.db)
  const heard = feed.notices()
  await shop.db.changed(shop.db.sql, 'live')
  await new Promise((resume) => setTimeout(resume, 200)) // its echo from the database is over as well
  const begun = performance.now()
  await feed.next(heard, undefined)
  assert.ok(performance.now() - begun < 1_000)
})

test('an announcement that commits late is numbered late, so a page that has seen newer ones does not miss it', async () => {
  const staff = await follow(user(newId(), 'staff'))
  let commit = () => {}
  const held = new Promise<void>((resume) => {
    commit = resume
  })
  let announced = () => {}
  const begun = new Promise<void>((resume) => {
    announced = resume
  })
  const late = shop.db.transaction(async (sql) => {
    await sql`
      INSERT INTO notifications.live_announcements (order_id, customer_id, data, created_at)
      VALUES (${bobs.order_id}, ${bob}, '{"number": "10000002", "what": "late"}', ${shop.clock.now()})`
    announced()
    await held
  })
  await begun
  await tell(['placed', adas], ['paid', adas])
  assert.deepEqual(await staff.until(2), ['10000001 placed', '10000001 paid'], 'nobody waits for it')
  commit()
  await late
  await tell(['confirmed', adas])
  assert.deepEqual(await staff.until(4), ['10000001 placed', '10000001 paid', '10000002 late', '10000001 confirmed'])
  const ids = staff.seen.map(({ id }) => Number(id))
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => a - b),
  )
  await staff.stop()
})

test('an announcement whose process died before it was numbered is found by who reads next', async () => {
  await shop.db.sql`
    INSERT INTO notifications.live_announcements (order_id, customer_id, data, created_at)
    VALUES (${bobs.order_id}, ${bob}, '{"number": "10000002", "what": "orphaned"}', ${shop.clock.now()})`
  const db = openDb(shop.connection)
  const feed = openLiveFeed()
  const before = await feed.position(db)
  assert.deepEqual(
    (await feed.after(db, before)).map(({ data }) => data.what),
    ['orphaned'],
  )
  await db.close()
})

test('four processes that number at once give every announcement one number, and keep their order', async () => {
  const before = await openLiveFeed().position(shop.db)
  const dbs = Array.from({ length: 4 }, () => openDb(shop.connection))
  for (let n = 0; n < 400; n += 10) {
    await Promise.all(
      dbs.map(async (db, i) => {
        await db.sql`
          INSERT INTO notifications.live_announcements (order_id, data, created_at)
          SELECT ${adas.order_id}::uuid, jsonb_build_object('number', (${i}::int * 1000 + ${n}::int + k)::text, 'what', 'paid'), ${shop.clock.now()}::timestamptz
          FROM generate_series(0, 9) AS k`
        await openLiveFeed().after(db, 0)
      }),
    )
  }
  const { rows } = await shop.db.sql<{ live_id: number; n: number }>`
    SELECT live_id, (data ->> 'number')::int AS n FROM notifications.live_events WHERE live_id > ${before} ORDER BY live_id`
  assert.equal(rows.length, 1_600)
  assert.equal(new Set(rows.map(({ n }) => n)).size, 1_600)
  for (let i = 0; i < 4; i++) {
    const mine = rows.map(({ n }) => n).filter((n) => Math.floor(n / 1000) === i)
    assert.deepEqual(
      mine,
      Array.from({ length: 400 }, (_, n) => i * 1000 + n),
    )
  }
  await Promise.all(dbs.map((db) => db.close()))
})

test('orders that are told of at the same moment are all heard of', async () => {
  const staff = await follow(user(newId(), 'staff'))
  const many = Array.from({ length: 40 }, (_, i) => orderForTests({ number: String(20_000_000 + i) }))
  await Promise.all(many.map((order) => happen(shop.db, 'placed', order)))
  await shop.settle()
  assert.deepEqual((await staff.until(40)).sort(), many.map(({ number }) => `${number} placed`).sort())
  await staff.stop()
})

test('one reader may hold ten streams; a stream that ends gives its place back', async () => {
  const reader = newId()
  const open = await Promise.all(Array.from({ length: 10 }, () => follow(user(reader))))
  await assert.rejects(live.followOrders({}, { actor: user(reader) }), { code: 'TOO_MANY_STREAMS', status: 429 })
  const neighbour = await follow(user(newId()))
  await neighbour.stop()
  await open.pop()?.stop()
  open.push(await follow(user(reader)))
  await assert.rejects(live.followOrders({}, { actor: user(reader) }), { code: 'TOO_MANY_STREAMS' })
  for (const one of open) await one.stop()
  const gone = new AbortController()
  for (let i = 0; i < 10; i++) await live.followOrders({}, { actor: user(reader), signal: gone.signal }) // never read
  gone.abort()
  const last = await follow(user(reader))
  await last.stop()
})

test('live events are forgotten after a day', async () => {
  const staff = await follow(user(newId(), 'staff'))
  shop.clock.move(86_000)
  await tell(['paid', bobs])
  await staff.until(1)
  await staff.stop()
  shop.clock.move(401)
  await shop.tick('notifications.forget_old_live_events')
  const { rows } = await shop.db.sql<{ events: number }>`SELECT count(*) AS events FROM notifications.live_events`
  assert.equal(rows[0]?.events, 1)
})
