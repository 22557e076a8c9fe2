/** What the import says on a terminal. Pure. */
import type { ImportRun } from '#modules/imports/contract.ts'

const BAR = 30 // characters
const SHOWN = 20 // problems that keep a product out
const OF_EACH = 3 // remarks of one kind

/** The part of the file that is done, 0 to 1: how many products there are is known at its end only. */
export const shareOf = ({ lines_done, lines_total }: ImportRun): number => (lines_total > 0 ? lines_done / lines_total : 0)

/** `[##########--------------------]  33 %   6,500 products, line 6,502 of 19,407` */
export const progressLine = (run: ImportRun): string => {
  if (run.products_done === 0) return `reading the file ... ${count(run.lines_total, 'line')}`
  const share = shareOf(run)
  const full = Math.round(share * BAR)
  const bar = `[${'#'.repeat(full)}${'-'.repeat(BAR - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`
  return `${bar}   ${count(run.products_done, 'product')}, line ${number(run.lines_done)} of ${number(run.lines_total)}`
}

/** The outcome in a few lines, problems last. */
export const report = (run: ImportRun, seconds: number): string[] => [
  ...(run.state === 'failed' ? [`The import stopped: ${run.failure}`, 'Run it again to go on where it stopped.', ''] : []),
  `${run.file_name} (${run.format}): ${count(run.products_done, 'product')}${run.is_dry_run ? ' checked, nothing was changed' : ''}, ${seconds.toFixed(1)} s`,
  `  ${run.is_dry_run ? 'would be created' : 'created'} ${number(run.created)}, updated ${number(run.updated)}, unchanged ${number(run.unchanged)}`,
  `  refused ${number(run.refused)}`,
  ...(run.problem_count > 0 ? ['', ...problemLines(run)] : []),
]

const problemLines = ({ problems, problem_count, problem_counts }: ImportRun): string[] => {
  const shown = examples(problems)
  const lines = Math.max(...shown.map(({ line }) => String(line).length), 1)
  const codes = Math.max(...shown.map(({ code }) => code.length), 1)
  return [
    `${count(problem_count, 'problem')} (! keeps its product out):`,
    ...Object.entries(problem_counts).map(([code, times]) => `  ${number(times).padStart(7)}  ${code}`),
    '',
    ...shown.map(
      ({ line, code, message, is_fatal }) =>
        `  line ${String(line).padEnd(lines)} ${is_fatal ? '!' : ' '} ${code.padEnd(codes)}  ${message}`,
    ),
    ...(problem_count > shown.length ? [`  ... and ${number(problem_count - shown.length)} more; the admin shows the first 1,000`] : []),
  ]
}

/** What keeps products out first, in full as far as there is room; of each kind of remark a few. */
const examples = (problems: ImportRun['problems']): ImportRun['problems'] => {
  const seen = new Map<string, number>()
  const remarks = problems.filter(({ is_fatal, code }) => {
    const times = (seen.get(code) ?? 0) + 1
    seen.set(code, times)
    return !is_fatal && times <= OF_EACH
  })
  return [...problems.filter(({ is_fatal }) => is_fatal).slice(0, SHOWN), ...remarks.sort((a, b) => a.code.localeCompare(b.code))]
}

const number = (value: number): string => value.toLocaleString('en')
const count = (value: number, thing: string): string => `${number(value)} ${thing}${value === 1 ? '' : 's'}`
