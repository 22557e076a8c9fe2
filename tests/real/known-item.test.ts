import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { catalog } from '#modules/catalog/contract.ts'
import { search } from '#modules/search/contract.ts'
import { exampleDocument, exampleSettings } from '#modules/search/example-document.ts'
import { searchModule } from '#modules/search/module.ts'
import { settings } from '#modules/settings/contract.ts'
import type { Output } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { idFromHash, newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { missing, readJsonLines, sharedFile } from './shared-data.ts'

const [PRODUCTS, QUERIES, LABELS] = ['icecat/products.jsonl.gz', 'known-item/queries.jsonl.gz', 'known-item/labels.csv.gz'] as const
/** type of query -> least share of the right products on the first page */
const LEAST = { sku: 1, ean: 1, compound: 1, prefix: 0.97, 'brand-words': 0.97 }
type Product = { id: string; name: string; title: string; ean?: string[]; supplier?: string; short_description?: string }
type Asked = { query_id: string; type: keyof typeof LEAST | 'typo'; query: string }

const idOf = (icecat_id: string) => idFromHash(Buffer.from(icecat_id.padStart(16, '0')))

const openShop = async (products: Product[]) => {
  const documents = new Map(products.map((product) => [idOf(product.id), documentOf(product)]))
  const readDocuments = async ({ product_ids }: { product_ids: string[] }) => ({
    documents: product_ids.flatMap((id) => documents.get(id) ?? []),
  })
  const shop = await testShop({ search }, [
    searchModule,
    fakeModule(catalog, { readDocuments }),
    fakeModule(settings, { readOwn: async () => exampleSettings({ locales: ['en'], currencies: ['EUR'] }) }),
  ])
  const ids = [...documents.keys()]
  for (let i = 0; i < ids.length; i += 500)
    await shop.db.sql`
      INSERT INTO catalog.outbox (type, aggregate_id, payload) VALUES ('catalog.products_changed', ${newId()},
        jsonb_build_object('batch_id', ${newId()}::text, 'product_ids', ${json(ids.slice(i, i + 500))}::jsonb))`
  await shop.settle()
  return shop.clients.search
}

const documentOf = ({
  id,
  name,
  title,
  ean,
  supplier,
  short_description,
}: Product): Output<typeof catalog.ops.readDocuments>['documents'][number] =>
  exampleDocument({
    product_id: idOf(id),
    title,
    brand: supplier ?? '',
    skus: [name, ...(ean ?? [])].join(' '),
    description: short_description ?? '',
  })

test('what a person looks up by code, by words or by their beginnings is on the first page', { skip: missing(LABELS) }, async () => {
  const finder = await openShop(readJsonLines<Product>(PRODUCTS))
  const wanted = new Map<string, Set<string>>()
  for (const line of gunzipSync(readFileSync(sharedFile(LABELS)))
    .toString()
    .split('\n')
    .slice(1)) {
    const [query_id = '', id = ''] = line.split(',')
    wanted.set(query_id, (wanted.get(query_id) ?? new Set()).add(idOf(id)))
  }
  const shares = new Map<string, number[]>()
  for (const { query_id, type, query } of readJsonLines<Asked>(QUERIES)) {
    const right = wanted.get(query_id) ?? new Set()
    if (type === 'typo' || right.size === 0) continue
    const { products } = await finder.find({ q: query, limit: 10 })
    const found = products.filter(({ product_id }) => right.has(product_id)).length
    shares.set(type, [...(shares.get(type) ?? []), found / right.size])
  }
  for (const [type, least] of Object.entries(LEAST)) {
    const all = shares.get(type) ?? []
    const recall = all.reduce((sum, share) => sum + share, 0) / all.length
    assert.ok(recall >= least, `${type}: ${recall.toFixed(3)} of ${all.length} queries, not ${least}`)
  }
})
