import type { Occurred } from '#platform/contract.ts'
import type { Done, Handler } from '#platform/module.ts'
import type { media } from './contract.ts'
import { render } from './decode.ts'
import { baseFile, FORMATS, LADDER, renditionFile } from './file-names.ts'
import type { Media } from './needs.ts'

type Added = (typeof media.events)['media.picture_added']

/**
 * Makes the renditions of a new picture, never wider than the picture itself. Renditions that an interrupted run has made already are kept.
 * Their widths are told only when all files are there, so a page never asks for a file that is not.
 */
export const renderLadder: Handler<Media, Added> = async ({ db, store }: Media, { payload: { name } }: Occurred<Added>, done: Done) => {
  const base = await store.get(baseFile(name))
  if (!base) throw new Error(`the store has no ${baseFile(name)}`)
  const { rows } = await db.sql<{ width: number }>`SELECT width FROM media.pictures WHERE name = ${name}`
  const widths = LADDER.filter((width) => width <= (rows[0]?.width ?? 0))
  for (const width of widths) {
    for (const format of FORMATS) {
      const file = renditionFile(name, width, format)
      if (!(await store.get(file))) await store.put(file, await render(base, width, format))
    }
  }
  await db.transaction(async (sql) => {
    await sql`
      WITH ready AS (UPDATE media.pictures SET widths = ${widths} WHERE name = ${name} RETURNING name, widths)
      INSERT INTO media.outbox (type, aggregate_id, payload)
      SELECT 'media.picture_ready', name, jsonb_build_object('name', name, 'widths', widths) FROM ready`
    await done(sql)
  })
}
