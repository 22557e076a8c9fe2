import type { Picture } from '#modules/media/contract.ts'
import type { ProductInput } from './contract.ts'
import type { Catalog } from './needs.ts'
import type { Content, VariantContent } from './prepare-product.ts'

/** A product as it stands, with the version somebody may have read. */
export type Stored = Content & { version: number; created_at: string; updated_at: string }

/** The products with these ids that exist, by id. Prices are the catalogue's copies. One statement. */
export const readStored = async ({ db }: Pick<Catalog, 'db'>, product_ids: string[]): Promise<Map<string, Stored>> => {
  if (product_ids.length === 0) return new Map()
  const { rows } = await db.sql<{
    product_id: string
    slug: string
    status: ProductInput['status']
    brand: string | null
    tax_class: string
    translations: ProductInput['translations']
    options: ProductInput['options']
    pictures: Picture[]
    version: number
    created_at: string
    updated_at: string
    category_ids: string[]
    variants: VariantContent[]
  }>`
    SELECT p.product_id, p.slug, p.status, p.brand, p.tax_class, p.translations, p.options, p.pictures, p.version, p.created_at, p.updated_at,
      ARRAY(SELECT category_id FROM catalog.product_categories c WHERE c.product_id = p.product_id ORDER BY position) AS category_ids,
      (SELECT json_agg(json_build_object(
          'variant_id', variant_id, 'sku', sku, 'options', v.options, 'prices', prices,
          'barcode', barcode, 'weight_grams', weight_grams, 'picture', picture) ORDER BY v.position)
        FROM catalog.variants v WHERE v.product_id = p.product_id) AS variants
    FROM catalog.products p
    WHERE p.product_id = ANY(${product_ids}::uuid[])`
  return new Map(rows.map((row) => [row.product_id, row]))
}
