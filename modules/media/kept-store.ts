import { LRUCache } from 'lru-cache'
import type { Store } from './store.ts'

const KEPT_BYTES = 32 * 1024 * 1024 // some 1,500 renditions of the size a card shows

/** Remembers the files that were read last. Safe, because a file never changes under its name. */
export const keptStore = (store: Store): Store => {
  const kept = new LRUCache<string, Uint8Array>({ maxSize: KEPT_BYTES, sizeCalculation: (bytes) => bytes.length + 1 })
  return {
    put: (name, bytes) => store.put(name, bytes),
    get: async (name) => {
      const known = kept.get(name)
      if (known) return known
      const bytes = await store.get(name)
      if (bytes) kept.set(name, bytes)
      return bytes
    },
  }
}
