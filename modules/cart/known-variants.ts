import { LRUCache } from 'lru-cache'
import type { ResolvedVariant } from '#modules/catalog/contract.ts'
import type { Db } from '#platform/db.ts'
import type { Carts } from './needs.ts'

/** Said when the catalogue of another database changes; see module.ts. */
export const CATALOG_CHANGED = 'cart.variants'

type Known = { variants: LRUCache<string, ResolvedVariant>; generation: number }
const MOST = 20_000
/** The net under a notice that was lost. */
const TTL_MS = 30_000
const memories = new WeakMap<Db, Known>()

/**
 * What these variants are, in this language: id -> variant; one that does not exist is not there. Titles and pictures change seldom and are
 * asked for with every line that is put into a cart, so they are kept in memory until the catalogue changes. Prices and stock never are.
 */
export const knownVariants = async (needs: Carts, variantIds: string[], locale: string): Promise<Map<string, ResolvedVariant>> => {
  const memory = memoryOf(needs.db)
  const found = new Map<string, ResolvedVariant>()
  for (const variant_id of variantIds) {
    const kept = memory.variants.get(`${locale} ${variant_id}`)
    if (kept) found.set(variant_id, kept)
  }
  const missing = variantIds.filter((variant_id) => !found.has(variant_id))
  if (missing.length === 0) return found
  const begun = memory.generation // what was asked before a change is not kept after it
  const { variants } = await needs.catalog.resolveVariants({ locale, refs: missing.map((variant_id) => ({ variant_id })) })
  for (const variant of variants) {
    if (!variant) continue
    found.set(variant.variant_id, variant)
    if (begun === memory.generation) memory.variants.set(`${locale} ${variant.variant_id}`, variant)
  }
  return found
}

const memoryOf = (db: Db): Known => {
  let memory = memories.get(db)
  if (!memory) {
    const fresh: Known = { variants: new LRUCache({ max: MOST, ttl: TTL_MS }), generation: 0 }
    memory = fresh
    memories.set(db, fresh)
    db.onChange((tag) => {
      if (tag !== 'catalog' && tag !== CATALOG_CHANGED && tag !== '*') return
      fresh.generation++
      fresh.variants.clear()
    })
  }
  return memory
}
