import { createHash } from 'node:crypto'
import type { catalog } from '#modules/catalog/contract.ts'
import type { Occurred, Output } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { type Done, together } from '#platform/module.ts'
import type { Search } from './needs.ts'
import { indexedWords, squash, words } from './words.ts'

/** From here on new words are put into the index at once, in bulk; below it they wait in a list that every search reads along. */
const MANY = 100
/** Products of several events that are written together. */
const AT_ONCE = 1_000

type Indexing = Pick<Search, 'db' | 'catalog'>
type Changed = Occurred<(typeof catalog.events)['catalog.products_changed']>
type Document = Output<typeof catalog.ops.readDocuments>['documents'][number]

/**
 * Brings the index up to date with products that have changed, are new, or are gone.
 * Two events of one product may be handled at once. Who asked the catalogue last has the newest answer or one as new, so only that one
 * writes; a change after it has an event of its own.
 */
export const indexProducts = together<Indexing, (typeof catalog.events)['catalog.products_changed']>(
  async (needs, events: Changed[], done: Done): Promise<void> => {
    const product_ids = [...new Set(events.flatMap(({ payload }) => payload.product_ids))]
    for (let from = 0; from === 0 || from < product_ids.length; from += AT_ONCE) {
      const is_last = from + AT_ONCE >= product_ids.length
      await indexSome(needs, product_ids.slice(from, from + AT_ONCE), is_last ? done : async () => {})
    }
    if (product_ids.length >= MANY) await needs.db.sql`SELECT FROM gin_clean_pending_list('search.documents_by_words')`
  },
)

const indexSome = async ({ db, catalog: goods }: Indexing, product_ids: string[], done: Done): Promise<void> => {
  const reading_id = newId()
  await db.sql`
    INSERT INTO search.readings (product_id, reading_id)
    SELECT product_id, ${reading_id}::uuid FROM unnest(${product_ids}::uuid[]) AS changed (product_id) ORDER BY product_id
    ON CONFLICT (product_id) DO UPDATE SET reading_id = excluded.reading_id`
  const { documents } = await goods.readDocuments({ product_ids })
  await db.transaction(async (sql) => {
    const { rows } = await sql<{ product_id: string }>`
      SELECT product_id FROM search.readings
      WHERE product_id = ANY(${product_ids}::uuid[]) AND reading_id = ${reading_id} ORDER BY product_id FOR UPDATE`
    const ours = new Set(rows.map(({ product_id }) => product_id))
    const current = documents.filter(({ product_id }) => ours.has(product_id))
    await putDocuments(sql, [...ours], current)
    await putCards(sql, [...ours], current)
    await sql`
      DELETE FROM search.readings r
      WHERE r.reading_id = ${reading_id} AND NOT EXISTS (SELECT FROM search.documents d WHERE d.product_id = r.product_id)`
    await db.changed(sql, 'search')
    await done(sql)
  })
}

/** Sends and analyses only what has other words than before. */
const putDocuments = async (sql: Sql, product_ids: string[], documents: Document[]) => {
  const texts = byText(documents).map(rowOf)
  const known = await readDigests(sql, product_ids)
  const fresh = texts.flatMap((text) => {
    const places = text.places.filter(({ locale, digest }) => known.get(placeOf(text.product_id, locale)) !== digest)
    return places.length > 0 ? { ...text, places } : []
  })
  for (const { product_id, places } of texts) for (const { locale } of places) known.delete(placeOf(product_id, locale))
  if (known.size > 0)
    await sql`
      DELETE FROM search.documents
      WHERE product_id = ANY(${product_ids}::uuid[]) AND product_id || ' ' || locale = ANY(${[...known.keys()]}::text[])`
  if (fresh.length > 0)
    await sql`
      INSERT INTO search.documents (product_id, locale, currencies, title, codes, digest, words)
      SELECT t.product_id, place.locale, place.currencies, t.title, t.codes, place.digest,
        setweight(to_tsvector(search.stemmer(place.locale), t.a_words) || plain.a, 'A')
          || setweight(to_tsvector(search.stemmer(place.locale), t.b_words) || plain.b, 'B')
          || setweight(to_tsvector(search.stemmer(place.locale), t.d_words), 'D')
      FROM json_to_recordset(${json(fresh)}::json)
        AS t (product_id uuid, title text, codes text[], a_words text, b_words text, d_words text, places json)
      CROSS JOIN LATERAL (SELECT to_tsvector('simple', t.a_words) AS a, to_tsvector('simple', t.b_words) AS b OFFSET 0) plain
      CROSS JOIN LATERAL json_to_recordset(t.places) AS place (locale text, currencies text[], digest text)
      ON CONFLICT (product_id, locale) DO UPDATE
        SET currencies = excluded.currencies, title = excluded.title, codes = excluded.codes, words = excluded.words, digest = excluded.digest`
}

const placeOf = (product_id: string, locale: string) => `${product_id} ${locale}`

/** Place -> digest of what is indexed there. Asked when the readings are ours, so that nobody writes others meanwhile. */
const readDigests = async (sql: Sql, product_ids: string[]): Promise<Map<string, string>> => {
  const { rows } = await sql<{ product_id: string; locale: string; digest: string }>`
    SELECT product_id, locale, digest FROM search.documents WHERE product_id = ANY(${product_ids}::uuid[])`
  return new Map(rows.map(({ product_id, locale, digest }) => [placeOf(product_id, locale), digest]))
}

const putCards = async (sql: Sql, product_ids: string[], documents: Document[]) => {
  const cards = documents.map(({ product_id, locale, currency, card }) => ({ product_id, locale, currency, card }))
  await sql`
    WITH fresh AS (
      SELECT * FROM json_to_recordset(${json(cards)}::json) AS r (product_id uuid, locale text, currency text, card json)),
    gone AS (
      DELETE FROM search.cards c WHERE c.product_id = ANY(${product_ids}::uuid[])
        AND NOT EXISTS (SELECT FROM fresh f WHERE (f.product_id, f.locale, f.currency) = (c.product_id, c.locale, c.currency)))
    INSERT INTO search.cards (product_id, locale, currency, card)
    SELECT product_id, locale, currency, card FROM fresh
    ON CONFLICT (product_id, locale, currency) DO UPDATE SET card = excluded.card WHERE cards.card::text <> excluded.card::text`
}

/** What a product is called and described as, and where it is: language -> currencies. */
type Text = { words: Document; places: Map<string, string[]> }

/** The words are the same in every currency, and in every language that a product was not translated to: they are taken apart once. */
const byText = (documents: Document[]): Text[] => {
  const of_product = new Map<string, Text[]>()
  for (const document of documents) {
    const texts = of_product.get(document.product_id) ?? []
    const text = texts.find(({ words }) => hasSameWords(words, document)) ?? { words: document, places: new Map() }
    text.places.set(document.locale, [...(text.places.get(document.locale) ?? []), document.currency])
    if (!texts.includes(text)) of_product.set(document.product_id, [...texts, text])
  }
  return [...of_product.values()].flat()
}

const hasSameWords = (one: Document, other: Document): boolean =>
  (['title', 'brand', 'skus', 'categories', 'description'] as const).every((field) => one[field] === other[field])

const rowOf = ({ words: { product_id, title, brand, skus, categories, description }, places }: Text) => {
  const text = {
    title: words(title),
    codes: skus.split(' ').map(squash).filter(Boolean),
    a_words: indexedWords(`${title} ${skus}`),
    b_words: indexedWords(`${brand} ${categories}`),
    d_words: indexedWords(description),
  }
  const digest = createHash('sha1').update(JSON.stringify(text)).digest('base64url')
  const placed = [...places].map(([locale, currencies]) => ({ locale, currencies, digest: `${digest} ${currencies.join(' ')}` }))
  return { product_id, ...text, places: placed }
}
