import type { Call, Input, Output } from '#platform/contract.ts'
import type { media } from './contract.ts'
import type { Media } from './needs.ts'

/** Sizes of pictures, in the order asked; null for a name that is not stored. */
export const describePictures = async (
  { db }: Media,
  { names }: Input<typeof media.ops.describePictures>,
  _call: Call,
): Promise<Output<typeof media.ops.describePictures>> => {
  const { rows } = await db.sql<{ name: string; width: number; height: number; widths: number[] }>`
    SELECT name, width, height, widths FROM media.pictures WHERE name = ANY(${names}::text[])`
  const known = new Map(rows.map((row) => [row.name, row]))
  return { pictures: names.map((name) => known.get(name) ?? null) }
}
