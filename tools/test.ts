/**
 * `npm test [words]`: all tests, or those whose path contains a word. Everything that needs no outside service runs; suites for a
 * PostgreSQL server and NATS run where one is found, and what is skipped is said. Ends with `N passed, N failed, N skipped`.
 */
import { spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { buildFaces } from './build-faces.ts'
import { openTestServer } from './test-server.ts'

const ROOT = resolve(import.meta.dirname, '..')
const FOLDERS = ['platform', 'modules', 'plugins', 'apps', 'tools', 'ui', 'demo', 'tests', 'bench']

/** Whole shops and browsers would fight each other for the machine. */
const runsAlone = (file: string) => file.startsWith('tests/')

const findTests = (words: string[]): string[] =>
  FOLDERS.filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: ROOT, exclude: (name) => name === 'node_modules' || name === 'dist' }))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
    .sort()

const isListening = (port: number): Promise<boolean> =>
  new Promise((resume) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 500 })
    const answer = (is_there: boolean) => {
      socket.destroy()
      resume(is_there)
    }
    socket.once('connect', () => answer(true))
    for (const trouble of ['error', 'timeout'] as const) socket.once(trouble, () => answer(false))
  })

const SERVICES = [
  { name: 'TEST_SERVER_URL', what: 'a PostgreSQL server', port: 5432, address: 'postgres://postgres@127.0.0.1:5432/postgres' },
  { name: 'TEST_NATS_URL', what: 'NATS', port: 4222, address: 'nats://127.0.0.1:4222' },
]

/** Servers that suites look for: named by the environment, or found where they usually listen. */
const findServices = async (): Promise<Record<string, string>> => {
  const found: Record<string, string> = {}
  for (const { name, what, port, address } of SERVICES) {
    const use = process.env[name] || ((await isListening(port)) ? address : undefined)
    if (use) found[name] = use
    console.log(use ? `found ${what}` : `not found: ${what}; its suites are skipped (name one by ${name})`)
  }
  return found
}

/** A file that hangs fails, instead of holding up the rest for ever. The longest, with FULL=1, takes a quarter of an hour. */
const LONGEST_MS = 25 * 60_000

type Count = { passed: number; failed: number; skipped: number }

const run = (files: string[], env: NodeJS.ProcessEnv, at_once: number): Promise<Count> =>
  new Promise((resume) => {
    if (files.length === 0) return resume({ passed: 0, failed: 0, skipped: 0 })
    const args = ['--test', `--test-concurrency=${at_once}`, `--test-timeout=${LONGEST_MS}`, '--test-reporter=spec', ...files]
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
    let tail = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      process.stdout.write(chunk)
      tail = (tail + chunk).slice(-200_000)
    })
    child.once('close', (code) => {
      const number = (word: string) => Number([...tail.matchAll(new RegExp(`^ℹ ${word} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0)
      const failed = number('fail') + number('cancelled')
      resume({ passed: number('pass'), failed: failed || (code === 0 ? 0 : 1), skipped: number('skipped') + number('todo') })
    })
  })

const files = findTests(process.argv.slice(2))
const services = await findServices()
const server = await openTestServer((line) => console.log(line))
if (files.some((file) => runsAlone(file) || file.startsWith('apps/'))) await buildFaces((line) => console.log(line))
const { DATABASE_URL: _real_data, ...environment } = process.env
const env = { ...environment, ...services, NODE_ENV: 'test', TEST_DATABASE_URL: server.address }
const counts = [
  await run(
    files.filter((file) => !runsAlone(file)),
    env,
    2,
  ),
  await run(files.filter(runsAlone), env, 1),
]
await server.stop()
const all = (word: keyof Count) => counts.reduce((sum, count) => sum + count[word], 0)
console.log(`\n${all('passed')} passed, ${all('failed')} failed, ${all('skipped')} skipped`)
process.exit(all('failed') > 0 ? 1 : 0)
