import type { Catalog } from './needs.ts'
import { readStored } from './read-stored.ts'
import { beginSave, type Judged, judge, lookUp, type Outcome, type Request, refuse, savedAs, withoutUnchanged } from './save-products.ts'

/**
 * What saving these products would come to, by the same rules: nothing is claimed, told or written. Whether units that are promised to
 * orders allow a lower stock is found out by the save alone.
 */
export const rehearseProducts = async (needs: Catalog, requests: Request[]): Promise<Outcome[]> => {
  const save = beginSave(needs)
  const { facts, found } = await lookUp(needs, requests)
  const stored = await readStored(
    needs,
    found.flatMap(({ id }) => id ?? []),
  )
  const judged: Judged[] = []
  const book = { facts, seen: new Set<string>() }
  for (const { request, product, id } of found) {
    try {
      judged.push(judge({ request, product: { ...product, product_id: id ?? product.product_id }, stored: stored.get(id ?? '') }, book))
    } catch (error) {
      refuse(save, request, error)
    }
  }
  for (const { request, content, stored: before } of await withoutUnchanged(needs, judged, save))
    save.outcomes.set(request, { outcome: before ? 'updated' : 'created', saved: savedAs(content, before?.version ?? 0) })
  return requests.map((request) => save.outcomes.get(request)!) // each was judged, refused or is unchanged
}
