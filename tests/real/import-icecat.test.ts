import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalog } from '#modules/catalog/contract.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customers } from '#modules/customers/contract.ts'
import { imports } from '#modules/imports/contract.ts'
import { importsModule } from '#modules/imports/module.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { mediaModule } from '#modules/media/module.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { ICECAT, icecatAsShopify } from './icecat-as-shopify.ts'
import { missing } from './shared-data.ts'

const PRODUCTS = process.env.FULL ? 19_406 : 3_000
const TOO_LONG = 1 // a title of more than 255 characters
const store = { put: async () => {}, get: async () => undefined }
const demo = async () => ({ categories: [], products: [], pictures: [], hero: null })

test('thousands of real products are imported in seconds, and the same file again changes nothing', {
  skip: missing(ICECAT),
}, async (context) => {
  const bytes = icecatAsShopify(PRODUCTS)
  const { clients, settle } = await testShop({ imports, catalog }, [
    importsModule({ demo }),
    catalogModule,
    fakeModule(customers, {}),
    pricingModule,
    inventoryModule,
    mediaModule({ store }),
    settingsModule({ public_url: 'http://localhost' }),
  ])
  const file = { bytes, content_type: 'text/csv', headers: {}, file_name: 'icecat.csv', currency: 'EUR' }
  const run = async () => {
    const begun = performance.now()
    const { import_id } = await clients.imports.startImport(file)
    for (;;) {
      const shown = settle()
      const run = await clients.imports.readImport({ import_id })
      if (run.state === 'done') {
        context.diagnostic(`${run.products_done} products, ${((performance.now() - begun) / 1000).toFixed(1)} s until they were in`)
        await shown
        context.diagnostic(`${((performance.now() - begun) / 1000).toFixed(1)} s until every event was handled`)
        return run
      }
      await new Promise((resume) => setTimeout(resume, 100))
    }
  }
  const first = await run()
  assert.deepEqual([first.products_done, first.created, first.refused], [PRODUCTS, PRODUCTS - TOO_LONG, TOO_LONG])
  assert.deepEqual(first.problem_counts, { NOT_VALID: TOO_LONG, PICTURE_NOT_FETCHED: PRODUCTS - TOO_LONG })
  assert.match(first.problems[0]?.message ?? '', /title must not have more than 255 characters/)
  const again = await run()
  assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, first.created])
  const { product_count } = await clients.catalog.listProducts({ currency: 'EUR' })
  assert.equal(product_count, first.created)
})
