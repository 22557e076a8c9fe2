import type { Call, Input } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { fail, failCommon } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { announceChange } from './announce-change.ts'
import type { catalog } from './contract.ts'
import type { Catalog } from './needs.ts'
import { holdTreeAlone, refreshShelves } from './refresh-cards.ts'
import { freeSlug } from './slugs.ts'

type CategoryInput = Input<typeof catalog.ops.saveCategory>
type Known = {
  category_id: string
  parent_id: string | null
  slug: string
  position: number
  path: string[]
  translations: CategoryInput['translations']
}

/**
 * Creates or changes a category. What is left out stays; a new one comes last among its siblings.
 * With another parent it takes all below it along, and its products stand on the shelves of the new ancestors from then on.
 * @throws NOT_FOUND for an unknown parent; CATEGORY_CYCLE when the parent lies below the category; SLUG_TAKEN
 */
export const saveCategory = async (needs: Catalog, input: CategoryInput, _call: Call): Promise<{ category_id: string; slug: string }> => {
  const category_id = input.category_id ?? newId(needs.clock.now())
  const title = Object.values(input.translations)[0]?.title
  if (!title) throw failCommon('INVALID_INPUT', 'A category needs a title in at least one language.', { field: 'translations' })
  return needs.db.transaction(async (sql) => {
    await holdTreeAlone(sql)
    const known = await readCategory(sql, category_id)
    const parent_id = input.parent_id === undefined ? (known?.parent_id ?? null) : input.parent_id
    const above = parent_id ? await pathOf(sql, parent_id) : []
    if (above.includes(category_id))
      throw fail('CATEGORY_CYCLE', 'A category cannot lie below itself.', { field: 'parent_id', category_id, parent_id })
    const slug = await settleSlug(sql, { category_id, wanted: input.slug, title, known: known?.slug })
    await sql`
      INSERT INTO catalog.categories (category_id, parent_id, slug, position, translations, path)
      VALUES (${category_id}, ${parent_id}, ${slug},
        COALESCE(${input.position ?? known?.position}::integer,
          (SELECT max(position) + 1 FROM catalog.categories WHERE parent_id IS NOT DISTINCT FROM ${parent_id}), 0),
        ${json(input.translations)}::jsonb, ${[...above, category_id]})
      ON CONFLICT (category_id) DO UPDATE SET parent_id = excluded.parent_id, slug = excluded.slug, position = excluded.position,
        translations = excluded.translations`
    if (known) await moveBelow(needs, sql, { known, above })
    await needs.db.changed(sql, 'catalog')
    return { category_id, slug }
  })
}

/** Gives all below the category its new ancestors, and tells of the products there: shelves, breadcrumbs and search know them by category. */
const moveBelow = async (needs: Catalog, sql: Sql, { known: { category_id, path }, above }: { known: Known; above: string[] }) => {
  const { rows } = await sql<{ product_id: string }>`
    SELECT DISTINCT pc.product_id FROM catalog.product_categories pc JOIN catalog.categories g USING (category_id)
    WHERE g.path @> ARRAY[${category_id}]::uuid[] ORDER BY pc.product_id`
  const product_ids = rows.map(({ product_id }) => product_id)
  if (path.length !== above.length + 1 || above.some((id, i) => id !== path[i])) {
    await sql`
      UPDATE catalog.categories SET path = ${above}::uuid[] || path[${path.length}:] WHERE path @> ARRAY[${category_id}]::uuid[]`
    await refreshShelves(sql, product_ids)
  }
  await announceChange(needs, sql, product_ids)
}

const readCategory = async (sql: Sql, category_id: string): Promise<Known | undefined> => {
  const { rows } = await sql<{
    category_id: string
    parent_id: string | null
    slug: string
    position: number
    path: string[]
    translations: CategoryInput['translations']
  }>`
    SELECT category_id, parent_id, slug, position, path, translations FROM catalog.categories WHERE category_id = ${category_id}`
  return rows[0]
}

const pathOf = async (sql: Sql, parent_id: string): Promise<string[]> => {
  const parent = await readCategory(sql, parent_id)
  if (!parent) throw fail('NOT_FOUND', 'There is no such parent category.', { field: 'parent_id', parent_id })
  return parent.path
}

type SlugWanted = { category_id: string; wanted: string | undefined; title: string; known: string | undefined }

/** Nobody else writes categories meanwhile, so what is free here stays free. */
const settleSlug = async (sql: Sql, { category_id, wanted, title, known }: SlugWanted): Promise<string> => {
  if (!wanted && known) return known
  const { rows } = await sql<{ slug: string }>`SELECT slug FROM catalog.categories WHERE category_id <> ${category_id}`
  const taken = new Set(rows.map(({ slug }) => slug))
  if (wanted && taken.has(wanted)) throw fail('SLUG_TAKEN', `Another category has the address ${wanted}.`, { field: 'slug', slug: wanted })
  return wanted ?? freeSlug({ title, id: category_id }, (slug) => taken.has(slug))
}
