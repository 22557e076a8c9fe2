import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { isFailure } from '#platform/errors.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { folderStore } from '#plugins/folder-store/folder-store.ts'
import { media } from './contract.ts'
import { mediaModule } from './module.ts'

const folder = await mkdtemp(join(tmpdir(), 'souk-media-'))
after(() => rm(folder, { recursive: true }))
const shop = await testShop({ media }, [mediaModule({ store: folderStore(folder) })])
const { clients, settle } = shop

const staff = { actor: { kind: 'user', user_id: '018f0000-0000-7000-8000-000000000001', role: 'staff', name: 'Sam' } } as const
const upload = (bytes: Uint8Array, headers: Record<string, string> = {}) =>
  clients.media.uploadPicture({ bytes, content_type: 'image/png', headers }, staff)
const refuses = (bytes: Uint8Array, code: string) => assert.rejects(upload(bytes), (error) => isFailure(error, code))

let shade = 0
/** A picture no other test has uploaded. */
const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: shade++ % 256, g: 80, b: 160 } } })
const files = async (name: string) => (await readdir(join(folder, name.slice(0, 2)))).filter((file) => file.startsWith(name)).sort()

const chunk = (type: string, content: Buffer) => {
  const body = Buffer.concat([Buffer.from(type), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
/** A black PNG of one bit a pixel: huge when decoded, small as a file. */
const bomb = (side: number) => {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  const pixels = deflateSync(Buffer.alloc(side * (Math.ceil(side / 8) + 1)), { level: 9 })
  const parts = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

test('an uploaded picture can be shown at once and has its renditions a moment later', async () => {
  const picture = await upload(await canvas(1000, 800).png().toBuffer())
  assert.deepEqual({ ...picture, name: '' }, { name: '', width: 1000, height: 800, widths: [] })
  const base = await clients.media.readFile({ file: `${picture.name}.webp` })
  assert.equal(base.content_type, 'image/webp')
  assert.equal(base.is_public, true)

  await settle()
  const [described] = (await clients.media.describePictures({ names: [picture.name] })).pictures
  assert.deepEqual(described?.widths, [240, 360, 480, 720, 960])
  for (const width of described?.widths ?? [])
    for (const format of ['avif', 'webp'] as const) {
      const { bytes, content_type } = await clients.media.readFile({ file: `${picture.name}-${width}.${format}` })
      const rendition = await sharp(bytes).metadata()
      assert.deepEqual([rendition.width, content_type], [width, `image/${format}`])
    }
})

test('a picture is never shown wider than it is', async () => {
  const { name } = await upload(await canvas(300, 200).jpeg().toBuffer())
  const { name: tiny } = await upload(await canvas(50, 20).gif().toBuffer())
  await settle()
  const { pictures } = await clients.media.describePictures({ names: [name, 'f'.repeat(40), tiny] })
  assert.deepEqual(pictures[0]?.widths, [240])
  assert.equal(pictures[1], null)
  assert.deepEqual(pictures[2]?.widths, [])
})

test('the same content is stored once, whatever it is called', async () => {
  const bytes = await canvas(400, 400).webp().toBuffer()
  const first = await upload(bytes)
  await settle()
  const again = await upload(bytes, { 'content-disposition': 'attachment; filename="../../etc/passwd"' })
  assert.equal(again.name, first.name)
  assert.deepEqual(again.widths, [240, 360])
  const { rows } = await shop.db.sql<{ n: number }>`SELECT count(*) AS n FROM media.pictures WHERE name = ${first.name}`
  assert.equal(rows[0]?.n, 1)
  assert.equal((await files(first.name)).length, 5)
})

test('two uploads of the same picture at once are one picture and one event', async () => {
  const bytes = await canvas(260, 260).png().toBuffer()
  const names = await Promise.all([1, 2, 3, 4].map(async () => (await upload(bytes)).name))
  assert.equal(new Set(names).size, 1)
  const { rows } = await shop.db.sql<{ n: number }>`
    SELECT (SELECT count(*) FROM media.outbox WHERE aggregate_id = ${names[0]}) + (SELECT count(*) FROM media.inbox WHERE aggregate_id = ${names[0]}) AS n`
  assert.equal(rows[0]?.n, 1)
})

test('a lost file is repaired by uploading the picture again', async () => {
  const bytes = await canvas(250, 100).png().toBuffer()
  const { name } = await upload(bytes)
  await rm(join(folder, name.slice(0, 2), `${name}.webp`))
  await upload(bytes)
  assert.deepEqual(await files(name), [`${name}.webp`])
})

test('JPEG, PNG, WebP, AVIF and GIF are pictures, each told by its bytes', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif'] as const)
    assert.equal((await upload(await canvas(64, 48).toFormat(format).toBuffer())).width, 64)
})

test('SVG, TIFF, HTML, PDF, an archive and nothing at all are not pictures, whatever they claim', async () => {
  const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>'
  for (const text of [svg, svg.slice(21), '<html><body>hello</body></html>', '%PDF-1.7\n', 'PK\u0003\u0004', 'GIF89a/*=1;alert(1)//*/', ''])
    await refuses(Buffer.from(text), 'NOT_A_PICTURE')
  await refuses(await canvas(10, 10).tiff().toBuffer(), 'NOT_A_PICTURE')
  await assert.rejects(upload(Buffer.from('%PDF-1.7\n')), { message: /^This file is not a picture that can be shown\. JPEG/ })
})

test('a truncated picture is refused and leaves nothing behind', async () => {
  const noise = sharp({
    create: { width: 600, height: 400, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  })
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const whole = await noise.clone().toFormat(format).toBuffer()
    await refuses(whole.subarray(0, Math.floor(whole.length / 2)), 'NOT_A_PICTURE')
  }
  const { rows } = await shop.db.sql<{ n: number }>`SELECT count(*) AS n FROM media.pictures WHERE width = 600`
  assert.equal(rows[0]?.n, 0)
})

test('a picture of 900 megapixels in 110 kB is refused before it is decoded', async () => {
  const bytes = bomb(30_000)
  assert.ok(bytes.length < 120_000)
  const begun = performance.now()
  const before = process.memoryUsage().rss
  await refuses(bytes, 'PICTURE_TOO_LARGE')
  assert.ok(performance.now() - begun < 2_000)
  assert.ok(process.memoryUsage().rss - before < 100_000_000)
})

test('a picture of 40 megapixels is taken, one above is not', async () => {
  assert.equal((await upload(bomb(6_320))).width, 2_400)
  await refuses(bomb(6_328), 'PICTURE_TOO_LARGE')
})

test('a file above 20 MB is refused', () => refuses(Buffer.alloc(20 * 1024 * 1024 + 1, 1), 'PICTURE_TOO_LARGE'))

test('what hides in a picture does not get out again: scripts behind it, place and camera in it', async () => {
  const plain = await canvas(200, 100)
    .withExif({ IFD0: { Copyright: 'SECRET-OWNER' }, IFD3: { GPSLatitude: '52/1 31/1 0/1' } })
    .jpeg()
    .toBuffer()
  const polyglot = Buffer.concat([plain, Buffer.from('<script>alert("SECRET-OWNER")</script>')])
  const { name } = await upload(polyglot)
  await settle()
  for (const file of await files(name)) {
    const { bytes } = await clients.media.readFile({ file })
    assert.ok(!Buffer.from(bytes).includes('SECRET-OWNER') && !Buffer.from(bytes).includes('<script'), file)
    assert.equal((await sharp(bytes).metadata()).exif, undefined)
  }
})

test('a picture that was taken on its side is shown upright', async () => {
  const { width, height } = await upload(await canvas(400, 300).withMetadata({ orientation: 6 }).jpeg().toBuffer())
  assert.deepEqual([width, height], [300, 400])
})

test('only names of our own making are read, and reading asks the database nothing', async () => {
  const { name } = await upload(await canvas(30, 30).png().toBuffer())
  for (const file of [
    '../../etc/passwd',
    `..%2f${name}.webp`,
    `${name}.webp/../x.webp`,
    `${name}.svg`,
    `${name}.webp.html`,
    `${name}\u0000.webp`,
    `/${name}.webp`,
  ])
    await assert.rejects(clients.media.readFile({ file }), (error) => isFailure(error, 'INVALID_INPUT'), file)
  await assert.rejects(clients.media.readFile({ file: `${'0'.repeat(40)}.webp` }), (error) => isFailure(error, 'NOT_FOUND'))
  const { statements } = await countStatements(() => clients.media.readFile({ file: `${name}.webp` }))
  assert.equal(statements, 0)
})

test('a rendition that was cut off is made up for, and those that are there are kept', async () => {
  const bytes = await canvas(500, 500).png().toBuffer()
  const { name } = await upload(bytes)
  const store = folderStore(folder)
  await store.put(`${name}-240.avif`, Buffer.from('made before the crash'))
  await settle()
  assert.equal(Buffer.from((await store.get(`${name}-240.avif`)) ?? '').toString(), 'made before the crash')
  assert.equal((await files(name)).length, 7)
})

test('a shopper may not upload', async () => {
  const bytes = await canvas(20, 20).png().toBuffer()
  const nobody = { actor: { kind: 'anonymous' } } as const
  await assert.rejects(clients.media.uploadPicture({ bytes, content_type: '', headers: {} }, nobody), (error) =>
    isFailure(error, 'SIGN_IN_REQUIRED'),
  )
})
