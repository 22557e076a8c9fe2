import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './embedded-binaries.ts'
import { CannotStart, explain } from './embedded-errors.ts'
import type { Place } from './embedded-place.ts'
import { isRunning } from './embedded-postmaster.ts'

/**
 * Makes the data folder if there is none yet: in a folder of its own that is renamed at the end, so that a first start killed half-way
 * leaves nothing, and of two first starts one wins and the other uses what it made.
 * @throws CannotStart when it cannot be made, or holds something else
 */
export const makeCluster = async (place: Place, binaries: Binaries, say: (line: string) => void): Promise<void> => {
  if (existsSync(place.data) && readdirSync(place.data).length > 0) return checkVersion(place, binaries.major)
  for (const name of readdirSync(place.folder)) {
    const maker = name.match(/^new-(\d+)-/)?.[1]
    const is_left_over = maker && !making.has(name) && (Number(maker) === process.pid || !isRunning(Number(maker)))
    if (is_left_over) rmSync(join(place.folder, name), { recursive: true, force: true })
  }
  say('Preparing the database (only the first time)')
  const name = `new-${process.pid}-${randomBytes(4).toString('hex')}`
  const folder = join(place.folder, name)
  making.add(name)
  try {
    await initdb(place, binaries, folder)
    renameSync(folder, place.data)
  } catch (error) {
    if (!existsSync(join(place.data, 'PG_VERSION'))) throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
    making.delete(name)
  }
}

const making = new Set<string>() // by this process, whose id alone does not tell a folder in the making from a left-over one

const checkVersion = ({ data }: Place, major: string): void => {
  const file = join(data, 'PG_VERSION')
  if (!existsSync(file)) throw new CannotStart(`${data} is not a database folder of Souk: move it away and start again.`)
  const found = readFileSync(file, 'utf8').trim()
  if (found !== major)
    throw new CannotStart(
      `${data} was made by PostgreSQL ${found}, and this Souk brings PostgreSQL ${major}: export it with the Souk that made it ("npm run db:export"), ` +
        `move the folder away and import the export ("npm run db:import"), or set DATABASE_URL to a PostgreSQL ${found} server.`,
    )
}

// With LC_CTYPE=C pg_trgm cuts words at every letter beyond ASCII ("Käse" loses its ä), so a UTF-8 one is wanted; the names differ by system.
const character_types = process.platform === 'win32' ? ['C'] : ['C.UTF-8', 'en_US.UTF-8', 'UTF-8', 'C']

const initdb = async (place: Place, binaries: Binaries, folder: string): Promise<void> => {
  let words = ''
  for (const character_type of character_types) {
    const access = process.platform === 'win32' ? ['-A', 'scram-sha-256', `--pwfile=${writePassword(place)}`] : ['-A', 'trust']
    const locale = ['--locale=C', `--lc-ctype=${character_type}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const { file, args, options } = binaries.command('initdb', ['-D', folder, '-U', 'souk', '-E', 'UTF8', ...locale, ...access])
    const child = spawn(file, args, { ...options, cwd: place.folder, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true })
    words = ''
    child.stderr.on('data', (text) => {
      words += text
    })
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
    if (code === 0) return
    if (code === null) throw new CannotStart('Preparing the database was interrupted: start again.')
    if (!words.includes('invalid locale')) break
  }
  throw explain(words, place.folder)
}

/** Windows has no Unix socket to keep others out: there the server asks for this password. Returns the file that holds it. */
const writePassword = (place: Place): string => {
  const file = passwordFile(place)
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return file
}

export const passwordFile = ({ folder }: Place): string => join(folder, 'password')
