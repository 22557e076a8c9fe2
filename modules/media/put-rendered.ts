import { createHash } from 'node:crypto'
import type { Call, Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { media } from './contract.ts'
import { inspect } from './decode.ts'
import { baseFile, FORMATS, type Format, renditionFile } from './file-names.ts'
import type { Media } from './needs.ts'

type Rendered = Input<typeof media.ops.putRendered>
type Rendition = { width: number; format: Format; bytes: Buffer }

/**
 * Stores a picture whose renditions were made elsewhere. Each width comes in both formats, the widest WebP also serves as base rendition.
 * The same files again are the same picture.
 * @throws NOT_A_PICTURE when a file is not of the format and width it claims, or a width lacks a format
 */
export const putRendered = async (
  { db, clock, store }: Media,
  { width, height, files }: Rendered,
  _call: Call,
): Promise<Output<typeof media.ops.putRendered>> => {
  const renditions = files
    .map((file) => ({ ...file, bytes: Buffer.from(file.base64, 'base64') }))
    .sort((a, b) => a.width - b.width || (a.format < b.format ? -1 : 1))
  for (const rendition of renditions) await checkRendition(rendition)
  const widths = [...new Set(renditions.map((rendition) => rendition.width))]
  const widest = renditions.findLast((rendition) => rendition.format === 'webp')
  if (!widest || renditions.length !== widths.length * FORMATS.length) {
    throw fail('NOT_A_PICTURE', 'Every width must come once as AVIF and once as WebP.', { field: 'files' })
  }

  const name = nameOf(renditions)
  await store.put(baseFile(name), widest.bytes)
  for (const rendition of renditions) await store.put(renditionFile(name, rendition.width, rendition.format), rendition.bytes)
  await db.sql`
    INSERT INTO media.pictures (name, width, height, widths, added_at) VALUES (${name}, ${width}, ${height}, ${widths}, ${clock.now()})
    ON CONFLICT (name) DO NOTHING`
  return { name, width, height, widths }
}

const checkRendition = async ({ width, format, bytes }: Rendition): Promise<void> => {
  const found = await inspect(bytes)
  const is = found.format === 'heif' ? 'avif' : found.format
  if (is !== format || found.width !== width) {
    throw fail('NOT_A_PICTURE', `A file said to be ${format}, ${width} pixels wide, is ${is}, ${found.width} wide.`, { field: 'files' })
  }
}

const nameOf = (renditions: Rendition[]): string => {
  const hash = createHash('sha256')
  for (const { width, format, bytes } of renditions) hash.update(`${width}.${format}.${bytes.length}.`).update(bytes)
  return hash.digest('hex').slice(0, 40)
}
