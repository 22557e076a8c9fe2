import { createHash } from 'node:crypto'
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CannotStart, folderRefused } from './embedded-errors.ts'

/** Where everything of one embedded database lies. */
export type Place = {
  /** `<data folder>/pg`, private to its user */ folder: string
  data: string
  /** one file a run and a day, the newest kept */ logs: string
  /** what PostgreSQL says before its log is open */ first_words: string
  /** written by an explicit stop: whoever is attached must not start the server again */ stop_mark: string
}

export const placeIn = (folder: string): Place => {
  const pg = join(folder, 'pg')
  return { folder: pg, data: join(pg, 'data'), logs: join(pg, 'log'), first_words: join(pg, 'start.log'), stop_mark: join(pg, 'stopped') }
}

/**
 * Makes the folder, private to this user, and returns its place with links resolved.
 * @throws CannotStart when it cannot be made or written, or belongs to someone else
 */
export const openPlace = (folder: string): Place => {
  const wanted = placeIn(folder).folder
  try {
    mkdirSync(folder, { recursive: true })
    mkdirSync(wanted, { recursive: true, mode: 0o700 })
    accessSync(wanted, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw folderRefused(wanted, error)
  }
  const place = placeIn(realpathSync(folder))
  const uid = process.getuid?.()
  if (uid && statSync(wanted).uid !== uid)
    throw new CannotStart(`The database folder ${wanted} belongs to another user: start as that user, or choose another folder.`)
  if (process.platform !== 'win32') chmodSync(wanted, 0o700)
  return place
}

// sockaddr_un.sun_path, less the terminating zero: 108 bytes on Linux, 104 on macOS (unix(7), unix(4)).
const longest_path = process.platform === 'linux' ? 107 : 103
const socket_name = '/.s.PGSQL.5432'

/**
 * The folder of the server's Unix socket: the place itself, or a private one below the temporary folder when that path would be too long for a socket.
 * @throws CannotStart when neither will do
 */
export const socketFolder = (place: Place): string => {
  const fits = (folder: string) => Buffer.byteLength(folder + socket_name) <= longest_path
  if (fits(place.folder)) return place.folder
  const short = join(tmpdir(), `souk-${createHash('sha256').update(place.folder).digest('hex').slice(0, 12)}`)
  const owner = statSync(place.folder).uid
  try {
    if (!fits(short)) throw new Error('too long')
    mkdirSync(short, { mode: 0o700, recursive: true })
    const found = lstatSync(short)
    if (!found.isDirectory() || found.uid !== owner || (found.mode & 0o077) !== 0) throw new Error('not ours')
    return short
  } catch {
    throw new CannotStart(
      `The path ${place.folder} is too long for a Unix socket (${longest_path} bytes), and ${short} cannot stand in: choose a shorter folder, or set DATABASE_URL.`,
    )
  }
}
