import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'souk-run-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const script = join(folder, 'script.ts')
writeFileSync(
  script,
  `const [what = '']: string[] = process.argv.slice(2)
let signals = 0
process.on('SIGINT', () => {
  signals++
  setTimeout(() => {
    console.log('signals ' + signals)
    process.exit(7)
  }, 300)
})
if (what === 'wait') setInterval(() => {}, 1000)
if (what === 'die') process.kill(process.pid, 'SIGKILL')
console.log(process.version, what)
`,
)

const run = async (args: string[], onLine: (kill: () => void) => void = () => {}) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stderr.on('data', (text) => {
    output += text
  })
  child.stdout.on('data', (text) => {
    if (!output) onLine(() => child.kill('SIGINT'))
    output += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { code, output }
}

test('a script runs under Node 24, gets its arguments, and its exit code is passed on', async () => {
  const { code, output } = await run([script, 'hello'])
  assert.equal(code, 0)
  assert.match(output, /^v24\.\d+\.\d+ hello\n$/)
})

test('an interrupt from outside a terminal reaches the script exactly once, and the runner waits for its end', async () => {
  const { code, output } = await run([script, 'wait'], (interrupt) => interrupt())
  assert.equal(code, 7)
  assert.match(output, /signals 1\n$/)
})

test('a script that is killed ends the runner with the code a shell would give', async () => {
  assert.equal((await run([script, 'die'])).code, 128 + 9)
})

test('a call without a script says what is missing', async () => {
  assert.deepEqual(await run([]), { code: 1, output: 'Which script? node tools/run.mjs [--watch] SCRIPT [arguments]\n' })
})
