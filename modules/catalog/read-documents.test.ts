import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { catalog } from './contract.ts'
import { exampleProduct, exampleVariants } from './example-product.ts'
import { catalogModule } from './module.ts'
import { openNeighbours } from './neighbours.ts'

const shop = await testShop({ catalog }, [catalogModule, ...openNeighbours().modules])
const { catalog: goods } = shop.clients

const category = async (en: string, de?: string, parent_id: string | null = null) => {
  const translations = { en: { title: en, text: '' }, ...(de ? { de: { title: de, text: '' } } : {}) }
  return (await goods.saveCategory({ parent_id, translations })).category_id
}

test('search is told of a product in every language and currency, with the titles of its categories and of those above them, each once', async () => {
  const kitchen = await category('Kitchen', 'Küche')
  const cups = await category('Cups', undefined, kitchen) // in German by its English title
  const mugs = await category('Mugs', 'Becher', kitchen)
  const { product_id } = await goods.createProduct(
    exampleProduct({
      brand: 'Nord',
      translations: { en: { title: 'Mug', description: 'Holds coffee.' } },
      category_ids: [mugs, cups],
      ...exampleVariants(['blue/L', 'red/M']),
    }),
  )
  const bare = await goods.createProduct(exampleProduct({ title: 'Bare' }))
  const draft = await goods.createProduct(exampleProduct({ title: 'Draft', status: 'draft' }))
  const ask = { product_ids: [product_id, draft.product_id, bare.product_id, product_id] }
  const { result, statements } = await countStatements(() => goods.readDocuments(ask, { via: 'search' }))
  assert.equal(statements, 1)
  const ours = [product_id, bare.product_id].flatMap((id) => result.documents.filter((document) => document.product_id === id))
  assert.equal(result.documents.length, ours.length)
  const told = ours.map(({ locale, currency, title, brand, skus, categories, card }) => [
    locale,
    currency,
    title,
    brand,
    skus.split(' ').length,
    categories,
    card.title,
  ])
  assert.deepEqual(told, [
    ['de', 'EUR', 'Mug', 'Nord', 2, 'Becher Cups Küche', 'Mug'],
    ['en', 'EUR', 'Mug', 'Nord', 2, 'Cups Kitchen Mugs', 'Mug'],
    ['de', 'EUR', 'Bare', '', 1, '', 'Bare'],
    ['de', 'USD', 'Bare', '', 1, '', 'Bare'],
    ['en', 'EUR', 'Bare', '', 1, '', 'Bare'],
    ['en', 'USD', 'Bare', '', 1, '', 'Bare'],
  ])
})
