import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The shop's one secret: given, or made at the first start and kept in the data folder, readable by its owner only. */
export const shopSecret = (given: string | undefined, folder: string): string => {
  if (given) return given
  const file = join(folder, 'secret')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
    try {
      linkSync(draft, file) // of two processes that start at once, one makes it
    } catch {
      if (!existsSync(file)) throw new Error(`the secret cannot be written to ${folder}`)
    }
    rmSync(draft)
  }
  return readFileSync(file, 'utf8').trim()
}

/** A key for one purpose, derived from the secret (HKDF, RFC 5869), so that a leaked one opens nothing else. */
export const keyFor = (secret: string, purpose: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, 'souk', purpose, 32))
