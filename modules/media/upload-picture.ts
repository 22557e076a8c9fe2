import { createHash } from 'node:crypto'
import type { Call, Input, Output } from '#platform/contract.ts'
import type { media } from './contract.ts'
import { decode } from './decode.ts'
import { baseFile } from './file-names.ts'
import type { Media } from './needs.ts'

/**
 * Stores a picture under a name made of its content; the same content again is the same picture. What the sender calls the file or its
 * type is not looked at. The base rendition can be shown at once, the ladder follows in the background.
 * The file is written before the row, so a row always has its file; the same upload again repairs a file that was lost.
 * @throws NOT_A_PICTURE, PICTURE_TOO_LARGE
 */
export const uploadPicture = async (
  { db, clock, store }: Media,
  { bytes }: Input<typeof media.ops.uploadPicture>,
  _call: Call,
): Promise<Output<typeof media.ops.uploadPicture>> => {
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 40)
  const known = (
    await db.sql<{ name: string; width: number; height: number; widths: number[] }>`
      SELECT name, width, height, widths FROM media.pictures WHERE name = ${name}`
  ).rows[0]
  if (known && (await store.get(baseFile(name)))) return known

  const base = await decode(bytes)
  await store.put(baseFile(name), base.bytes)
  await db.sql`
    WITH added AS (
      INSERT INTO media.pictures (name, width, height, added_at) VALUES (${name}, ${base.width}, ${base.height}, ${clock.now()})
      ON CONFLICT (name) DO NOTHING
      RETURNING name
    )
    INSERT INTO media.outbox (type, aggregate_id, payload)
    SELECT 'media.picture_added', name, jsonb_build_object('name', name) FROM added`
  return { name, width: base.width, height: base.height, widths: known?.widths ?? [] }
}
