import { STAFF_ONLY } from '#modules/orders/contract.ts'
import type { Call, Input, StreamEvent } from '#platform/contract.ts'
import { fail, failCommon } from '#platform/errors.ts'
import type { notifications } from './contract.ts'
import type { LiveEvent } from './live-feed.ts'
import type { Notifications } from './needs.ts'

/** A stream ends by itself after this time; the browser resumes it at once and shows anew who it is. So a right that was taken away ends too. */
const LIFE_MS = 10 * 60_000
const MOST_IN_A_PROCESS = 2_000
const MOST_OF_ONE_READER = 10

/** Who reads, and what concerns them. */
type Reader = { key: string; concerns(event: LiveEvent): boolean }

const open = new Map<string, number>()
let open_in_all = 0

/**
 * Order changes as they happen: staff see all, customers their own, and who holds an order's token sees that order.
 * Begins after `last_event_id`, without it now, with an event `connected` whose id says where that was. Ends with the call's signal.
 * @throws NOT_FOUND for a token that opens nothing, SIGN_IN_REQUIRED for a stranger without one, TOO_MANY_STREAMS
 */
export const followOrders = async (
  needs: Notifications,
  { order_token, last_event_id }: Input<typeof notifications.ops.followOrders>,
  call: Call,
): Promise<AsyncIterable<StreamEvent>> => {
  const reader = await readerOf(needs, order_token, call)
  const position = await needs.live.position(needs.db)
  const leave = enter(reader.key)
  call.signal?.addEventListener('abort', leave, { once: true }) // also when nobody ever began to read
  if (call.signal?.aborted) leave()
  const asked = last_event_id === undefined ? position : Number(last_event_id)
  return stream(needs, { reader, from: Math.min(asked, position), leave, signal: call.signal }) // a position ahead of ours is another database's
}

const readerOf = async (needs: Notifications, order_token: string | undefined, { actor }: Call): Promise<Reader> => {
  if (order_token !== undefined) {
    const { order_id } = await needs.orders.trackOrder({ token: order_token })
    return { key: `order ${order_id}`, concerns: (event) => event.order_id === order_id && !STAFF_ONLY.has(event.data.what) }
  }
  if (actor.kind === 'anonymous') throw failCommon('SIGN_IN_REQUIRED', 'Sign in first, or follow one order by its token.')
  if (actor.kind === 'service' || actor.role !== 'customer') {
    return { key: actor.kind === 'service' ? actor.name : actor.user_id, concerns: () => true }
  }
  return { key: actor.user_id, concerns: (event) => event.customer_id === actor.user_id && !STAFF_ONLY.has(event.data.what) }
}

/** Takes a place; the answer gives it back, once. */
const enter = (key: string): (() => void) => {
  const mine = open.get(key) ?? 0
  if (open_in_all >= MOST_IN_A_PROCESS || mine >= MOST_OF_ONE_READER) {
    throw fail('TOO_MANY_STREAMS', 'Too many live connections. Close a page that is open elsewhere.', { retry_after: 30 })
  }
  open.set(key, mine + 1)
  open_in_all++
  let has_left = false
  return () => {
    if (has_left) return
    has_left = true
    open_in_all--
    const rest = (open.get(key) ?? 1) - 1
    if (rest > 0) open.set(key, rest)
    else open.delete(key)
  }
}

type Stream = { reader: Reader; from: number; leave: () => void; signal: AbortSignal | undefined }

async function* stream({ db, live }: Notifications, { reader, from, leave, signal }: Stream): AsyncGenerator<StreamEvent> {
  const over_at = performance.now() + LIFE_MS
  let last = from
  try {
    yield { id: String(last), event: 'connected', data: {} }
    while (!signal?.aborted && performance.now() < over_at) {
      const heard = live.notices()
      const events = await live.after(db, last)
      for (const event of events) {
        last = event.live_id
        if (reader.concerns(event)) yield { id: String(last), event: 'order', data: event.data }
      }
      if (events.length === 0) await live.next(heard, signal)
    }
  } finally {
    leave()
  }
}

/** Live events are kept for a day: long enough for a page that lost its line. */
export const forgetOldLiveEvents = async ({ db, clock }: Notifications): Promise<void> => {
  await db.sql`DELETE FROM notifications.live_events WHERE created_at < ${new Date(clock.now().getTime() - 86_400_000)}`
}
