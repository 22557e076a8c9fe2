import type { media } from '#modules/media/contract.ts'
import type { Occurred } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import type { Done } from '#platform/module.ts'
import { announceChange } from './announce-change.ts'
import type { Catalog } from './needs.ts'
import { lockProducts, refreshCards } from './refresh-cards.ts'

/** Shows the renditions of a picture as soon as they are ready. */
export const followPictures = (needs: Catalog, { payload }: Occurred<(typeof media.events)['media.picture_ready']>, done: Done) =>
  showRenditions(needs, [payload], done)

/** Writes which renditions these pictures have to every product that shows them; nothing where that is known. */
export const showRenditions = async (needs: Catalog, pictures: { name: string; widths: number[] }[], done?: Done): Promise<void> =>
  needs.db.transaction(async (sql) => {
    const { rows } = await sql<{ product_id: string }>`
      SELECT DISTINCT p.product_id
      FROM unnest(${pictures.map(({ name }) => name)}::text[]) AS ready (name)
      JOIN catalog.products p ON p.pictures @> jsonb_build_array(jsonb_build_object('name', ready.name))`
    const product_ids = await lockProducts(
      sql,
      rows.map(({ product_id }) => product_id),
    )
    const { count } = await sql`
      WITH ready AS (SELECT * FROM jsonb_to_recordset(${json(pictures)}::jsonb) AS r (name text, widths jsonb)),
      shown AS (
        SELECT p.product_id, jsonb_agg(picture || jsonb_strip_nulls(jsonb_build_object('widths', r.widths)) ORDER BY n) AS pictures
        FROM catalog.products p
        CROSS JOIN jsonb_array_elements(p.pictures) WITH ORDINALITY AS each (picture, n)
        LEFT JOIN ready r ON r.name = picture ->> 'name'
        WHERE p.product_id = ANY(${product_ids}::uuid[])
        GROUP BY p.product_id)
      UPDATE catalog.products p SET pictures = shown.pictures
      FROM shown WHERE p.product_id = shown.product_id AND p.pictures <> shown.pictures`
    if (count > 0) {
      await refreshCards(sql, product_ids)
      await announceChange(needs, sql, product_ids)
    }
    await done?.(sql)
  })
