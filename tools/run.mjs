// node tools/run.mjs [--watch] SCRIPT [arguments]
// Runs one of our TypeScript files with the Node that the lock file names, from whatever Node (20 or newer) is at hand. Plain JavaScript,
// because it runs before anything is installed: it installs the locked dependencies first when they are missing or others than locked.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { fileURLToPath } from 'node:url'
import { SERVING } from './node-flags.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const is_windows = process.platform === 'win32'

const stop = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

const readPackages = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined)

/** True when node_modules holds what package-lock.json names; packages for other systems, and development ones in production, may be missing. */
const isInstalled = () => {
  const installed = readPackages(join(modules, '.package-lock.json'))
  if (!installed) return false
  const without_dev = process.env.NODE_ENV === 'production'
  return Object.entries(readPackages(join(root, 'package-lock.json')) ?? {}).every(([path, { version, optional, dev, devOptional }]) => {
    const found = installed[path]
    return path === '' || (found ? found.version === version : Boolean(optional || (without_dev && (dev || devOptional))))
  })
}

const isRunning = (pid) => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

// Outside node_modules, which npm ci removes as a whole.
const lock = join(tmpdir(), `souk-install-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`)

/** Installs, or waits for the start that already does: two npm ci in one folder destroy each other's work. */
const install = async () => {
  for (let has_told = false; !isInstalled(); await sleep(500)) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const holder = Number(readFileSync(lock, 'utf8'))
      if (holder && !isRunning(holder)) rmSync(lock, { force: true })
      else if (!has_told) console.log(`Waiting for the installation that process ${holder} began`)
      has_told = true
      continue
    }
    process.once('exit', () => rmSync(lock, { force: true }))
    if (!isInstalled()) await npmCi()
    rmSync(lock, { force: true })
  }
}

const npmCi = async () => {
  const began = Date.now()
  console.log('Installing the locked dependencies (a minute or so, only after a change)')
  const by_path = /npm-cli\.js$/.test(process.env.npm_execpath ?? '')
  const [file, ...args] = by_path ? [process.execPath, process.env.npm_execpath] : [is_windows ? 'npm.cmd' : 'npm']
  const child = spawn(file, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, shell: !by_path && is_windows })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const code = await new Promise((resolve) => child.on('error', (error) => resolve(error.message)).on('close', resolve))
  if (code !== 0) stop(`${output}\nThe dependencies could not be installed (${code}): the lines above say why; "npm ci" tries again.`)
  console.log(`Installed in ${Math.round((Date.now() - began) / 1000)} s`)
}

/** The Node 24 that npm brought; where install scripts are off its package is an empty shell, and its own script is run by hand. */
const findNode = () => {
  const brought = join(modules, 'node', 'bin', is_windows ? 'node.exe' : 'node')
  const runs = (file) => spawnSync(file, ['--version']).status === 0
  if (existsSync(brought) && runs(brought)) return brought
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 7)) return process.execPath
  const script = 'installArchSpecificPackage.js'
  if (existsSync(join(modules, 'node', script))) {
    console.log('Fetching Node 24, which the installation left out (its install script did not run)')
    const { stdout, stderr } = spawnSync(process.execPath, [script], { cwd: join(modules, 'node'), encoding: 'utf8' })
    if (existsSync(brought) && runs(brought)) return brought
    console.error(stdout + stderr)
  }
  return stop(`Souk runs on Node 24.7 or newer; this is ${process.version} and npm brought none: install Node 24 and start again.`)
}

const run = (args) => {
  const env = { NODE_COMPILE_CACHE: join(modules, '.cache', 'compile'), ...process.env }
  const child = spawn(findNode(), args, { cwd: process.cwd(), env, stdio: 'inherit' })
  // In a terminal Ctrl-C (and a hang-up) reaches the child by itself; passed on as well it would count as the second one, which means "at once".
  const has_terminal = [0, 1, 2].some((stream) => isatty(stream))
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM']) {
    process.on(signal, () => {
      if (!has_terminal || signal === 'SIGTERM') child.kill(signal)
    })
  }
  child.on('error', (error) => stop(`Node 24 could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
}

const words = process.argv.slice(2)
const watch = words[0] === '--watch' ? words.splice(0, 1).flatMap((flag) => [flag, '--watch-preserve-output']) : []
const [script, ...args] = words
if (!script) stop('Which script? node tools/run.mjs [--watch] SCRIPT [arguments]')

// A linked node_modules belongs to another checkout: what is in it is not ours to replace.
const is_linked = lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()
if (!is_linked) await install()
const flags = script.startsWith('apps/') ? SERVING : []
run([...flags, ...watch, resolve(root, script), ...args])
