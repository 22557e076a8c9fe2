/** The results as people read them: one table, the machine, and what else was measured. */
import type { EventFigures } from './events.ts'
import type { Run } from './measure.ts'
import type { Line } from './rounds.ts'
import type { StartFigures } from './starts.ts'

export type Results = {
  date: string
  revision: string
  machine: { cores: number; memory_gb: number; node: string; postgres: string; load_before: number; foreign_share: number }
  catalogue: { products: number; import_seconds: number }
  how: { seconds: number; rounds: number }
  lines: Line[]
  rss_after_load_mb: number | null
  events: EventFigures | null
  starts: StartFigures | null
}

/** The run in the middle by requests per second. */
export const medianRun = (runs: Run[]): Run => {
  const sorted = runs.toSorted((a, b) => a.per_second - b.per_second)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  if (!middle) throw new Error('a scenario was never run')
  return middle
}
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0

const whole = (value: number): string => Math.round(value).toLocaleString('en-GB')
const range = (values: number[], show: (value: number) => string): string => `${show(Math.min(...values))}-${show(Math.max(...values))}`

const rowOf = ({ scenario, target, runs, ratios }: Line): string[] => {
  const { per_second, p50_ms, p95_ms, p99_ms, server_ms, database_ms, statements, hit_ratio, answer_kb } = medianRun(runs)
  return [
    scenario.replaceAll('_', ' '),
    target,
    whole(per_second),
    range(
      runs.map((run) => run.per_second),
      whole,
    ),
    p50_ms.toFixed(1),
    p95_ms.toFixed(1),
    p99_ms.toFixed(1),
    `${server_ms.toFixed(2)} + ${database_ms.toFixed(2)}`,
    statements === null ? '' : statements.toFixed(2),
    hit_ratio === null ? '' : `${(hit_ratio * 100).toFixed(1)} %`,
    ratios.length === 0 ? '' : `${median(ratios).toFixed(2)} (${range(ratios, (ratio) => ratio.toFixed(2))})`,
    answer_kb.toFixed(1),
    String(runs.reduce((total, run) => total + run.errors, 0)),
  ]
}

const HEAD = [
  'scenario',
  'target',
  'per s',
  'lowest-highest',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'CPU ms: server + PG',
  'statements',
  'cache hits',
  'of the limit',
  'KB',
  'errors',
]

/** A Markdown table that is also straight in a terminal. */
const table = (rows: string[][]): string => {
  const widths = HEAD.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const isText = (i: number) => i < 2
  const line = (row: string[]) =>
    `| ${row.map((cell, i) => (isText(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => (isText(i) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(HEAD), rule, ...rows.map(line)].join('\n')
}

/** What came after the answers, told beside the speed of the answers: what is put off is not saved. */
const aftermathLines = (lines: Line[]): string[] =>
  lines.flatMap(({ scenario, target, runs }) => {
    const run = medianRun(runs)
    if (!run.aftermath) return []
    const { requests, burst_seconds, events_waiting, seconds, burst_server_ms, burst_database_ms, invoices_unprinted } = run.aftermath
    const limit = lines.find((line) => line.scenario === scenario && line.target === 'limit')
    const in_all = requests / (burst_seconds + seconds)
    const share = limit ? in_all / medianRun(limit.runs).per_second : 0
    return [
      `- ${scenario.replaceAll('_', ' ')}, ${target}: ${whole(requests)} orders in ${burst_seconds.toFixed(1)} s, CPU ${burst_server_ms.toFixed(2)} + ${burst_database_ms.toFixed(2)} ms each by then. ` +
        `${whole(events_waiting)} events were waiting, and ${seconds.toFixed(1)} s later all were handled (mails written, stock kept, books done; ${whole(invoices_unprinted)} invoices were left to be drawn). ` +
        `Until then ${whole(in_all)} orders a second, ${share.toFixed(2)} of the limit.`,
    ]
  })

const eventLines = ({ trickle, flood }: EventFigures): string[] => [
  `- Events at 5 orders a second (${trickle.events} handlings): from the commit that says an event to the commit that handles it p50 ${trickle.p50_ms.toFixed(0)} ms, p95 ${trickle.p95_ms.toFixed(0)} ms, longest ${trickle.max_ms.toFixed(0)} ms.`,
  `- ${whole(flood.orders)} orders confirmed at once: ${whole(flood.handled)} handlings in ${flood.seconds.toFixed(1)} s, ${whole(flood.per_second)} a second from the first to the last, CPU ${flood.server_ms.toFixed(2)} + ${flood.database_ms.toFixed(2)} ms each (p50 ${(flood.p50_ms / 1000).toFixed(1)} s, p95 ${(flood.p95_ms / 1000).toFixed(1)} s of waiting).`,
]

const startLines = (starts: StartFigures): string[] => [
  `- First page on existing data: server ${range(starts.server_seconds, (s) => s.toFixed(2))} s (median ${median(starts.server_seconds).toFixed(2)}), embedded ${range(starts.embedded_seconds, (s) => s.toFixed(2))} s (median ${median(starts.embedded_seconds).toFixed(2)}), embedded from an empty folder ${starts.embedded_first_seconds.toFixed(1)} s.`,
  `- Memory: the shop at rest ${whole(starts.rss_at_rest_mb)} MB RSS; embedded PostgreSQL beside it ${whole(starts.embedded_pss_mb)} MB PSS.`,
]

export const report = (results: Results): string => {
  const { date, revision, machine, catalogue, how, lines, rss_after_load_mb, events, starts } = results
  return [
    `# Measured on ${date} at ${revision}`,
    '',
    `${machine.cores} cores, ${machine.memory_gb} GB, Node ${machine.node}, PostgreSQL ${machine.postgres}; server, PostgreSQL and load share the cores.`,
    `Load average before: ${machine.load_before.toFixed(1)}; others used ${(machine.foreign_share * 100).toFixed(0)} % of the CPU meanwhile. ${whole(catalogue.products)} products, imported in ${catalogue.import_seconds} s, searchable at the end.`,
    `${how.rounds} rounds of ${how.seconds} s after a warm-up; the median run is shown, with the lowest and highest. 32 connections, checkout 8 shoppers and 64. "Of the limit" are requests per second over those of the limit in the same round.`,
    'The limits of the pages answer JSON: home page ready cards, category page the category, product page the detail. A checkout is two calls (add to a new cart, buy with payment); its CPU holds everything it sets off (mails, stock, payments, books), also what comes after the last answer. Its limit is one call that inserts an order, its lines and two events of the size of the shop’s, in one transaction, and sets off nothing.',
    '',
    table(lines.map(rowOf)),
    '',
    ...(rss_after_load_mb === null ? [] : [`- The shop after the load: ${whole(rss_after_load_mb)} MB RSS.`]),
    ...aftermathLines(lines),
    ...(events ? eventLines(events) : []),
    ...(starts ? startLines(starts) : []),
    ...lines.flatMap(({ scenario, target, runs }) =>
      runs.flatMap(({ first_error }) => (first_error ? [`- First error of ${scenario}, ${target}: \`${first_error}\``] : [])).slice(0, 1),
    ),
    '',
  ].join('\n')
}
