import { createHash } from 'node:crypto'
import type { Call, Input } from '#platform/contract.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { ImportRun, imports } from './contract.ts'
import { lineOf } from './fields.ts'
import type { Imports } from './needs.ts'
import { openFile } from './open-file.ts'
import { readImport } from './read-imports.ts'
import { linesOf } from './read-rows.ts'

const CHUNK_BYTES = 4 * 1024 * 1024

/**
 * Takes a product file and imports it in the background. The same file with the same options goes on where an import that was cut off
 * stopped; when that one is done, it is imported again, which updates and never doubles.
 * @throws NOT_TEXT, EMPTY_FILE, UNKNOWN_FORMAT
 */
export const startImport = async (needs: Imports, input: Input<typeof imports.ops.startImport>, call: Call): Promise<ImportRun> => {
  const { db, clock, settings } = needs
  const { bytes, dry_run = false, file_name = '' } = input
  const { adapter, text } = await openFile(bytes)
  const currency = input.currency ?? (await settings.readOwn({})).currencies[0] ?? 'EUR'
  const file_hash = createHash('sha256').update(bytes).digest('hex')
  await keepFile(db, file_hash, { bytes, now: clock.now() })
  const { rows } = await db.sql<{ import_id: string }>`
    WITH run AS (
      INSERT INTO imports.runs (import_id, file_hash, file_name, format, currency, is_dry_run, lines_total, started_at)
      VALUES (${newId(clock.now())}, ${file_hash}, ${lineOf(file_name) || 'products.csv'}, ${adapter.format}, ${currency}, ${dry_run}, ${linesOf(text)}, ${clock.now()})
      ON CONFLICT (file_hash, currency, is_dry_run) WHERE state <> 'done'
      DO UPDATE SET state = 'running', lines_total = EXCLUDED.lines_total, attempts = 0, failure = NULL, finished_at = NULL
      RETURNING import_id
    ), said AS (
      INSERT INTO imports.outbox (type, aggregate_id, payload)
      SELECT 'imports.import_requested', 'imports', jsonb_build_object('queue', 'imports', 'import_id', import_id) FROM run
    )
    SELECT import_id FROM run`
  return readImport(needs, { import_id: rows[0]!.import_id }, call)
}

/** The file comes before its run, so a run always finds it. */
const keepFile = async (db: Db, file_hash: string, { bytes, now }: { bytes: Uint8Array; now: Date }): Promise<void> => {
  for (let position = 0; position * CHUNK_BYTES < bytes.length; position++) {
    const piece = Buffer.from(bytes.subarray(position * CHUNK_BYTES, (position + 1) * CHUNK_BYTES))
    await db.sql`
      INSERT INTO imports.chunks (file_hash, position, bytes, added_at) VALUES (${file_hash}, ${position}, ${piece}, ${now})
      ON CONFLICT (file_hash, position) DO UPDATE SET added_at = EXCLUDED.added_at`
  }
}
