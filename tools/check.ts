/**
 * `npm run check`: everything that keeps the shop in shape, one line a step. Stops at the first step that fails, with what it said.
 * Ends with `N passed, N failed, N skipped`: the steps, and every test of the last one.
 */
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { openTestServer } from './test-server.ts'

const ROOT = resolve(import.meta.dirname, '..')
const LONGEST_REPORT = 400 // lines of a step that failed

type Step = { name: string; commands: string[][]; needs_database?: boolean }

const tool = (path: string, ...args: string[]): string[] => [join(ROOT, 'node_modules', path), ...args]

const STEPS: Step[] = [
  { name: 'format and lint', commands: [tool('@biomejs/biome/bin/biome', 'ci', '--colors=off')] },
  {
    name: 'types',
    commands: [tool('typescript/bin/tsc', '--noEmit', '-p', '.'), tool('typescript/bin/tsc', '--noEmit', '-p', 'apps/admin')],
  },
  { name: 'imports and sources', commands: [['--test', 'tests/architecture/imports.test.ts', 'tests/architecture/source-rules.test.ts']] },
  { name: 'documents fresh', commands: [['tools/generate-docs.ts', '--check']], needs_database: true },
  { name: 'dead code', commands: [tool('knip/bin/knip.js', '--no-progress', '--no-config-hints')] },
  { name: 'tests', commands: [['tools/test.ts']], needs_database: true },
]

type Outcome = { code: number; output: string }

const run = (args: string[], env: NodeJS.ProcessEnv): Promise<Outcome> =>
  new Promise((resume) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.once('close', (code) => resume({ code: code ?? 1, output }))
  })

const runAll = async (commands: string[][], env: NodeJS.ProcessEnv): Promise<Outcome> => {
  let output = ''
  for (const command of commands) {
    const one = await run(command, env)
    output += one.output
    if (one.code !== 0) return { code: one.code, output }
  }
  return { code: 0, output }
}

/** What went wrong, without what went well: of tests only those that failed, of anything else its end. */
const reportOf = (output: string): string => {
  const [, ...failures] = output.split(/^✖ failing tests:$/m)
  const lines =
    failures.length > 0
      ? failures
          .join('')
          .split('\n')
          .filter((line) => !/^\s*[✔▶﹣ℹ]/u.test(line))
      : output.trimEnd().split('\n')
  return (failures.length > 0 ? lines.slice(0, LONGEST_REPORT) : lines.slice(-LONGEST_REPORT)).join('\n')
}

type Count = { passed: number; failed: number; skipped: number }

/** A step counts as one, unless it counts itself. */
const countOf = ({ code, output }: Outcome): Count => {
  const [, passed, failed, skipped] = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output) ?? []
  if (passed) return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) }
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

const total: Count = { passed: 0, failed: 0, skipped: 0 }
const server = await openTestServer(() => {})

for (const { name, commands, needs_database } of STEPS) {
  const began = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`  … ${name}\r`)
  const outcome = await runAll(commands, { ...process.env, ...(needs_database ? { TEST_DATABASE_URL: server.address } : {}) })
  const count = countOf(outcome)
  for (const word of ['passed', 'failed', 'skipped'] as const) total[word] += count[word]
  const is_good = outcome.code === 0
  const details = count.passed > 1 ? `  ${count.passed} tests${count.skipped ? `, ${count.skipped} skipped` : ''}` : ''
  console.log(`  ${is_good ? '✓' : '✗'} ${name.padEnd(20)} ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s${details}`)
  if (is_good) continue
  if (count.failed === 0) total.failed += 1
  console.log(`\n${reportOf(outcome.output)}`)
  break
}

await server.stop()
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 ? 1 : 0)
