import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { linesOf, pathsOf, placesFor, treeOf } from '#admin/categories/category-tree.ts'

const category = (category_id: string, parent_id: string | null, position = 0) => ({
  category_id,
  parent_id,
  position,
  slug: category_id,
  title: category_id,
  text: '',
  product_count: 0,
})

const shop = [
  category('Cups', 'Kitchen'),
  category('Kitchen', null, 1),
  category('Garden', null, 0),
  category('Espresso', 'Cups'),
  category('Lost', 'gone', 2),
]

describe('the category tree', () => {
  it('reads from top to bottom, siblings by position', () => {
    const lines = linesOf(treeOf(shop)).map(({ title, depth }) => `${depth} ${title}`)
    assert.deepEqual(lines, ['0 Garden', '0 Kitchen', '1 Cups', '2 Espresso', '0 Lost'])
  })

  it('a category is named by all above it', () => {
    assert.equal(pathsOf(treeOf(shop)).find(({ category_id }) => category_id === 'Espresso')?.path, 'Kitchen / Cups / Espresso')
  })

  it('a category cannot be moved below itself', () => {
    assert.deepEqual(
      placesFor(treeOf(shop), 'Cups').map(({ category_id }) => category_id),
      ['Garden', 'Kitchen', 'Lost'],
    )
    assert.equal(placesFor(treeOf(shop), undefined).length, shop.length)
  })
})
