import { createHash } from 'node:crypto'
import type { catalog } from '#modules/catalog/contract.ts'
import type { Occurred, Output } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { Done } from '#platform/module.ts'
import type { Search } from './needs.ts'
import { indexedWords, squash, words } from './words.ts'

/** From here on new words are put into the index at once, in bulk; below it they wait in a list that every search reads along. */
const MANY = 100

type Document = Output<typeof catalog.ops.readDocuments>['documents'][number]

/**
 * Brings the index up to date with products that have changed, are new, or are gone.
 * Two events of one product may be handled at once. Who asked the catalogue last has the newest answer or one as new, so only that one
 * writes; a change after it has an event of its own.
 */
export const indexProducts = async (
  { db, catalog: goods }: Pick<Search, 'db' | 'catalog'>,
  event: Occurred<(typeof catalog.events)['catalog.products_changed']>,
  done: Done,
): Promise<void> => {
  const { product_ids } = event.payload
  const reading_id = newId()
  await db.sql`
    INSERT INTO search.readings (product_id, reading_id)
    SELECT DISTINCT product_id, ${reading_id}::uuid FROM unnest(${product_ids}::uuid[]) AS changed (product_id) ORDER BY product_id
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
  if (product_ids.length >= MANY) await db.sql`SELECT FROM gin_clean_pending_list('search.documents_by_words')`
}

/** Analyses only what has other words than before. */
const putDocuments = async (sql: Sql, product_ids: string[], documents: Document[]) => {
  const rows = byLanguage(documents).map((document) => ({ ...document, digest: digestOf(document) }))
  await sql`
    WITH fresh AS (
      SELECT * FROM jsonb_to_recordset(${json(rows)}::jsonb) AS r (product_id uuid, locale text, currencies text[], title text, codes text[],
        a_words text, b_words text, d_words text, digest text)),
    gone AS (
      DELETE FROM search.documents d WHERE d.product_id = ANY(${product_ids}::uuid[])
        AND NOT EXISTS (SELECT FROM fresh f WHERE (f.product_id, f.locale) = (d.product_id, d.locale)))
    INSERT INTO search.documents (product_id, locale, currencies, title, codes, digest, words)
    SELECT f.product_id, f.locale, f.currencies, f.title, f.codes, f.digest,
      setweight(to_tsvector(search.stemmer(f.locale), a_words) || to_tsvector('simple', a_words), 'A')
        || setweight(to_tsvector(search.stemmer(f.locale), b_words) || to_tsvector('simple', b_words), 'B')
        || setweight(to_tsvector(search.stemmer(f.locale), d_words), 'D')
    FROM fresh f
    WHERE NOT EXISTS (SELECT FROM search.documents d WHERE (d.product_id, d.locale, d.digest) = (f.product_id, f.locale, f.digest))
    ON CONFLICT (product_id, locale) DO UPDATE
      SET currencies = excluded.currencies, title = excluded.title, codes = excluded.codes, words = excluded.words, digest = excluded.digest`
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

/** The words are the same in every currency: one row a product and language. */
const byLanguage = (documents: Document[]) => {
  const wordsOf = onceEach(indexedWords) // what is not translated is the same text in every language
  const rows = new Map<string, ReturnType<typeof rowOf>>()
  for (const document of documents) {
    const key = `${document.product_id} ${document.locale}`
    const row = rows.get(key)
    if (row) row.currencies.push(document.currency)
    else rows.set(key, rowOf(document, wordsOf))
  }
  return [...rows.values()]
}

const rowOf = ({ product_id, locale, currency, title, brand, skus, categories, description }: Document, wordsOf: typeof indexedWords) => ({
  product_id,
  locale,
  currencies: [currency],
  title: words(title),
  codes: skus.split(' ').map(squash).filter(Boolean),
  a_words: wordsOf(`${title} ${skus}`),
  b_words: wordsOf(`${brand} ${categories}`),
  d_words: wordsOf(description),
})

const onceEach = (work: (text: string) => string) => {
  const known = new Map<string, string>()
  return (text: string): string => {
    const done = known.get(text) ?? work(text)
    known.set(text, done)
    return done
  }
}

const digestOf = (row: object) => createHash('sha1').update(JSON.stringify(row)).digest('base64url')
