/** Finished answers as Buffers, so that a hit costs no more than sending bytes; see docs/decisions/0004-no-token-in-pages.md */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

export type Kept = { body: Buffer; etag: string }

export type PageCache = {
  /** the kept answer, or the one `make` finishes now; concurrent misses of one key make it once */
  get(key: string, tags: readonly string[], make: () => Promise<string | Buffer>): Promise<Kept>
  /** forgets what was made under this tag before now; `*` forgets all */
  drop(tag: string): void
  stats(): { hits: number; misses: number }
}

type Entry = Kept & { tags: readonly string[] }

/** `ttl_ms` is the net under the tags: what a lost notice would leave stale goes away by itself. */
export const openPageCache = ({ max_bytes = 64 * 1024 * 1024, ttl_ms = 5_000 } = {}): PageCache => {
  const kept = new LRUCache<string, Entry>({ maxSize: max_bytes, sizeCalculation: (entry) => entry.body.length + 200, ttl: ttl_ms })
  const making = new Map<string, Promise<Kept>>()
  let generation = 0 // an answer begun before a drop is not kept
  let hits = 0
  let misses = 0

  const make = async (key: string, tags: readonly string[], work: () => Promise<string | Buffer>): Promise<Kept> => {
    const begun = generation
    const body = Buffer.from(await work())
    const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
    if (begun === generation) kept.set(key, { body, etag, tags })
    return { body, etag }
  }

  return {
    async get(key, tags, work) {
      const found = kept.get(key)
      if (found) {
        hits++
        return found
      }
      const running = making.get(key)
      if (running) return running
      misses++
      const made = make(key, tags, work).finally(() => {
        if (making.get(key) === made) making.delete(key)
      })
      making.set(key, made)
      return made
    },
    drop(tag) {
      generation++
      making.clear()
      if (tag === '*') kept.clear()
      else for (const [key, entry] of kept.entries()) if (entry.tags.includes(tag)) kept.delete(key)
    },
    stats: () => ({ hits, misses }),
  }
}
