import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { exampleProduct, exampleVariants } from './example-product.ts'
import { prepareProduct } from './prepare-product.ts'
import type { Facts, Wanted } from './read-facts.ts'

const facts = (): Facts => ({
  locales: ['en', 'de'],
  product_of_slug: new Map(),
  variant_of_sku: new Map(),
  product_of_variant: new Map(),
  category_ids: new Set(),
  category_of_slug: new Map(),
  is_crowded: false,
  pictures: new Map([['a'.repeat(16), { name: 'a'.repeat(16), width: 10, height: 10, widths: [10] }]]),
})
const shirt = (pairs = ['blue/L', 'blue/M', 'red/L']): Wanted => ({ product_id: newId(), ...exampleProduct(exampleVariants(pairs)) })
const refused = (change: (product: Wanted, facts: Facts) => unknown, code: string, field: string) => {
  const product = shirt()
  const known = facts()
  change(product, known)
  assert.throws(
    () => prepareProduct(product, undefined, known),
    (error) => {
      assert.ok(isFailure(error, code), `${error}`)
      assert.equal(error.details.field, field)
      return true
    },
  )
}

test('every variant names every option once, with one of its values', () => {
  refused(({ variants }) => delete variants[1]!.options.size, 'BAD_OPTIONS', 'variants.1.options.size')
  refused(({ variants }) => Object.assign(variants[0]!.options, { size: 'XXL' }), 'BAD_OPTIONS', 'variants.0.options.size')
  refused(({ variants }) => Object.assign(variants[2]!.options, { cut: 'slim' }), 'BAD_OPTIONS', 'variants.2.options.cut')
  refused((product) => Object.assign(product, { options: [] }), 'BAD_OPTIONS', 'variants.0.options.colour')
})

test('options named like parts of every object are options like others', () => {
  const product = shirt(['blue/L'])
  product.options.push({ name: 'constructor', values: ['toString'] })
  assert.throws(
    () => prepareProduct(product, undefined, facts()),
    (error) => isFailure(error, 'BAD_OPTIONS'),
  )
  Object.assign(product.variants[0]!.options, { constructor: 'toString' })
  assert.equal(prepareProduct(product, undefined, facts()).variants.length, 1)
})

test('an option and a value of it are there once', () => {
  refused(({ options }) => options.push({ name: 'size', values: ['L'] }), 'BAD_OPTIONS', 'options.2.name')
  refused(({ options }) => options[1]!.values.push('L'), 'BAD_OPTIONS', 'options.1.values.2')
})

test('no two variants are the same combination, in whatever order they say it', () => {
  refused(({ variants }) => Object.assign(variants[2]!, { options: { size: 'L', colour: 'blue' } }), 'BAD_OPTIONS', 'variants.2.options')
  refused(
    (product) => Object.assign(product, { options: [], variants: product.variants.map((v) => ({ ...v, options: {} })) }),
    'BAD_OPTIONS',
    'variants.1.options',
  )
})

test('an SKU names one variant of the shop', () => {
  refused(({ variants }) => Object.assign(variants[1]!, { sku: variants[0]!.sku }), 'SKU_TAKEN', 'variants.1.sku')
  refused(
    ({ variants }, { variant_of_sku }) => variant_of_sku.set(variants[2]!.sku, { variant_id: newId(), product_id: newId() }),
    'SKU_TAKEN',
    'variants.2.sku',
  )
})

test('a slug names one product, and a variant id one variant', () => {
  refused(
    (product, { product_of_slug }) => {
      product.slug = 'shirt'
      product_of_slug.set('shirt', newId())
    },
    'SLUG_TAKEN',
    'slug',
  )
  const id = newId()
  refused(
    ({ variants }, { product_of_variant }) => {
      variants[1]!.variant_id = id
      product_of_variant.set(id, newId())
    },
    'INVALID_INPUT',
    'variants.1.variant_id',
  )
  refused(
    ({ variants }) => {
      for (const variant of variants) variant.variant_id = id
    },
    'INVALID_INPUT',
    'variants.1.variant_id',
  )
})

test('categories, pictures and a title exist; a currency has one price', () => {
  refused((product) => Object.assign(product, { category_ids: [newId()] }), 'UNKNOWN_CATEGORY', 'category_ids.0')
  refused((product) => Object.assign(product, { category_slugs: ['mugs'] }), 'UNKNOWN_CATEGORY', 'category_slugs.0')
  refused((product) => product.pictures.push({ name: 'b'.repeat(16), alt: '' }), 'UNKNOWN_PICTURE', 'pictures.0.name')
  refused(({ variants }) => Object.assign(variants[0]!, { picture: 'a'.repeat(16) }), 'UNKNOWN_PICTURE', 'variants.0.picture')
  refused((product) => Object.assign(product, { translations: {} }), 'INVALID_INPUT', 'translations')
  refused(({ variants }) => variants[1]!.prices.push({ currency: 'EUR', amount: 1 }), 'INVALID_INPUT', 'variants.1.prices.1')
})

test('a variant keeps its id by its SKU, else by its combination; what is neither is new', () => {
  const product = shirt()
  const stored = prepareProduct(product, undefined, facts())
  const [first, second, third] = stored.variants
  product.variants[0]!.sku = 'RENAMED'
  Object.assign(product.variants[1]!.options, { colour: 'red', size: 'M' })
  product.variants.pop()
  product.variants.push({ sku: 'NEW', options: { colour: 'blue', size: 'M' }, prices: [] })
  const again = prepareProduct(product, stored, facts())
  assert.equal(again.variants[0]?.variant_id, first?.variant_id)
  assert.equal(again.variants[1]?.variant_id, second?.variant_id)
  assert.ok(![first, second, third].some((known) => known?.variant_id === again.variants[2]?.variant_id))
  assert.equal(new Set(again.variants.map(({ variant_id }) => variant_id)).size, 3)
})

test('the slug is made of the title in the shop’s first language, and stays when the title changes', () => {
  const product = shirt()
  product.translations = { de: { title: 'Hemd', description: '' }, en: { title: 'Shirt', description: '' } }
  const stored = prepareProduct(product, undefined, facts())
  assert.equal(stored.slug, 'shirt')
  product.translations.en!.title = 'Blouse'
  assert.equal(prepareProduct(product, stored, facts()).slug, 'shirt')
})
