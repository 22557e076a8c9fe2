/** Stands in for `platform/page-cache.ts`: does the same work for every request and keeps nothing. */
import { createHash } from 'node:crypto'
import type { PageCache } from '#platform/page-cache.ts'

export const openPageCache = (): PageCache => {
  let misses = 0
  return {
    get: async (_key, _tags, make) => {
      misses++
      const body = Buffer.from(await make())
      return { body, etag: `"${createHash('sha1').update(body).digest('base64url')}"` }
    },
    drop: () => {},
    stats: () => ({ hits: 0, misses }),
  }
}
