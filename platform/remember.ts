import { LRUCache } from 'lru-cache'
import type { Db } from './db.ts'
import type { Carried, Handler } from './module.ts'

/** The net under a notice that was lost. */
const TTL_MS = 30_000

type Memory = { answer: Promise<unknown>; until: number }
const memories = new WeakMap<Db, Map<string, Memory>>()

/**
 * A neighbour's answer, kept in memory until its tag changes, so that no request waits for it:
 * `await remembered(db, 'settings', () => settings.readOwn({}))`. Where one tag covers several questions, each has a name.
 * A failed question is not kept.
 */
export const remembered = <T>(db: Db, tag: string, ask: () => Promise<T>, question = ''): Promise<T> => {
  const memory = memoryOf(db)
  const key = `${tag} ${question}`
  const kept = memory.get(key)
  if (kept && performance.now() < kept.until) return kept.answer as Promise<T> // one key per question, so the type is the asker's
  const answer = ask()
  memory.set(key, { answer, until: performance.now() + TTL_MS })
  answer.catch(() => {
    if (memory.get(key)?.answer === answer) memory.delete(key)
  })
  return answer
}

type Each = { known: LRUCache<string, object>; generation: number }
const eaches = new WeakMap<Db, Map<string, Each>>()
const MOST = 20_000

/**
 * The same for many things of a kind, each by its key: those that are not known are asked for together, and kept until one of the tags
 * changes. What is not there is not kept. `view`: of several answers about one thing, such as a language.
 */
export const rememberedEach = async <T extends object>(
  db: Db,
  tags: [string, ...string[]],
  keys: string[],
  ask: (missing: string[]) => Promise<Map<string, T>>,
  view = '',
): Promise<Map<string, T>> => {
  const memory = eachOf(db, tags)
  const found = new Map<string, T>()
  for (const key of keys) {
    const kept = memory.known.get(`${view} ${key}`) as T | undefined // one kind of thing under these tags, so the type is the asker's
    if (kept) found.set(key, kept)
  }
  const missing = keys.filter((key) => !found.has(key))
  if (missing.length === 0) return found
  const begun = memory.generation // what was asked before a change is not kept after it
  for (const [key, value] of await ask(missing)) {
    found.set(key, value)
    if (begun === memory.generation) memory.known.set(`${view} ${key}`, value)
  }
  return found
}

const eachOf = (db: Db, tags: [string, ...string[]]): Each => {
  const all = eaches.get(db) ?? new Map<string, Each>()
  eaches.set(db, all)
  const known = all.get(tags[0])
  if (known) return known
  const fresh: Each = { known: new LRUCache({ max: MOST, ttl: TTL_MS }), generation: 0 }
  all.set(tags[0], fresh)
  db.onChange((tag) => {
    if (tag !== '*' && !tags.includes(tag)) return
    fresh.generation++
    fresh.known.clear()
  })
  return fresh
}

/** Drops what is remembered, in every process on this database: `on: { 'settings.changed': forget('settings') }`. */
export const forget =
  (tag: string): Handler<Carried> =>
  async ({ db }, _event, done) => {
    await db.transaction(async (sql) => {
      await db.changed(sql, tag)
      await done(sql)
    })
  }

const memoryOf = (db: Db): Map<string, Memory> => {
  let memory = memories.get(db)
  if (!memory) {
    const fresh = new Map<string, Memory>()
    memory = fresh
    memories.set(db, fresh)
    db.onChange((tag) => {
      for (const key of fresh.keys()) if (tag === '*' || key.startsWith(`${tag} `)) fresh.delete(key)
    })
  }
  return memory
}
