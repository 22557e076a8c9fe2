import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { announceChange } from './announce-change.ts'
import type { Catalog } from './needs.ts'
import { holdTreeAlone, refreshShelves } from './refresh-cards.ts'

/**
 * Deletes a category. Its products stay in the shop, and in their other categories; its children move up to its parent.
 * @throws NOT_FOUND
 */
export const deleteCategory = async (needs: Catalog, { category_id }: { category_id: string }, _call: Call) =>
  needs.db.transaction(async (sql) => {
    await holdTreeAlone(sql)
    const { rows } = await sql<{ product_id: string }>`
      SELECT DISTINCT pc.product_id FROM catalog.product_categories pc JOIN catalog.categories g USING (category_id)
      WHERE g.path @> ARRAY[${category_id}]::uuid[] ORDER BY pc.product_id`
    await sql`
      UPDATE catalog.categories SET path = array_remove(path, ${category_id}),
        parent_id = CASE WHEN parent_id = ${category_id} THEN (SELECT parent_id FROM catalog.categories WHERE category_id = ${category_id}) ELSE parent_id END
      WHERE path @> ARRAY[${category_id}]::uuid[] AND category_id <> ${category_id}`
    const { count } = await sql`DELETE FROM catalog.categories WHERE category_id = ${category_id}`
    if (count === 0) throw fail('NOT_FOUND', 'There is no such category.', { category_id })
    const product_ids = rows.map(({ product_id }) => product_id)
    await refreshShelves(sql, product_ids)
    await sql`DELETE FROM catalog.shelf_counts WHERE category_id = ${category_id}`
    await announceChange(needs, sql, product_ids)
    return { category_id }
  })
