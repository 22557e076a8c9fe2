import type { Db } from '#platform/db.ts'
import type { OrderChange } from './contract.ts'

export type LiveEvent = { live_id: number; order_id: string; customer_id: string | null; data: OrderChange }

/** What this process knows of the newest live events: read once for all its streams, kept for a while. */
export type LiveFeed = {
  /** hears of changes; once per process, before the first stream */
  open(db: Db): void
  /** to be called after the commit of an announcement: numbers it soon, together with what else has been announced by then */
  announced(db: Db): void
  /** where the newest event stands now */
  position(db: Db): Promise<number>
  /** up to 500 events after this position, oldest first */
  after(db: Db, live_id: number): Promise<LiveEvent[]>
  /** how many notices have come; to be asked before `after`, so that `next` does not sleep through one that comes in between */
  notices(): number
  /** resolves when there are more notices than `heard`, when the signal aborts, or after some seconds at the latest */
  next(heard: number, signal: AbortSignal | undefined): Promise<void>
}

const AT_ONCE = 500
/** The net under the notices: without any, events still arrive within this time. */
const POLL_MS = 5_000
/** Numbering is done at most this often by one process: nobody sees the difference, and in a rush hundreds are numbered with one statement. */
const BETWEEN_NUMBERINGS_MS = 50

export const openLiveFeed = (): LiveFeed => {
  const waiting = new Set<() => void>()
  let recent: Promise<LiveEvent[]> | undefined // the newest events, read at most once between two notices
  let read_at = 0
  let notices = 0
  let numbering: NodeJS.Timeout | undefined
  let numbered_at = 0

  const wake = () => {
    notices++
    recent = undefined
    for (const resume of waiting) resume()
  }

  const readRecent = (db: Db): Promise<LiveEvent[]> => {
    if (!recent || performance.now() - read_at > POLL_MS / 2) {
      read_at = performance.now()
      const reading = numberAnnounced(db).then(() => newest(db)) // those of a process that died after its commit
      reading.catch(() => {
        if (recent === reading) recent = undefined
      })
      recent = reading
    }
    return recent
  }

  return {
    open: (db) =>
      db.onChange((tag) => {
        if (tag === 'live' || tag === '*') wake()
      }),
    announced: (db) => {
      if (numbering) return
      const pause = Math.max(0, numbered_at + BETWEEN_NUMBERINGS_MS - performance.now())
      numbering = setTimeout(() => {
        numbering = undefined
        numbered_at = performance.now()
        numberAnnounced(db).catch(() => {}) // the database is away: who reads next numbers them
      }, pause)
      numbering.unref()
    },
    position: readPosition,
    after: async (db, live_id) => {
      const events = await readRecent(db)
      const oldest = events[0]
      if (!oldest || oldest.live_id <= live_id + 1) return events.filter((event) => event.live_id > live_id)
      return readAfter(db, live_id)
    },
    notices: () => notices,
    next: (heard, signal) =>
      new Promise((resolve) => {
        const resume = () => {
          clearTimeout(timer)
          waiting.delete(resume)
          signal?.removeEventListener('abort', resume)
          resolve()
        }
        const timer = setTimeout(resume, POLL_MS)
        waiting.add(resume)
        signal?.addEventListener('abort', resume)
        if (signal?.aborted || notices !== heard) resume()
      }),
  }
}

/**
 * Gives announcements their numbers, in the order in which they could first be seen: a page that has seen 8 never misses a 7. Each is numbered
 * by a statement that began after its commit. Such statements wait for one another on the row of `live_position`, for as long as
 * one of them takes; the transactions that announce wait for nobody. What another statement has numbered meanwhile leaves a gap.
 */
const numberAnnounced = async (db: Db): Promise<void> => {
  const { count } = await db.sql`
    WITH turn AS (
      UPDATE notifications.live_position SET last_id = last_id + (SELECT count(*) FROM notifications.live_announcements)
      WHERE EXISTS (SELECT FROM notifications.live_announcements) RETURNING last_id
    ), taken AS (
      DELETE FROM notifications.live_announcements
      WHERE announcement_id IN (SELECT a.announcement_id FROM notifications.live_announcements a, turn) RETURNING *
    )
    INSERT INTO notifications.live_events (live_id, order_id, customer_id, data, created_at)
    SELECT turn.last_id + 1 - row_number() OVER (ORDER BY announcement_id DESC), order_id, customer_id, data, created_at FROM taken, turn`
  if (count > 0) await db.changed(db.sql, 'live')
}

const readPosition = async (db: Db): Promise<number> => {
  const { rows } = await db.sql<{ last_id: number }>`SELECT last_id FROM notifications.live_position`
  return rows[0]?.last_id ?? 0
}

const newest = async (db: Db): Promise<LiveEvent[]> => {
  const { rows } = await db.sql<{ live_id: number; order_id: string; customer_id: string | null; data: OrderChange }>`
    SELECT live_id, order_id, customer_id, data FROM notifications.live_events ORDER BY live_id DESC LIMIT ${AT_ONCE}::int`
  return rows.reverse()
}

const readAfter = async (db: Db, live_id: number): Promise<LiveEvent[]> => {
  const { rows } = await db.sql<{ live_id: number; order_id: string; customer_id: string | null; data: OrderChange }>`
    SELECT live_id, order_id, customer_id, data FROM notifications.live_events
    WHERE live_id > ${live_id} ORDER BY live_id LIMIT ${AT_ONCE}::int`
  return rows
}
