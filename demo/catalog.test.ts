import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { catalog } from '#modules/catalog/contract.ts'
import { t } from '#platform/contract.ts'
import { demoAlts, demoCategories, demoProducts } from './catalog.ts'

const batch = catalog.ops.putProducts.input
const variants = demoProducts.flatMap((product) => product.variants)
const twice = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index)
const words = (text: string) => text.split(/\s+/).length

test('every demo product is one that the catalogue takes', () => {
  assert.equal(demoProducts.length, 62)
  for (const product of demoProducts) {
    const input = { products: [product] }
    assert.ok(Value.Check(batch, input), `${product.slug}: ${JSON.stringify([...Value.Errors(batch, input)][0])}`)
  }
})

test('every category is one that the catalogue takes, under a parent that comes before it', () => {
  assert.equal(demoCategories.length, 8)
  const seen = new Set<string>()
  for (const { parent_slug, picture, ...input } of demoCategories) {
    assert.ok(Value.Check(catalog.ops.saveCategory.input, input), input.slug)
    assert.ok(parent_slug === null || seen.has(parent_slug), `${input.slug} comes before ${parent_slug}`)
    assert.ok(demoAlts[picture], `${input.slug} has no picture ${picture}`)
    seen.add(input.slug)
  }
  assert.ok(demoCategories.filter(({ parent_slug }) => parent_slug).length >= 2)
})

test('every product is in categories that are there, and no category is empty', () => {
  const used = demoProducts.flatMap((product) => product.category_slugs)
  assert.deepEqual(new Set(used), new Set(demoCategories.map(({ slug }) => slug)))
  for (const { slug, category_slugs } of demoProducts) assert.ok(category_slugs.length > 0, slug)
})

test('no slug, no SKU and no barcode is used twice', () => {
  assert.deepEqual(twice(demoProducts.map(({ slug }) => slug)), [])
  assert.deepEqual(twice(variants.map(({ sku }) => sku)), [])
  assert.deepEqual(twice(variants.map(({ barcode }) => String(barcode))), [])
})

test('every text is there in both languages and has 60 to 120 words', () => {
  for (const { slug, translations } of demoProducts) {
    assert.deepEqual(Object.keys(translations), ['en', 'de'], slug)
    for (const [locale, { description }] of Object.entries(translations)) {
      const count = words(description)
      assert.ok(count >= 60 && count <= 120, `${slug} ${locale}: ${count} words`)
    }
  }
  for (const [name, { en, de }] of Object.entries(demoAlts)) assert.ok(en && de && en !== de, name)
})

test('every variant names each option of its product once, no two alike, and its sale price lies under the former one', () => {
  for (const { slug, options, variants } of demoProducts) {
    for (const variant of variants) {
      assert.deepEqual(Object.keys(variant.options).sort(), options.map(({ name }) => name).sort(), variant.sku)
      for (const { name, values } of options) assert.ok(values.includes(variant.options[name] ?? ''), `${variant.sku}: ${name}`)
      assert.deepEqual(
        variant.prices.map(({ currency }) => currency),
        ['USD', 'EUR'],
      )
      for (const { amount, compare_at_amount } of variant.prices) assert.ok(!compare_at_amount || compare_at_amount > amount, variant.sku)
    }
    assert.deepEqual(twice(variants.map((variant) => JSON.stringify(variant.options))), [], slug)
  }
})

test('some variants are sold out, some are low, some are reduced', () => {
  assert.ok(variants.filter(({ on_hand }) => on_hand === 0).length >= 5)
  assert.ok(variants.filter(({ on_hand = 0 }) => on_hand > 0 && on_hand < 5).length >= 5)
  assert.ok(variants.filter(({ prices }) => prices[0]?.compare_at_amount).length >= 5)
})

test('every barcode lies in the range for restricted circulation and its check digit is right', () => {
  // GS1: the digits, weighted 1, 3, 1, 3 ... from the left, check digit included, add up to a multiple of ten.
  const sum = (code: string) => [...code].reduce((total, digit, index) => total + Number(digit) * [1, 3][index % 2]!, 0)
  assert.equal(sum('4006381333931') % 10, 0, 'the formula holds for a published example')
  for (const { sku, barcode } of variants) {
    assert.match(String(barcode), /^2[0-9]{12}$/, sku)
    assert.equal(sum(String(barcode)) % 10, 0, sku)
  }
})

test('a value that an option offers is on sale in some variant', () => {
  for (const { slug, options, variants } of demoProducts)
    for (const { name, values } of options)
      for (const value of values)
        assert.ok(
          variants.some((variant) => variant.options[name] === value),
          `${slug}: ${name} ${value}`,
        )
})

test('a wrong product does not pass', () => {
  const [product] = demoProducts
  assert.ok(!Value.Check(batch, { products: [{ ...product, colour: 'red' }] }))
  assert.ok(!Value.Check(t.Array(t.Integer()), ['1']))
})
