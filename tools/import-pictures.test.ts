import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { findPictures } from './import-pictures.ts'

const folder = await mkdtemp(join(tmpdir(), 'souk-pictures-'))
after(() => rm(folder, { recursive: true }))
await mkdir(join(folder, 'shop/m/h'), { recursive: true })
for (const file of ['secret.jpg', 'shop/mug.jpg', 'shop/m/h/jug.jpg', 'shop/flat.jpg']) await writeFile(join(folder, file), file)
await symlink(join(folder, 'secret.jpg'), join(folder, 'shop/link.jpg'))

const find = (sources: string[]) =>
  findPictures(
    Buffer.from(['Handle,Title,Variant Price,Image Src', ...sources.map((source, i) => `h${i},T,1,${source}`)].join('\n')),
    join(folder, 'shop'),
  )

test('pictures are found by their path below the folder, and by their bare name', async () => {
  const { files, missing } = await find(['mug.jpg', '/m/h/jug.jpg', '/f/l/flat.jpg', 'gone.jpg', 'https://x.test/mug.jpg'])
  assert.deepEqual([...files.keys()], ['mug.jpg', '/m/h/jug.jpg', '/f/l/flat.jpg'])
  assert.equal(missing, 1)
})

test('no path leads out of the folder, and neither does a link', async () => {
  const { files, missing } = await find(['../secret.jpg', join(folder, 'secret.jpg'), 'm/../../secret.jpg', 'link.jpg', '..', '.', '/'])
  assert.deepEqual([[...files], missing], [[], 7])
})
