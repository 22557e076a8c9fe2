import type { Picture } from '#modules/media/contract.ts'
import type { ProductInput } from './contract.ts'
import type { Catalog } from './needs.ts'
import { slugCandidates } from './slugs.ts'

/** A product somebody wants saved, by the id it has or shall have. `category_slugs`: beside ids, as files name categories. */
export type Wanted = ProductInput & { product_id: string; category_slugs?: string[] }

/** What the rules of a product have to know of the rest of the shop. Read before the save; constraints guard what changes meanwhile. */
export type Facts = {
  /** the shop's languages, the default first */
  locales: string[]
  product_of_slug: Map<string, string>
  variant_of_sku: Map<string, { variant_id: string; product_id: string }>
  product_of_variant: Map<string, string>
  category_ids: Set<string>
  category_of_slug: Map<string, string>
  /** many want the same slug at once, so that counting up does not help */
  is_crowded: boolean
  /** name -> picture without its description */
  pictures: Map<string, Omit<Picture, 'alt'>>
}

/** All facts for a batch: one statement, and one call to media when the batch has pictures. */
export const readFacts = async ({ db, media }: Catalog, batch: Wanted[]): Promise<Facts> => {
  const slugs = batch.flatMap((product) => (product.slug ? [product.slug] : titlesOf(product).flatMap((title) => slugCandidates(title))))
  const variants = batch.flatMap((product) => product.variants)
  const names = [...new Set(batch.flatMap((product) => product.pictures.map(({ name }) => name)))]
  const described = names.length > 0 ? (await media.describePictures({ names })).pictures : []
  const { rows } = await db.sql<{ kind: string; name: string; id: string | null; variant_id: string | null }>`
    SELECT 'slug' AS kind, slug AS name, product_id AS id, NULL::uuid AS variant_id
      FROM catalog.products WHERE slug = ANY(${slugs})
    UNION ALL
    SELECT 'sku', sku, product_id, variant_id FROM catalog.variants WHERE sku = ANY(${variants.map(({ sku }) => sku)})
    UNION ALL
    SELECT 'variant', sku, product_id, variant_id
      FROM catalog.variants WHERE variant_id = ANY(${variants.flatMap(({ variant_id }) => variant_id ?? [])}::uuid[])
    UNION ALL
    SELECT 'category', slug, category_id, NULL
      FROM catalog.categories
      WHERE category_id = ANY(${batch.flatMap((product) => product.category_ids)}::uuid[])
        OR slug = ANY(${batch.flatMap((product) => product.category_slugs ?? [])})
    UNION ALL
    (SELECT 'language', locale, NULL, NULL FROM catalog.languages ORDER BY position)`

  const facts: Facts = {
    locales: [],
    is_crowded: false,
    product_of_slug: new Map(),
    variant_of_sku: new Map(),
    product_of_variant: new Map(),
    category_ids: new Set(),
    category_of_slug: new Map(),
    pictures: new Map(described.flatMap((picture) => (picture ? [[picture.name, picture]] : []))),
  }
  for (const row of rows) note(facts, row)
  return facts
}

const note = (
  facts: Facts,
  { kind, name, id, variant_id }: { kind: string; name: string; id: string | null; variant_id: string | null },
) => {
  if (kind === 'language') facts.locales.push(name)
  if (!id) return
  if (kind === 'slug') facts.product_of_slug.set(name, id)
  if (kind === 'sku' && variant_id) facts.variant_of_sku.set(name, { variant_id, product_id: id })
  if (kind === 'variant' && variant_id) facts.product_of_variant.set(variant_id, id)
  if (kind === 'category') {
    facts.category_ids.add(id)
    facts.category_of_slug.set(name, id)
  }
}

/** Every title of a product with its id, as candidates for a slug: which one counts depends on the shop's languages. */
const titlesOf = ({ product_id, translations }: Wanted) => Object.values(translations).map(({ title }) => ({ title, id: product_id }))
