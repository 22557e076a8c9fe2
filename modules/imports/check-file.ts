import type { Problem } from './draft.ts'
import type { Imports } from './needs.ts'
import { countProblems, type Run, saveProgress } from './progress.ts'
import { type Reading, readDrafts } from './read-drafts.ts'

const TELL_EVERY = 2_000 // products

/**
 * Reads the whole file once and changes nothing in the shop: afterwards the number of products and the problems of every line are known.
 * For a dry run that is all. Cut off, it begins anew.
 */
export const checkFile = async ({ db }: Imports, run: Run, reading: Reading): Promise<void> => {
  await db.sql`DELETE FROM imports.problems WHERE import_id = ${run.import_id}`
  Object.assign(run, { products_total: 0, refused: 0, problem_counts: {}, fatal_kept: 0, notes_kept: 0 } satisfies Partial<Run>)
  let refused = 0
  let problems: Problem[] = []
  for await (const draft of readDrafts(reading)) {
    run.products_total++
    if (draft.problems.some((problem) => problem.is_fatal)) refused++
    problems.push(...countProblems(run, draft.problems))
    if (run.products_total % TELL_EVERY > 0) continue
    await saveProgress(db, run, { from: 0, problems })
    problems = []
  }
  run.is_checked = true
  if (run.is_dry_run) Object.assign(run, { products_done: run.products_total, refused } satisfies Partial<Run>)
  await saveProgress(db, run, { from: 0, problems })
}
