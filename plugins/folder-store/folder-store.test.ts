import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { folderStore } from './folder-store.ts'

const folder = await mkdtemp(join(tmpdir(), 'souk-store-'))
after(() => rm(folder, { recursive: true }))
const store = folderStore(join(folder, 'made-when-needed'))
const name = `${'ab'.repeat(20)}.webp`

test('what was put is got, and what was not is undefined', async () => {
  assert.equal(await store.get(name), undefined)
  await store.put(name, Buffer.from('picture'))
  assert.equal(Buffer.from((await store.get(name)) ?? '').toString(), 'picture')
})

test('many writers of one file leave one whole file and nothing else', async () => {
  const bytes = Buffer.alloc(1_000_000, 7)
  await Promise.all(Array.from({ length: 10 }, () => store.put(name, bytes)))
  assert.deepEqual(await store.get(name), bytes)
  assert.deepEqual(await readdir(join(folder, 'made-when-needed', 'ab')), [name])
})

test('a name that leads out of the folder is refused before anything is touched', async () => {
  for (const bad of [
    '../x.webp',
    '/etc/passwd',
    `..\\${name}`,
    `${name}/../../x`,
    'ab.webp',
    `${name}\u0000.png`,
    `${name.slice(0, -5)}.html`,
  ]) {
    await assert.rejects(store.put(bad, Buffer.from('x')), RangeError, bad)
    await assert.rejects(store.get(bad), RangeError, bad)
  }
})
