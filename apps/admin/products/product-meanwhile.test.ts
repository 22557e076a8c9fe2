import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type DraftVariant, draftOf, type Form, newDraft, type ProductDraft, withOptions } from '#admin/products/product-draft.ts'
import { inputOf } from '#admin/products/product-input.ts'
import { draftAfterSave, otherLevels, withLevels } from '#admin/products/product-meanwhile.ts'

const formOf = (version: number, levels: number[]): Form => ({
  ...{ product_id: 'p', version, slug: 'mug', status: 'active', brand: null, tax_class: 'standard', category_ids: [], pictures: [] },
  translations: { en: { title: 'Mug', description: '' } },
  options: [{ name: 'Colour', values: ['Blue', 'Red'].slice(0, levels.length) }],
  variants: levels.map((on_hand, index) => ({
    ...{ variant_id: `id-${index}`, sku: `MUG-${index}`, options: { Colour: index === 0 ? 'Blue' : 'Red' } },
    prices: [{ currency: 'EUR', amount: 1250, compare_at_amount: null }],
    ...{ on_hand, reserved: 1, barcode: null, weight_grams: null, picture: null },
  })),
  ...{ created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' },
})

const typed = (draft: ProductDraft, index: number, part: Partial<DraftVariant>): ProductDraft => ({
  ...draft,
  variants: draft.variants.map((variant, at) => (at === index ? { ...variant, ...part } : variant)),
})
const countsOf = (draft: ProductDraft) => inputOf(draft, 'en').input.variants.map(({ on_hand, on_hand_was }) => [on_hand, on_hand_was])

describe('a product while others sell it', () => {
  it('a count over a level that is no longer so is told at its field, and stays; whoever saves again has seen the new one', () => {
    const draft = typed(draftOf(formOf(1, [10, 4])), 0, { on_hand: '15' })
    const newest = formOf(1, [7, 3])
    assert.deepEqual(otherLevels(draft, newest), {
      'variants.0.on_hand': 'There are 7 by now, not 10. Look again before saving 15.',
    })
    const now = withLevels(draft, newest)
    assert.deepEqual(
      now.variants.map(({ on_hand }) => on_hand),
      ['15', '3'],
    )
    assert.deepEqual(countsOf(now), [
      [15, 7],
      [undefined, undefined],
    ])
  })
})

describe('a product that is typed in while it is saved', () => {
  const sent = typed(draftOf(formOf(1, [10, 4])), 0, { on_hand: '12' })
  const saved = draftOf(formOf(2, [12, 4]))

  it('is what was saved where nothing was typed', () => {
    assert.deepEqual(draftAfterSave({ sent, now: sent, saved }), saved)
  })

  it('keeps what was typed, with the new version', () => {
    const now = { ...typed(sent, 1, { sku: 'MUG-RED' }), brand: 'Nord' }
    const draft = draftAfterSave({ sent, now, saved })
    assert.deepEqual([draft.version, draft.brand, draft.variants[1]?.sku], [2, 'Nord', 'MUG-RED'])
    assert.deepEqual(countsOf(draft), [
      [undefined, undefined],
      [undefined, undefined],
    ])
  })

  it('a count that was typed meanwhile was typed over what stood in the field, whatever was sold before the save came back', () => {
    const sold = draftOf(formOf(2, [11, 3]))
    const draft = draftAfterSave({ sent, now: typed(typed(sent, 0, { on_hand: '20' }), 1, { on_hand: '9' }), saved: sold })
    assert.deepEqual(countsOf(draft), [
      [20, 12],
      [9, 4],
    ])
  })

  it('variants that were just made have their ids, by their SKU, and keep them when an option is added meanwhile', () => {
    const colour = { key: 'c', name: 'Colour', values: ['Blue', 'Red'] }
    const size = { key: 's', name: 'Size', values: ['S', 'L'] }
    const first = withOptions({ ...newDraft(), translations: { en: { title: 'Mug', description: '' } } }, [colour])
    const made = { ...first, variants: first.variants.map((variant, index) => ({ ...variant, sku: ` MUG-${index}` })) }
    const now = withOptions(typed(made, 0, { sku: 'MUG-BLUE-S' }), [colour, size])
    const draft = draftAfterSave({ sent: made, now, saved: draftOf(formOf(1, [0, 0])) })
    assert.deepEqual([draft.product_id, draft.version, draft.slug], ['p', 1, 'mug'])
    assert.deepEqual(
      draft.variants.map(({ variant_id, values }) => [variant_id, values.join('/')]),
      [
        ['id-0', 'Blue/S'],
        [undefined, 'Blue/L'],
        ['id-1', 'Red/S'],
        [undefined, 'Red/L'],
      ],
    )
    assert.deepEqual(
      draft.variants.map(({ key }) => key),
      now.variants.map(({ key }) => key),
    )
  })
})
