import { existsSync, realpathSync, writeFileSync } from 'node:fs'
import pg from 'pg'
import { findBinaries } from './embedded-binaries.ts'
import { makeCluster } from './embedded-cluster.ts'
import { type ConnectionSettings, type Guard, letGo, look, openGuard, type Server } from './embedded-guard.ts'
import { openPlace, placeIn } from './embedded-place.ts'
import { dropOldLogs, findPostmaster, isRunning, shutDown } from './embedded-postmaster.ts'

export { CannotStart } from './embedded-errors.ts'

/** One process's hold on the embedded PostgreSQL. */
export type Embedded = {
  /** Connection settings for `pg`; stable while this is held. */
  connection(database: string): ConnectionSettings
  /** Makes the database if it is not there. Name: lower-case letters, digits, `_`. */
  ensureDatabase(name: string): Promise<void>
  /** True for one of the processes: who started the server or, once that one is gone, the next to notice (within two seconds). */
  readonly is_owner: boolean
  /** Lets go. The last one to let go, normally the owner, stops the server (fast shutdown) before this comes back. Close your pools first. */
  stop(): Promise<void>
  /** Resolves with a sentence when the server is gone for good though nobody called `stop` here: stopped by hand, or it does not come back. */
  readonly gone: Promise<string>
}

/**
 * Starts the embedded PostgreSQL below `folder` (data in `<folder>/pg`), or attaches to the living one, and keeps it alive: a server that
 * dies is started again, with everything it had acknowledged.
 * @throws CannotStart with one sentence for the person at the terminal
 */
export async function startEmbedded({ folder, say }: { folder: string; say(line: string): void }): Promise<Embedded> {
  const place = openPlace(folder)
  const binaries = findBinaries(place.folder)
  await makeCluster(place, binaries, say)
  const server = { place, binaries, say }
  return new Hold(server, await openGuard(server))
}

/** Stops the server below `folder` for everyone, as tests do at their end; those who are attached see `gone`. Nothing happens when none runs. */
export async function stopEmbedded(folder: string): Promise<void> {
  if (!existsSync(placeIn(folder).data)) return
  const place = placeIn(realpathSync(folder))
  if (!findPostmaster(place)) return
  writeFileSync(place.stop_mark, '')
  await shutDown(place)
}

const look_seconds = 2
const revivals_a_minute = 5

class Hold implements Embedded {
  readonly gone: Promise<string>
  readonly #server: Server
  readonly #giveUp: (reason: string) => void
  readonly #timer: NodeJS.Timeout
  #guard: Guard
  #looks = 0
  #is_stopping = false
  #reviving: Promise<void> | undefined
  #revivals: number[] = []

  constructor(server: Server, guard: Guard) {
    const { promise, resolve } = Promise.withResolvers<string>()
    this.gone = promise
    this.#giveUp = resolve
    this.#server = server
    this.#guard = guard
    this.#watch()
    this.#timer = setInterval(() => this.#look(), look_seconds * 1000).unref()
    process.once('exit', this.#onExit)
  }

  get is_owner(): boolean {
    return this.#guard.view.is_owner
  }

  connection(database: string): ConnectionSettings {
    return { ...this.#guard.settings, database }
  }

  async ensureDatabase(name: string): Promise<void> {
    await this.#reviving
    await ensureDatabase(this.#guard, name)
  }

  async stop(): Promise<void> {
    if (this.#is_stopping) return
    clearInterval(this.#timer)
    await this.#reviving
    this.#is_stopping = true
    process.off('exit', this.#onExit)
    await letGo(this.#server, this.#guard)
  }

  #watch(): void {
    this.#guard.onEnd(() => {
      if (this.#is_stopping) return
      this.#reviving = this.#revive().finally(() => {
        this.#reviving = undefined
      })
    })
  }

  async #revive(): Promise<void> {
    const { place, say } = this.#server
    if (existsSync(place.stop_mark)) return this.#giveUp('The database was stopped.')
    this.#revivals = [...this.#revivals, performance.now()].filter((time) => time > performance.now() - 60_000)
    if (this.#revivals.length > revivals_a_minute) return this.#giveUp(`The database keeps ending: see ${place.logs}.`)
    say('The database ended unexpectedly; starting it again')
    try {
      this.#guard = await openGuard(this.#server)
      this.#watch()
      say('The database is back')
    } catch (error) {
      this.#giveUp(error instanceof Error ? error.message : String(error))
    }
  }

  #look(): void {
    if (!this.#reviving) look(this.#guard).catch(() => {}) // a broken guard is what #watch is for
    if (++this.#looks % 1800 === 0) dropOldLogs(this.#server.place)
  }

  // An exit without `stop` (an uncaught error) still takes the server along, unless others use it. Nothing asynchronous runs here.
  #onExit = (): void => {
    if (this.#guard.view.guards > 1 || process.platform === 'win32' || !isRunning(this.#guard.pid)) return
    process.kill(this.#guard.pid, 'SIGINT')
  }
}

const ensureDatabase = async (guard: Guard, name: string): Promise<void> => {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error(`"${name}" cannot name a database: lower-case letters, digits and _ only`)
  const { rowCount } = await guard.ask('SELECT FROM pg_database WHERE datname = $1', [name])
  if (rowCount) return
  try {
    await guard.ask(`CREATE DATABASE ${name}`)
  } catch (error) {
    // Another process made it in the same moment: 42P04 duplicate_database, or 23505 from the catalogue's own index.
    if (!(error instanceof pg.DatabaseError) || !['42P04', '23505'].includes(error.code ?? '')) throw error
  }
}
