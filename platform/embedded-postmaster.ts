import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './embedded-binaries.ts'
import { CannotStart, explain } from './embedded-errors.ts'
import { type Place, socketFolder } from './embedded-place.ts'

/** A PostgreSQL server that runs on the place, as its postmaster.pid tells. */
export type Postmaster = { pid: number; host: string; port: number }

const is_windows = process.platform === 'win32'

/** True while a process with this id exists, whoever owns it. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The living server of the place. Its lock file outlives a crash, and the id in it may be anyone's by then, so the process is looked at too. */
export const findPostmaster = (place: Place): Postmaster | undefined => {
  const [id, , , port, socket_folder, address] = readIfThere(lockFile(place)).split('\n')
  const pid = Number(id)
  if (!id || !Number.isSafeInteger(pid) || !isRunning(pid) || !isPostgres(pid, place.data)) return undefined
  return { pid, host: (is_windows ? address : socket_folder) || place.folder, port: Number(port) || 5432 }
}

const lockFile = ({ data }: Place): string => join(data, 'postmaster.pid')

const readIfThere = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return ''
    throw error
  }
}

const isPostgres = (pid: number, data: string): boolean => {
  if (is_windows) return true
  const command =
    process.platform === 'linux'
      ? readIfThere(`/proc/${pid}/cmdline`)
      : String(spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).stdout)
  return command.includes('postgres') && command.includes(data)
}

/**
 * Starts a server on the place, in a process group of its own: Ctrl-C in a terminal must not reach it before the shop has let go.
 * Comes back when it holds the folder, or when another server turned out to hold it.
 * @throws CannotStart when it ended with anything else to say
 */
export const launch = async (place: Place, binaries: Binaries): Promise<void> => {
  const { bavail, bsize } = statfsSync(place.folder)
  if (bavail * bsize < megabyte) throw explain('No space left on device', place.folder) // PostgreSQL could not even write why it ends
  dropForeignLock(place)
  dropOldLogs(place)
  rmSync(place.stop_mark, { force: true })
  writeFileSync(place.first_words, '')
  const output = openSync(place.first_words, 'a')
  const { file, args, options } = startCommand(place, binaries, await settings(place))
  const child = spawn(file, args, { ...options, cwd: place.folder, detached: true, stdio: ['ignore', output, output], windowsHide: true })
  closeSync(output)
  let end: number | null | Error | undefined
  child.on('error', (error) => (end = error)).on('exit', (code) => (end = code))
  const isUp = () => (is_windows ? findPostmaster(place) !== undefined : findPostmaster(place)?.pid === child.pid)
  while (end === undefined && !isUp()) await sleep(10)
  child.unref()
  if (end === undefined || isUp()) return
  const words = end instanceof Error ? end.message : readFileSync(place.first_words, 'utf8')
  if (!/lock file "postmaster.pid" (already exists|is empty)|pre-existing shared memory block/.test(words))
    throw explain(words, place.folder)
}

// On Windows pg_ctl drops the administrator's rights that PostgreSQL refuses, and leaves the server behind in the background.
const startCommand = (place: Place, binaries: Binaries, values: string[]) => {
  const options = values.map((value) => `-c "${value}"`).join(' ')
  return is_windows
    ? binaries.command('pg_ctl', ['start', '-W', '-D', place.data, '-l', place.first_words, '-o', options])
    : binaries.command('postgres', ['-D', place.data, ...values.flatMap((value) => ['-c', value])])
}

// PostgreSQL refuses a lock file whose process id is alive, even when that id belongs to another program by now (after a restart of the
// machine or of a container). It is moved away first and then read again, so that the lock of a server that starts meanwhile comes back.
const dropForeignLock = (place: Place): void => {
  const lock = readIfThere(lockFile(place))
  if (!isRunning(Number.parseInt(lock, 10)) || findPostmaster(place)) return
  const aside = `${lockFile(place)}.${process.pid}`
  renameSync(lockFile(place), aside)
  if (readFileSync(aside, 'utf8') !== lock) linkSync(aside, lockFile(place))
  rmSync(aside)
}

const kept_logs = 10

/** Deletes all but the newest logs; PostgreSQL begins one a start, a day and 10 MB. */
export const dropOldLogs = ({ logs }: Place): void => {
  const files = existsSync(logs) ? readdirSync(logs).toSorted() : []
  for (const file of files.slice(0, -kept_logs)) rmSync(join(logs, file), { force: true })
}

const megabyte = 1024 * 1024

const settings = async (place: Place): Promise<string[]> => {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
  // A sixteenth of the memory: the shop shares the machine with it, and its whole catalogue fits in far less. Untouched pages cost nothing.
  const buffers = Math.round(Math.min(Math.max(memory / 16 / megabyte, 64), 256))
  const values: Record<string, string | number> = {
    max_connections: 200,
    shared_buffers: `${buffers}MB`,
    max_wal_size: '512MB', // half the default: what a small disk can spare
    jit: 'off',
    max_logical_replication_workers: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C', // the words looked for here and in first_words
    logging_collector: 'on',
    log_directory: place.logs,
    log_filename: 'postgres-%Y-%m-%d_%H%M%S.log',
    log_rotation_age: '1d',
    log_rotation_size: '10MB',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse', // the details of a violated constraint hold people's data
    ...(is_windows
      ? { listen_addresses: '127.0.0.1', port: await freePort() }
      : { listen_addresses: '', port: 5432, unix_socket_directories: `"${socketFolder(place).replaceAll('"', '""')}"` }),
  }
  return Object.entries(values).map(([name, value]) => `${name}=${value}`)
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** What the server last complained about, for the sentence about a server that came up and went. */
export const lastWords = ({ logs, first_words }: Place): string => {
  const newest = existsSync(logs) ? readdirSync(logs).toSorted().at(-1) : undefined
  const text = [first_words, ...(newest ? [join(logs, newest)] : [])]
    .filter(existsSync)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const complaints = text
    .split('\n')
    .filter((line) => /FATAL|PANIC/.test(line) && !/the database system is|terminating connection/.test(line))
  return complaints.join('\n')
}

const shutdown_seconds = 60

/** Fast shutdown: sessions are ended, everything is written, and the server is gone when this comes back. Nothing happens when none runs. */
export const shutDown = async (place: Place, binaries?: Binaries): Promise<void> => {
  const server = findPostmaster(place)
  if (!server) return
  if (is_windows && binaries) {
    const { file, args, options } = binaries.command('pg_ctl', ['stop', '-D', place.data, '-m', 'fast', '-W'])
    spawnSync(file, args, options)
  } else process.kill(server.pid, 'SIGINT')
  const deadline = performance.now() + shutdown_seconds * 1000
  while (findPostmaster(place)?.pid === server.pid) {
    if (performance.now() > deadline)
      throw new CannotStart(`The embedded PostgreSQL (process ${server.pid}) does not stop: end it by hand.`)
    await sleep(20)
  }
}
