import { type Db, json } from '#platform/db.ts'
import type { Problem } from './draft.ts'

const KEPT = 1_000 // of each kind; the others are only counted

/** Where a run stands. Its counts are of products; every product done has exactly one of the four outcomes. */
export type Run = {
  import_id: string
  file_hash: string
  currency: string
  is_dry_run: boolean
  products_done: number
  /** of the file: up to where products are done */
  lines_done: number
  created: number
  updated: number
  unchanged: number
  refused: number
  problem_counts: { [code: string]: number }
  /** problems that are kept already, of each kind */
  fatal_kept: number
  notes_kept: number
}

/** Counts problems and returns those there is still room for. */
export const countProblems = (run: Run, problems: Problem[]): Problem[] =>
  problems.filter(({ code, is_fatal }) => {
    run.problem_counts[code] = (run.problem_counts[code] ?? 0) + 1
    return is_fatal ? run.fatal_kept++ < KEPT : run.notes_kept++ < KEPT
  })

/**
 * Writes down how far the run is, with its new problems, in one statement.
 * `from` is where it stood before: if that is no longer so, another process has gone on with it, and this one must stop.
 */
export const saveProgress = async (db: Db, run: Run, { from, problems }: { from: number; problems: Problem[] }): Promise<void> => {
  const { count } = await db.sql<{ import_id: string }>`
    WITH run AS (
      UPDATE imports.runs SET products_done = ${run.products_done}, lines_done = ${run.lines_done},
        created = ${run.created}, updated = ${run.updated}, unchanged = ${run.unchanged}, refused = ${run.refused},
        problem_counts = ${json(run.problem_counts)}::jsonb, attempts = 0
      WHERE import_id = ${run.import_id} AND products_done = ${from} AND state = 'running'
      RETURNING import_id
    ), kept AS (
      INSERT INTO imports.problems (import_id, line, code, message, is_fatal)
      SELECT run.import_id, p.line, p.code, p.message, p.is_fatal
      FROM run, jsonb_to_recordset(${json(problems)}::jsonb) AS p (line integer, code text, message text, is_fatal boolean)
    )
    SELECT import_id FROM run`
  if (count === 0) throw new Error('another process has gone on with this import')
}
