/** How soon an event is handled by all that listen: while a few come, and when thousands come at once. */
import type { Bench, Target } from './measure.ts'
import { spent, waitUntilHandled } from './measure.ts'
import type { Goods } from './requests.ts'

const TRICKLE_SECONDS = 20
const TRICKLE_PER_SECOND = 5

/** `seconds`: from the first handling to the last. CPU of the shop and of its PostgreSQL backends, for one handling. */
type Flood = {
  orders: number
  handled: number
  seconds: number
  per_second: number
  p50_ms: number
  p95_ms: number
  server_ms: number
  database_ms: number
}
export type EventFigures = {
  trickle: { events: number; p50_ms: number; p95_ms: number; max_ms: number }
  flood: Flood
}

const handledSince = async ({ sql }: Bench, since: Date) => {
  const { rows } = await sql.query<{ events: string; p50: number; p95: number; most: number; seconds: number }>(
    `WITH handled AS (
       SELECT emitted_at, handled_at FROM notifications.inbox WHERE emitted_at >= $1 AND state = 'done'
       UNION ALL SELECT emitted_at, handled_at FROM inventory.inbox WHERE emitted_at >= $1 AND state = 'done')
     SELECT count(*) AS events, extract(epoch FROM max(handled_at) - min(handled_at))::float8 AS seconds,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM handled_at - emitted_at))::float8 * 1000 AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM handled_at - emitted_at))::float8 * 1000 AS p95,
       max(extract(epoch FROM handled_at - emitted_at))::float8 * 1000 AS most
     FROM handled`,
    [since],
  )
  const { events = '0', p50 = 0, p95 = 0, most = 0, seconds = 0 } = rows[0] ?? {}
  return { events: Number(events), p50_ms: p50, p95_ms: p95, max_ms: most, seconds }
}

const now = async ({ sql }: Bench): Promise<Date> =>
  (await sql.query<{ at: Date }>('SELECT clock_timestamp() AS at')).rows[0]?.at ?? new Date()

/** Orders that are bought and paid one after the other; each says two events that three modules hear. */
const trickle = async (bench: Bench, target: Target, goods: Goods) => {
  const since = await now(bench)
  for (let n = 0; n < TRICKLE_SECONDS * TRICKLE_PER_SECOND; n++) {
    const loading = bench.load({ port: target.port, connections: 1, seconds: 5, most: 1, work: { name: 'checkout', goods, run: '' } })
    await Promise.all([loading, new Promise((resume) => setTimeout(resume, 1000 / TRICKLE_PER_SECOND))])
  }
  await waitUntilHandled(bench.sql)
  const { seconds: _seconds, ...told } = await handledSince(bench, since)
  return told
}

/** So many orders are confirmed in one statement: the outbox holds all of their events at once. */
const flood = async (bench: Bench, target: Target, { goods, orders }: { goods: Goods; orders: number }) => {
  await bench.load({ port: target.port, connections: 32, seconds: 120, most: orders, work: { name: 'order', goods, run: '' } })
  await waitUntilHandled(bench.sql)
  const since = await now(bench)
  const before = await spent(bench, target)
  const { rowCount } = await bench.sql.query(
    `WITH confirmed AS (
       UPDATE orders.orders SET state = 'confirmed', version = version + 1 WHERE order_id IN (
         SELECT order_id FROM orders.orders WHERE state = 'pending' AND payment_state = 'unpaid' LIMIT $1)
       RETURNING *)
     INSERT INTO orders.outbox (type, aggregate_id, payload)
     SELECT 'orders.confirmed', order_id::text, jsonb_build_object('order_id', order_id, 'order', orders.as_json(confirmed, 'token')) FROM confirmed`,
    [orders],
  )
  await waitUntilHandled(bench.sql)
  const after = await spent(bench, target)
  const { events, p50_ms, p95_ms, seconds } = await handledSince(bench, since)
  const perHandling = (cpu_seconds: number) => (cpu_seconds * 1000) / Math.max(1, events)
  return {
    orders: rowCount ?? 0,
    handled: events,
    seconds,
    per_second: events / Math.max(seconds, 0.001),
    p50_ms,
    p95_ms,
    server_ms: perHandling(after.server - before.server),
    database_ms: perHandling(after.database - before.database),
  }
}

export const measureEvents = async (bench: Bench, target: Target, work: { goods: Goods; orders: number }): Promise<EventFigures> => ({
  trickle: await trickle(bench, target, work.goods),
  flood: await flood(bench, target, work),
})
