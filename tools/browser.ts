/** A Chromium for tests and screenshots: `$CHROME_PATH`, one of the system, or the one that npm brings. Needs no apt. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const CACHE = join(import.meta.dirname, '../node_modules/.cache/browser')
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
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

export const launchBrowser = async (): Promise<Browser> => {
  const system = [process.env.CHROME_PATH, ...SYSTEM].find((path) => path && existsSync(path))
  return chromium.launch({ executablePath: system ?? (await unpacked()), args: FLAGS })
}

/** Why there is no browser here, in a sentence for skipping; undefined if there is one. */
export const browserMissing = (): string | undefined => {
  const has_system = [process.env.CHROME_PATH, ...SYSTEM].some((path) => path && existsSync(path))
  if (has_system || (process.platform === 'linux' && process.arch === 'x64')) return undefined
  return 'no Chromium was found; name one by CHROME_PATH'
}

/** Unpacked once into the cache; the package takes its place from TMPDIR. */
const unpacked = async (): Promise<string> => {
  mkdirSync(CACHE, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = CACHE
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    return await packed.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
