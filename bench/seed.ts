/** Fills a shop with the generated catalogue, as its own process: `node bench/seed.ts 2000`. Says how long it took, searchable at the end. */
import { openShop } from '#apps/open-shop.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { readConfig } from '#platform/config.ts'
import { categorySlugs, productOf } from './catalogue.ts'

const AT_ONCE = 500

const count = Number(process.argv[2] ?? 2_000)
const begun = performance.now()
const shop = await openShop(readConfig(process.env), { is_running: false, say: () => {} })
const client = shop.client(catalog, 'bench')
for (const [position, slug] of categorySlugs.entries())
  await client.saveCategory({ slug, position, translations: { en: { title: slug.replace('-', ' '), text: 'A range of goods.' } } })
for (let from = 0; from < count; from += AT_ONCE) {
  const products = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => productOf(from + i))
  const { results } = await client.putProducts({ products })
  const refused = results.find((result) => result.outcome === 'refused')
  if (refused) throw new Error(`a product was refused: ${refused.code} ${refused.message}`)
}
await shop.events.settle()
const seconds = (performance.now() - begun) / 1000
await new Promise((resume) => setTimeout(resume, 1_500)) // PostgreSQL writes its counts with a delay of a second
// As autovacuum would: what has rows. An empty table that was analysed is planned for as empty for as long as its connection lasts.
const { rows } = await shop.db.pool.query<{ filled: string }>(
  `SELECT format('%I.%I', schemaname, relname) AS filled FROM pg_stat_user_tables WHERE n_live_tup > 0`,
)
for (const { filled } of rows) await shop.db.pool.query(`ANALYZE ${filled}`)
await shop.close()
console.log(seconds.toFixed(1))
