import type { Db } from '#platform/db.ts'
import type { Handler } from '#platform/module.ts'
import type { imports } from './contract.ts'
import { goThroughFile } from './go-through-file.ts'
import type { Imports } from './needs.ts'
import { openFile } from './open-file.ts'
import type { Run } from './progress.ts'

type Requested = (typeof imports.events)['imports.import_requested']

const MAX_ATTEMPTS = 5 // without progress in between: a file that brings the process down must not do so for ever

/**
 * Imports a file: reads, checks and writes its products batch by batch. Each batch that is in is written down with its problems, so after a
 * crash another process goes on there; the batches that were under way are sent again and change nothing twice. Imports run one after another.
 */
export const runImport: Handler<Imports, Requested> = async (needs, { payload: { import_id } }) => {
  const { db, clock } = needs
  const run = await begin(db, import_id, clock.now())
  if (!run) return
  try {
    const locale = (await needs.settings.readOwn({})).locales[0] ?? 'en'
    const view = { locale, currency: run.currency, today: clock.now().toISOString().slice(0, 10) }
    const reading = { file: await openFile(await readChunks(db, run.file_hash)), view, pictures: await readPictures(db, run.file_hash) }
    await goThroughFile(needs, run, reading)
    await db.sql`
      UPDATE imports.runs SET state = 'done', lines_done = lines_total, finished_at = ${clock.now()}
      WHERE import_id = ${import_id} AND state = 'running'`
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    await db.sql`UPDATE imports.runs SET failure = ${failure} WHERE import_id = ${import_id}`
    throw error // the event comes again
  }
}

/** Takes up a run that still has to run; after too many attempts it has failed. */
const begin = async (db: Db, import_id: string, now: Date): Promise<Run | undefined> => {
  await db.sql`
    UPDATE imports.runs SET attempts = attempts + 1,
      state = CASE WHEN attempts >= ${MAX_ATTEMPTS} THEN 'failed' ELSE state END,
      finished_at = CASE WHEN attempts >= ${MAX_ATTEMPTS} THEN ${now}::timestamptz END,
      failure = coalesce(failure, CASE WHEN attempts >= ${MAX_ATTEMPTS} THEN 'The process stopped each time it worked on this file.' END)
    WHERE import_id = ${import_id} AND state = 'running'`
  const { rows } = await db.sql<Run>`
    SELECT import_id, file_hash, currency, is_dry_run, products_done, lines_done, created, updated, unchanged, refused, problem_counts,
      (SELECT count(*) FROM imports.problems p WHERE p.import_id = runs.import_id AND is_fatal) AS fatal_kept,
      (SELECT count(*) FROM imports.problems p WHERE p.import_id = runs.import_id AND NOT is_fatal) AS notes_kept
    FROM imports.runs WHERE import_id = ${import_id} AND state = 'running'`
  return rows[0]
}

const readChunks = async (db: Db, file_hash: string): Promise<Buffer> => {
  const pieces: Buffer[] = []
  for (;;) {
    const { rows } = await db.sql<{ bytes: Buffer }>`
      SELECT bytes FROM imports.chunks WHERE file_hash = ${file_hash} AND position = ${pieces.length}`
    if (!rows[0]) return Buffer.concat(pieces)
    pieces.push(rows[0].bytes)
  }
}

const readPictures = async (db: Db, file_hash: string): Promise<Map<string, string>> => {
  const { rows } = await db.sql<{ path: string; name: string }>`SELECT path, name FROM imports.pictures WHERE file_hash = ${file_hash}`
  return new Map(rows.map(({ path, name }) => [path, name]))
}
