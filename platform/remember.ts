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
