import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { missingFor } from '#admin/products/not-for-sale.ts'
import { draftOf, type Form, newDraft, type ProductDraft, slugOf, withOptions } from '#admin/products/product-draft.ts'
import { inputOf, placeOf } from '#admin/products/product-input.ts'

const colour = { key: 'c', name: 'Colour', values: ['Blue', 'Red'] }
const size = { key: 's', name: 'Size', values: ['S', 'L'] }

const mug = (): ProductDraft => {
  const draft = withOptions({ ...newDraft(), translations: { en: { title: 'Mug', description: '' } } }, [colour])
  const variants = draft.variants.map((variant, index) => ({
    ...variant,
    variant_id: `id-${index}`,
    sku: `MUG-${index}`,
    on_hand: '5',
    on_hand_read: '5',
    prices: { EUR: { amount: '12.50', compare_at: '' } },
  }))
  return { ...draft, product_id: 'p', version: 7, variants }
}

describe('variants follow the options', () => {
  it('there is one variant for each combination of values', () => {
    const { variants } = withOptions(newDraft(), [colour, size])
    assert.deepEqual(
      variants.map(({ values }) => values.join('/')),
      ['Blue/S', 'Blue/L', 'Red/S', 'Red/L'],
    )
  })

  it('a variant that still fits keeps its id, SKU, price and stock', () => {
    const { variants } = withOptions(mug(), [{ ...colour, values: ['Red', 'Green', 'Blue'] }])
    assert.deepEqual(
      variants.map(({ variant_id }) => variant_id),
      ['id-1', undefined, 'id-0'],
    )
    assert.equal(variants[1]?.prices.EUR?.amount, '12.50', 'a new one starts from the price of its sister')
    assert.equal(variants[1]?.on_hand, '0', 'but not from her stock')
  })

  it('a SKU is proposed where there is none', () => {
    const { variants } = withOptions({ ...newDraft(), translations: { en: { title: 'Blue Bowl', description: '' } } }, [size])
    assert.deepEqual(
      variants.map(({ sku }) => sku),
      ['BLUE-BOWL-S', 'BLUE-BOWL-L'],
    )
  })

  it('a new sister takes her SKU from the others', () => {
    const named = mug().variants.map((variant, index) => ({ ...variant, sku: index === 0 ? 'TEA-MUG-BLUE' : 'X' }))
    const more = { ...colour, values: ['Blue', 'Red', 'Sea green'] }
    assert.equal(withOptions({ ...mug(), variants: named }, [more]).variants[2]?.sku, 'TEA-MUG-SEA-GREEN')
    assert.equal(withOptions(mug(), [more]).variants[2]?.sku, 'MUG-SEA-GREEN')
  })

  it('a renamed option loses nothing', () => {
    const { variants } = withOptions(mug(), [{ ...colour, name: 'Shade' }])
    assert.deepEqual(
      variants.map(({ variant_id }) => variant_id),
      ['id-0', 'id-1'],
    )
  })

  it('with a second option each variant becomes the first of its new sisters', () => {
    const { variants } = withOptions(mug(), [colour, size])
    assert.deepEqual(
      variants.map(({ variant_id }) => variant_id),
      ['id-0', undefined, 'id-1', undefined],
    )
    assert.equal(new Set(variants.map(({ key }) => key)).size, 4)
  })

  it('a SKU that was only proposed follows its variant into the second option, and out of it; one that was saved or typed stays', () => {
    const titled = { ...newDraft(), translations: { en: { title: 'Mug', description: '' } } }
    const skus = ({ variants }: ProductDraft) => variants.map(({ sku }) => sku)
    const coloured = withOptions(titled, [colour])
    assert.deepEqual(skus(coloured), ['MUG-BLUE', 'MUG-RED'])
    const both = withOptions(withOptions(coloured, [colour, { ...size, values: [] }]), [colour, size])
    assert.deepEqual(skus(both), ['MUG-BLUE-S', 'MUG-BLUE-L', 'MUG-RED-S', 'MUG-RED-L'])
    assert.deepEqual(skus(withOptions(both, [colour])), ['MUG-BLUE', 'MUG-RED'])
    const typed = { ...coloured, variants: coloured.variants.map((variant) => ({ ...variant, sku: `X${variant.sku.length}` })) }
    assert.deepEqual(
      skus(withOptions(typed, [colour, size])).filter((_, index) => index % 2 === 0),
      ['X8', 'X7'],
    )
    const untitled = withOptions(newDraft(), [colour])
    assert.deepEqual(skus(withOptions({ ...untitled, translations: titled.translations }, [colour, size])).slice(0, 2), [
      'MUG-BLUE-S',
      'MUG-BLUE-L',
    ])
    const [first] = withOptions(mug(), [colour, size]).variants
    assert.equal(first?.sku, 'MUG-0')
  })

  it('options that would make more than 500 variants leave the variants alone and are told', () => {
    const many = (key: string) => ({ key, name: key, values: Array.from({ length: 30 }, (_value, index) => `${key}${index}`) })
    const draft = withOptions(mug(), [many('a'), many('b')])
    assert.equal(draft.variants.length, 2)
    assert.match(inputOf(draft, 'en').errors.options ?? '', /900 variants/)
  })
})

describe('what is sent of a product', () => {
  it('amounts go in minor units and stock that nobody touched is not sent, so sales made meanwhile stay', () => {
    const { input, errors } = inputOf(mug(), 'en')
    assert.deepEqual(errors, {})
    assert.deepEqual(input.variants[0], {
      variant_id: 'id-0',
      sku: 'MUG-0',
      options: { Colour: 'Blue' },
      prices: [{ currency: 'EUR', amount: 1250, compare_at_amount: null }],
      barcode: null,
      weight_grams: null,
      picture: null,
    })
  })

  it('stock that was changed is sent with the level that was seen; a variant that is not there yet has none', () => {
    const draft = mug()
    const [first, second] = draft.variants
    assert.ok(first && second)
    const variants = [{ ...first, on_hand: '9' }, second, { ...second, variant_id: undefined, on_hand: '3', on_hand_read: '' }]
    assert.deepEqual(
      inputOf({ ...draft, variants }, 'en').input.variants.map(({ on_hand, on_hand_was }) => [on_hand, on_hand_was]),
      [
        [9, 5],
        [undefined, undefined],
        [3, undefined],
      ],
    )
  })

  it('every wrong field is named by its path', () => {
    const draft = mug()
    const [first, second] = draft.variants
    assert.ok(first && second)
    const wrong = {
      ...first,
      sku: ' ',
      on_hand: '-1',
      weight_grams: '1.5',
      prices: { EUR: { amount: '10', compare_at: '9' }, JPY: { amount: '1.5', compare_at: '' } },
    }
    const translations = { en: { title: ' ', description: '' }, de: { title: '', description: 'Eine Tasse' } }
    const { errors } = inputOf({ ...draft, translations, variants: [wrong, { ...second, sku: 'X' }, { ...second, sku: 'X' }] }, 'en')
    assert.deepEqual(Object.keys(errors).sort(), [
      'translations.de.title',
      'translations.en.title',
      'variants.0.on_hand',
      'variants.0.prices.EUR.compare_at',
      'variants.0.prices.JPY.amount',
      'variants.0.sku',
      'variants.0.weight_grams',
      'variants.2.sku',
    ])
  })

  it('a price before a reduction that is no higher is said the right way round, with the variant it is of', () => {
    const draft = mug()
    const variants = draft.variants.map((variant) => ({ ...variant, prices: { EUR: { amount: '12.90', compare_at: '10' } } }))
    const { errors } = inputOf({ ...draft, variants }, 'en')
    assert.equal(errors['variants.1.prices.EUR.compare_at'], 'Above the price of 12.90, or empty')
    assert.equal(placeOf('variants.1.prices.EUR.compare_at', draft), 'Red')
    assert.equal(placeOf('translations.en.title', draft), '')
  })

  it('a product that is read and sent unchanged stays the same', () => {
    const form: Form = {
      product_id: 'p',
      version: 3,
      slug: 'mug',
      status: 'active',
      brand: null,
      tax_class: 'books',
      translations: { en: { title: 'Mug', description: 'A mug.\n\nHolds tea.' }, de: { title: 'Tasse', description: '' } },
      category_ids: ['c'],
      options: [],
      pictures: [{ name: 'abcdef0123456789', alt: 'Mug', width: 10, height: 10, widths: [] }],
      variants: [
        {
          variant_id: 'v',
          sku: 'MUG',
          options: {},
          prices: [{ currency: 'EUR', amount: 1999, compare_at_amount: 2499 }],
          on_hand: 4,
          reserved: 1,
          barcode: '42',
          weight_grams: 350,
          picture: 'abcdef0123456789',
        },
      ],
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
    }
    const { input, errors } = inputOf(draftOf(form), 'en')
    const { created_at, updated_at, ...rest } = form
    const [variant] = form.variants
    assert.ok(variant)
    const { on_hand, reserved, ...kept } = variant
    assert.deepEqual(errors, {})
    assert.deepEqual(input, { ...rest, variants: [kept], pictures: [{ name: 'abcdef0123456789', alt: 'Mug' }] })
  })
})

describe('what an active product lacks', () => {
  const active = (part: Partial<ProductDraft>) => missingFor({ ...mug(), status: 'active', category_ids: ['c'], ...part }, ['EUR', 'USD'])
  it('is a price in each currency, and a category', () => {
    const unpriced = mug().variants.map((variant) => ({ ...variant, prices: { EUR: { amount: ' ', compare_at: '' } } }))
    assert.deepEqual(active({ variants: unpriced }), ['Nobody can buy it yet: it has no price in EUR and USD.'])
    assert.deepEqual(active({}), ['It is not sold in USD: it has no price there.'])
    assert.deepEqual(active({ category_ids: [] }).slice(1), ['It is in no category, so it is found by searching only.'])
  })
  it('is said of none that is not active', () => assert.deepEqual(active({ status: 'draft', variants: [] }), []))
})

describe('an address made of a title', () => {
  for (const [title, slug] of [
    ['Röstkaffee, 250 g', 'rostkaffee-250-g'],
    ['Große Straße', 'grosse-strasse'],
    ['  --A&B--  ', 'a-b'],
    ['日本', ''],
  ] as const)
    it(`${JSON.stringify(title)} becomes ${JSON.stringify(slug)}`, () => assert.equal(slugOf(title), slug))
})
