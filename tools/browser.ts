/** A Chromium for tests and screenshots: `$CHROME_PATH`, one of the system, or the one that npm brings. Needs no apt. */
import { spawnSync } from 'node:child_process'
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

const CACHE = join(import.meta.dirname, '../node_modules/.cache/browser')
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Nothing here weakens what a page may do: the package's own list turns web security off, which would hide faults. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

/** Close it after use. @throws when there is none (`browserMissing` says so before) or it does not run */
export const launchBrowser = async (): Promise<Browser> => {
  const system = systemBrowser()
  if (system) return chromium.launch({ executablePath: system, args: FLAGS })
  const home = packageHome()
  if (!home) throw new Error(browserMissing())
  const executablePath = join(await unpackOnce(home, CACHE), 'chromium')
  return chromium.launch({ executablePath, args: FLAGS, env: librariesFor(home, executablePath) })
}

/** Why there is no browser here, in a sentence for skipping; undefined if there is one. */
export const browserMissing = (): string | undefined =>
  systemBrowser() || packageHome()
    ? undefined
    : `no Chromium was found on this ${process.platform}-${process.arch}: install one, or name one by CHROME_PATH`

const systemBrowser = (): string | undefined => {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH
  return SYSTEM.find((path) => existsSync(path))
}

/** The package holds one binary: Linux on x64. */
const packageHome = (): string | undefined => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  } catch {
    return undefined // not installed: a production install leaves it out
  }
}

/**
 * Unpacks the browser below `cache` and returns its folder. One process unpacks, the others wait for it; the folder appears when it is
 * complete (the package's own unpacking hands out a file that another process is still writing).
 */
export const unpackOnce = async (home: string, cache: string): Promise<string> => {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const folder = join(cache, version)
  const lock = join(cache, 'lock')
  mkdirSync(cache, { recursive: true })
  for (; !existsSync(folder); await sleep(100)) {
    if (!takeLock(lock)) continue
    const half = join(cache, 'unpacking')
    try {
      for (const name of readdirSync(cache)) if (name !== 'lock') rmSync(join(cache, name), { recursive: true, force: true })
      mkdirSync(half)
      const file = createWriteStream(join(half, 'chromium'), { mode: 0o755 })
      await pipeline(createReadStream(join(home, 'bin/chromium.br')), createBrotliDecompress(), file)
      unpackTar(join(home, 'bin/fonts.tar.br'), half)
      renameSync(half, folder)
    } finally {
      rmSync(lock, { force: true })
    }
  }
  return folder
}

const takeLock = (lock: string): boolean => {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0
    if (holder && !existsSync(`/proc/${holder}`)) rmSync(lock, { force: true })
    return false
  }
}

const unpackTar = (file: string, folder: string): void => {
  const { status, stderr } = spawnSync('tar', ['-x', '-C', folder], { input: brotliDecompressSync(readFileSync(file)) })
  if (status !== 0) throw new Error(`${file} could not be unpacked: ${stderr}`)
}

/** The environment in which the binary finds its libraries and a font: the system's, else those of the package. */
const librariesFor = (home: string, program: string): Record<string, string> => {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  const folder = dirname(program)
  if (!existsSync('/etc/fonts')) env.FONTCONFIG_PATH = folder
  const tried = spawnSync(program, ['--version', '--no-sandbox'], { env })
  if (tried.status === 0 || !String(tried.stderr).includes('shared libraries')) return env
  const libraries = join(folder, 'libraries')
  if (!existsSync(libraries)) {
    const half = `${libraries}-${process.pid}`
    mkdirSync(half)
    unpackTar(join(home, 'bin/al2023.tar.br'), half)
    if (!existsSync(libraries)) renameSync(half, libraries)
  }
  return { ...env, LD_LIBRARY_PATH: join(libraries, 'lib') }
}
