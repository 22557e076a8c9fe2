import assert from 'node:assert/strict'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import { type PictureIndex, staleDemoPictures } from '#tools/draw-demo.ts'
import { demoCategories, demoProducts } from './catalog.ts'

const folder = join(import.meta.dirname, 'pictures')
const index: PictureIndex = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))

test('every picture is there and no older than its drawing', async () => {
  const { pictures, extra, lists } = await staleDemoPictures()
  assert.deepEqual(
    pictures.map(({ picture }) => picture.base),
    [],
  )
  assert.deepEqual(extra, [])
  assert.deepEqual(lists, [])
})

test('every product and every category has a picture, 20 products at least have two', () => {
  const bases = new Set(Object.values(index).flatMap((pictures) => pictures.map(({ base }) => base)))
  for (const { slug, pictures } of demoProducts) {
    assert.deepEqual(
      index[slug]?.map(({ base }) => base),
      pictures.map(({ name }) => name),
    )
    for (const { alt } of index[slug] ?? []) assert.ok(alt.en && alt.de, slug)
  }
  for (const { slug, picture } of demoCategories) assert.ok(bases.has(picture), slug)
  assert.ok(demoProducts.filter(({ pictures }) => pictures.length > 1).length >= 20)
})

test('no two pictures are the same drawing', () => {
  const hashes = Object.values(index).flatMap((pictures) => pictures.map(({ hash }) => hash))
  assert.equal(new Set(hashes).size, hashes.length)
})

test('the files are as large as the index says, and all of them together weigh no more than 6 MB', async () => {
  const [picture] = index['stoneware-mug'] ?? []
  assert.ok(picture)
  for (const width of picture.widths) {
    for (const format of ['avif', 'webp']) {
      const file = join(folder, `${picture.base}-${width}.${format}`)
      const found: { width: number; height: number } = await sharp(file).metadata()
      assert.deepEqual([found.width, found.height], [width, Math.round((width * picture.height) / picture.width)], `${width} ${format}`)
    }
  }
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size))
  assert.ok(sizes.reduce((total, size) => total + size, 0) <= 6_000_000)
})
