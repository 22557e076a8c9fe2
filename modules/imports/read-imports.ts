import type { Call, Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { ImportRun, imports } from './contract.ts'
import type { Imports } from './needs.ts'

/**
 * One import with its first 1,000 problems, those that keep a product out before the others.
 * @throws NOT_FOUND
 */
export const readImport = async ({ db }: Imports, { import_id }: Input<typeof imports.ops.readImport>, _call: Call): Promise<ImportRun> => {
  const { rows } = await db.sql<ImportRun>`
    SELECT import_id, file_name, format, is_dry_run, state, lines_total, lines_done, products_done, created, updated, unchanged, refused, problem_counts,
      (SELECT coalesce(sum(value::bigint), 0)::bigint FROM jsonb_each_text(problem_counts)) AS problem_count,
      (SELECT coalesce(jsonb_agg(p), '[]') FROM (
        SELECT line, code, message, is_fatal FROM imports.problems
        WHERE problems.import_id = runs.import_id ORDER BY is_fatal DESC, line, position LIMIT 1000) p) AS problems,
      CASE WHEN state = 'failed' THEN failure END AS failure, started_at, finished_at
    FROM imports.runs WHERE import_id = ${import_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such import.', { import_id })
  return rows[0]
}

/** The latest 20 imports, newest first, each with its first 10 problems. */
export const listImports = async ({ db }: Imports, _input: object, _call: Call): Promise<Output<typeof imports.ops.listImports>> => {
  const { rows } = await db.sql<ImportRun>`
    SELECT import_id, file_name, format, is_dry_run, state, lines_total, lines_done, products_done, created, updated, unchanged, refused, problem_counts,
      (SELECT coalesce(sum(value::bigint), 0)::bigint FROM jsonb_each_text(problem_counts)) AS problem_count,
      (SELECT coalesce(jsonb_agg(p), '[]') FROM (
        SELECT line, code, message, is_fatal FROM imports.problems
        WHERE problems.import_id = runs.import_id ORDER BY is_fatal DESC, line, position LIMIT 10) p) AS problems,
      CASE WHEN state = 'failed' THEN failure END AS failure, started_at, finished_at
    FROM imports.runs ORDER BY started_at DESC LIMIT 20`
  return { imports: rows }
}
