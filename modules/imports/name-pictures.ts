import type { Call, Input, Output } from '#platform/contract.ts'
import type { imports } from './contract.ts'
import type { Imports } from './needs.ts'

/** Remembers which stored pictures a file means by its paths; what is said again replaces what was said. */
export const namePictures = async (
  { db }: Imports,
  { file_hash, pictures }: Input<typeof imports.ops.namePictures>,
  _call: Call,
): Promise<Output<typeof imports.ops.namePictures>> => {
  const named = [...new Map(pictures.map(({ path, name }) => [path, name]))]
  const { count } = await db.sql`
    INSERT INTO imports.pictures (file_hash, path, name)
    SELECT ${file_hash}, path, name FROM unnest(${named.map(([path]) => path)}::text[], ${named.map(([, name]) => name)}::text[]) AS p (path, name)
    ON CONFLICT (file_hash, path) DO UPDATE SET name = EXCLUDED.name`
  return { named: count }
}
