import type { Imports } from './needs.ts'

const KEPT_DAYS = 1

/** Files are kept while an import may still need them; afterwards they only take room. */
export const forgetFiles = async ({ db, clock }: Imports): Promise<void> => {
  await db.sql`
    DELETE FROM imports.chunks c
    WHERE added_at < ${clock.now()}::timestamptz - make_interval(days => ${KEPT_DAYS})
      AND NOT EXISTS (SELECT 1 FROM imports.runs r WHERE r.file_hash = c.file_hash AND r.state = 'running')`
}
