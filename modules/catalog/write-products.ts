import { json, type Sql } from '#platform/db.ts'
import { announceChange } from './announce-change.ts'
import { Overtaken } from './claim-products.ts'
import type { Reductions } from './follow-prices.ts'
import type { Catalog } from './needs.ts'
import type { Content } from './prepare-product.ts'
import type { Stored } from './read-stored.ts'
import { lockProducts, refreshCards } from './refresh-cards.ts'

/** A product that passed the rules and is to be written. */
export type Change = {
  content: Content
  stored: Stored | undefined
  /** variant -> is it in stock, as inventory answered during this save */
  in_stock: Map<string, boolean>
  /** new variant -> what sales and lists make of its price, as pricing answered during this save */
  reductions: Map<string, Reductions>
}

/**
 * Writes products with variants, categories, cards and shelves, and gives the claim back: all or nothing, ten statements or so for any
 * number. Stock and reductions are written for new variants only: of known ones their owners may have said something newer meanwhile.
 * @returns the new version of each product
 */
export const writeProducts = (needs: Catalog, changes: Change[], save_id: string): Promise<Map<string, number>> =>
  needs.db.transaction(async (sql) => {
    const product_ids = changes.map(({ content }) => content.product_id)
    const known = changes.flatMap(({ stored }) => stored?.product_id ?? [])
    const found = await lockProducts(sql, product_ids)
    const { rows: claims } = await sql<{ product_id: string }>`
      DELETE FROM catalog.saves_under_way WHERE save_id = ${save_id} RETURNING product_id`
    const ours = new Set(claims.map(({ product_id }) => product_id))
    if (found.length !== known.length || known.some((id) => !ours.has(id))) throw new Overtaken()

    const versions = await putProducts(sql, changes, needs.clock.now().toISOString())
    await putVariants(sql, changes)
    await putCategories(sql, changes)
    await refreshCards(sql, product_ids)
    await announceChange(needs, sql, product_ids)
    return versions
  })

const putProducts = async (sql: Sql, changes: Change[], now: string): Promise<Map<string, number>> => {
  const products = changes.map(({ content }) => ({ ...content, words: wordsOf(content), variants: undefined, category_ids: undefined }))
  const { rows } = await sql<{ product_id: string; version: number }>`
    INSERT INTO catalog.products AS p (product_id, slug, status, brand, tax_class, translations, options, pictures, words, published_at, created_at, updated_at)
    SELECT product_id, slug, status, brand, tax_class, translations, options, pictures, to_tsvector('simple', words),
      CASE WHEN status = 'active' THEN ${now}::timestamptz END, ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${json(products)}::jsonb)
      AS r (product_id uuid, slug text, status text, brand text, tax_class text, translations jsonb, options jsonb, pictures jsonb, words text)
    ON CONFLICT (product_id) DO UPDATE
      SET slug = excluded.slug, status = excluded.status, brand = excluded.brand, tax_class = excluded.tax_class, translations = excluded.translations,
        options = excluded.options, pictures = excluded.pictures, words = excluded.words,
        published_at = COALESCE(p.published_at, excluded.published_at), updated_at = excluded.updated_at, version = p.version + 1
    RETURNING product_id, version`
  return new Map(rows.map(({ product_id, version }) => [product_id, version]))
}

const putVariants = async (sql: Sql, changes: Change[]) => {
  const variants = changes.flatMap(({ content: { product_id, variants }, in_stock, reductions }) =>
    variants.map((variant, position) => ({
      ...variant,
      product_id,
      position,
      in_stock: in_stock.get(variant.variant_id) ?? false,
      reductions: reductions.get(variant.variant_id) ?? {},
    })),
  )
  const replaced = changes.flatMap(({ stored }) => stored?.product_id ?? [])
  if (replaced.length > 0)
    await sql`
      DELETE FROM catalog.variants
      WHERE product_id = ANY(${replaced}::uuid[]) AND variant_id <> ALL(${variants.map(({ variant_id }) => variant_id)}::uuid[])`
  const { count } = await sql`
    INSERT INTO catalog.variants AS v (variant_id, product_id, position, sku, options, prices, reductions, in_stock, barcode, weight_grams, picture)
    SELECT variant_id, product_id, position, sku, options, prices, reductions, in_stock, barcode, weight_grams, picture
    FROM jsonb_to_recordset(${json(variants)}::jsonb)
      AS r (variant_id uuid, product_id uuid, position integer, sku text, options jsonb, prices jsonb, reductions jsonb, in_stock boolean,
        barcode text, weight_grams bigint, picture text)
    ORDER BY sku
    ON CONFLICT (variant_id) DO UPDATE
      SET position = excluded.position, sku = excluded.sku, options = excluded.options, prices = excluded.prices,
        barcode = excluded.barcode, weight_grams = excluded.weight_grams, picture = excluded.picture
      WHERE v.product_id = excluded.product_id`
  if (count < variants.length) throw new Overtaken() // an id that a product of somebody else has taken meanwhile
}

const putCategories = async (sql: Sql, changes: Change[]) => {
  const places = changes.flatMap(({ content: { product_id, category_ids } }) =>
    category_ids.map((category_id, position) => ({ product_id, category_id, position })),
  )
  await sql`
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset(${json(places)}::jsonb) AS r (product_id uuid, category_id uuid, position integer)),
    gone AS (
      DELETE FROM catalog.product_categories c
      WHERE c.product_id = ANY(${changes.flatMap(({ stored }) => stored?.product_id ?? [])}::uuid[])
        AND NOT EXISTS (SELECT FROM wanted w WHERE (w.product_id, w.category_id) = (c.product_id, c.category_id)))
    INSERT INTO catalog.product_categories AS c (product_id, category_id, position)
    SELECT product_id, category_id, position FROM wanted
    ON CONFLICT (product_id, category_id) DO UPDATE SET position = excluded.position WHERE c.position <> excluded.position`
}

/** Titles, brand, address, SKUs and barcodes, in pieces that the search of the admin finds by their beginnings. */
const wordsOf = ({ slug, brand, translations, variants }: Content): string =>
  [
    ...Object.values(translations).map(({ title }) => title),
    brand ?? '',
    slug,
    ...variants.flatMap(({ sku, barcode }) => [sku, barcode ?? '']),
  ]
    .join(' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
