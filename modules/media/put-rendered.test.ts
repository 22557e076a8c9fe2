import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { isFailure } from '#platform/errors.ts'
import { testShop } from '#platform/testing.ts'
import { folderStore } from '#plugins/folder-store/folder-store.ts'
import { media } from './contract.ts'
import type { Format } from './file-names.ts'
import { mediaModule } from './module.ts'

const folder = await mkdtemp(join(tmpdir(), 'souk-media-'))
after(() => rm(folder, { recursive: true }))
const { clients } = await testShop({ media }, [mediaModule({ store: folderStore(folder) })])

const made = async (width: number, format: Format) => {
  const bytes = await sharp({ create: { width, height: width, channels: 3, background: '#284' } })
    .toFormat(format)
    .toBuffer()
  return { width, format, base64: bytes.toString('base64') }
}
const four = async () => [await made(60, 'avif'), await made(60, 'webp'), await made(30, 'webp'), await made(30, 'avif')]

test('a picture that was rendered elsewhere is ready at once, and the same files again are the same picture', async () => {
  const picture = await clients.media.putRendered({ width: 60, height: 60, files: await four() })
  assert.deepEqual(picture.widths, [30, 60])
  for (const file of [`${picture.name}.webp`, `${picture.name}-30.avif`, `${picture.name}-60.webp`])
    assert.ok((await clients.media.readFile({ file })).bytes)
  const again = await clients.media.putRendered({ width: 60, height: 60, files: (await four()).toReversed() })
  assert.equal(again.name, picture.name)
})

test('a file that is not what it is said to be, or a width without its second format, is refused', async () => {
  const [avif, webp, ...rest] = await four()
  for (const files of [
    [avif!, { ...webp!, width: 61 }, ...rest],
    [avif!, { ...webp!, format: 'avif' as const }, ...rest],
    [avif!, { ...webp!, base64: Buffer.from('<svg/>').toString('base64') }, ...rest],
    [avif!, ...rest],
  ])
    await assert.rejects(clients.media.putRendered({ width: 60, height: 60, files }), (error) => isFailure(error, 'NOT_A_PICTURE'))
})
