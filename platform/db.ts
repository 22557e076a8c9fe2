/**
 * PostgreSQL behind one tag. A statement is a literal template: its text never depends on data, so every statement is
 * prepared once per connection, can be checked against the schema by a test, and cannot be injected into.
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { failCommon } from './errors.ts'
import { currentScope, insideTransaction } from './scope.ts'

export type Result<Row> = { rows: Row[]; count: number }
export type Sql = {
  <Row extends object = Record<string, never>>(strings: TemplateStringsArray, ...values: unknown[]): Promise<Result<Row>>
  /** for the platform only: text that names a schema which the code knows and data never does */
  text(text: string, values: unknown[]): Promise<{ count: number }>
}

export type Db = {
  /** one statement, its own transaction */
  sql: Sql
  /** several statements, all or none; repeated on deadlock, so `work` may do nothing but SQL */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  /** tells every process, after the commit, that what is kept under this cache tag is out of date */
  changed(sql: Sql, tag: string): Promise<void>
  /** hears the tags of `changed`, this process's own at once, those of others a moment later; `*` means: all of them */
  onChange(listener: (tag: string) => void): void
  /** tells this process alone what has changed where it has no connection: in the database of another service */
  heard(tag: string): void
  /** modules whose outbox a committed statement may have written to since this was last asked */
  takeSaid(): string[]
  /** for the platform only: migrations, LISTEN */
  pool: pg.Pool
  /** for the platform only: two connections for moving and claiming events; see `BOXES` */
  boxes: pg.Pool
  close(): Promise<void>
}

export type DbOptions = pg.PoolConfig & { statement_timeout_ms?: number; pool_size?: number }

const CHANNEL = 'souk_changed'
/**
 * UTC, because the time parser below relies on it; compiling a statement costs a shop more than it saves. A page out of turn costs what the
 * next one costs, as it does in memory and on every disk without an arm: by PostgreSQL's own figure (4) a table of a few thousand rows is read
 * from end to end for one of them.
 */
const SESSION = '-c TimeZone=UTC -c jit=off -c random_page_cost=1.1'
/**
 * How the bookkeeping of events runs. Plans go by the indexes made for them, whatever the statistics say: a box that was empty when it was
 * last analysed holds thousands of rows a second later. Commits do not wait for the disk: what a crash of the database could take
 * back is that an event was moved, leased or marked, and then it is moved, leased or handled again, which every handler allows for.
 * A handler's own commit waits for the disk, and by then the log before it is there too.
 */
const BOXES = `${SESSION} -c synchronous_commit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off \
-c enable_hashjoin=off -c enable_mergejoin=off -c enable_sort=off`
const LOCK_TIMEOUT_MS = 5_000
const RETRIES = 3

/** bigint columns hold money and counters: read as numbers, but never silently rounded. */
const safeInteger = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the safe integers`)
  return value
}
/** The session's time zone is UTC, so PostgreSQL writes `2026-11-21 10:00:00.123+00`; contracts speak as `Date` does. */
const isoTime = (text: string): string =>
  new Date(text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text).toISOString() // else the year 27 is read as 2027

const PARSERS = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, safeInteger],
  [pg.types.builtins.TIMESTAMPTZ, isoTime],
  [pg.types.builtins.DATE, (text: string) => text],
])
const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format) }

/** `says`: the module whose outbox it writes to */
type Statement = { text: string; name: string; says: string | undefined }
const statements = new WeakMap<TemplateStringsArray, Statement>()

/** One name per template, the same in every process: a digest of the text. */
const statementOf = (strings: TemplateStringsArray): Statement => {
  let statement = statements.get(strings)
  if (!statement) {
    const text = strings.reduce((all, part, i) => `${all}$${i}${part}`)
    statement = { text, name: nameOf(text), says: /\bINTO (\w+)\.outbox\b/.exec(text)?.[1] }
    statements.set(strings, statement)
  }
  return statement
}

const names = new Map<string, string>() // as many as the code has statements

const nameOf = (text: string): string => {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha1').update(text).digest('base64url').slice(0, 20)
    names.set(text, name)
  }
  return name
}

type Run = (query: pg.QueryConfig) => Promise<pg.QueryResult>

const tagOn = (run: Run, said: Set<string>): Sql => {
  const counted = async (query: pg.QueryConfig, says?: string) => {
    const scope = currentScope()
    if (scope) scope.counter.statements++
    try {
      const { rows, rowCount } = await run(query)
      if (says) said.add(says)
      return { rows, count: rowCount ?? 0 }
    } catch (error) {
      throw readable(error)
    }
  }
  const tag = (strings: TemplateStringsArray, ...values: unknown[]) => {
    const { text, name, says } = statementOf(strings)
    return counted({ text, name, values, types }, says)
  }
  const text = (words: string, values: unknown[]) => counted({ name: nameOf(words), text: words, values })
  return Object.assign(tag as <Row>() => Promise<Result<Row>>, { text }) // the caller names the row; a test holds it against the schema
}

/** A lost server and a statement that took too long are told as such: 503, try again. Everything else stays what it is. */
const readable = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code === '57014' || code === '55P03') return failCommon('TIMED_OUT', 'The database took too long. Try again.', { retry_after: 1 })
  const lost =
    /^(08|57P0|53300|ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  return lost ? failCommon('UNAVAILABLE', 'The database cannot be reached just now. Try again.', { retry_after: 1 }) : error
}

/**
 * A value that no column can hold: a number, a time or an offset out of range, or text with NUL. Contracts refuse such input; where one does not,
 * whoever sent it is told so.
 */
export const isUnstorable = (error: unknown): boolean => error instanceof Error && 'code' in error && UNSTORABLE.has(String(error.code))
const UNSTORABLE = new Set(['22003', '22008', '22009', '22021', '22P05'])

const isRepeatable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001')

/** Repeats `work` after a deadlock or serialization failure, with a little jitter. */
const withRetries = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries > RETRIES || !isRepeatable(error)) throw error
      await new Promise((resume) => setTimeout(resume, Math.random() * 20 * tries))
    }
  }
}

/** Did this error come from the named constraint? `if (isViolation(error, 'stock_cannot_go_negative')) ...` */
export const isViolation = (error: unknown, constraint: string): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === constraint

/**
 * A JSON parameter. (`pg` turns arrays into PostgreSQL arrays, so JSON arrays must say what they are.)
 * Half of a surrogate pair, which PostgreSQL refuses in JSON, becomes the replacement character, as it does in text.
 */
export const json = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.includes('\\ud') ? text.replace(/(?<=(?:^|[^\\])(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g, '\\ufffd') : text
}

export const openDb = ({ statement_timeout_ms = 10_000, pool_size = 10, ...options }: DbOptions): Db => {
  const openPool = (max: number, session: string) => {
    const opened = new pg.Pool({
      max,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: statement_timeout_ms,
      lock_timeout: LOCK_TIMEOUT_MS,
      idle_in_transaction_session_timeout: 30_000,
      application_name: 'souk',
      options: session,
      ...options,
    })
    opened.on('error', () => {}) // an idle connection died: the next query opens another
    opened.on('connect', (client) => client.on('error', () => {}))
    return opened
  }
  const pool = openPool(pool_size, SESSION)
  const boxes = openPool(2, BOXES)

  const listeners = new Set<(tag: string) => void>()
  const tell = (tag: string) => {
    for (const listener of listeners) listener(tag)
  }
  const pending = new WeakMap<Sql, Set<string>>() // transaction -> tags to tell after its commit
  const stopListening = listen(options, tell)
  const said = new Set<string>()

  const transaction: Db['transaction'] = (work) =>
    withRetries(async () => {
      const client = await pool.connect().catch((error) => {
        throw readable(error)
      })
      const saying = new Set<string>()
      const sql = tagOn((query) => client.query(query), saying)
      const tags = new Set<string>()
      pending.set(sql, tags)
      let broken: Error | undefined
      try {
        await client.query('BEGIN')
        const result = await insideTransaction(() => work(sql))
        await client.query('COMMIT')
        for (const tag of tags) tell(tag)
        for (const module of saying) said.add(module)
        return result
      } catch (error) {
        await client.query('ROLLBACK').catch((failure) => {
          broken = failure
        })
        throw readable(error)
      } finally {
        client.release(broken)
      }
    })

  return {
    sql: tagOn((query) => withRetries(() => pool.query(query)), said),
    transaction,
    changed: async (sql, tag) => {
      await sql`SELECT pg_notify(${CHANNEL}, ${tag})`
      const tags = pending.get(sql)
      if (tags) tags.add(tag)
      else tell(tag)
    },
    onChange: (listener) => void listeners.add(listener),
    heard: tell,
    takeSaid: () => {
      const modules = [...said]
      said.clear()
      return modules
    },
    pool,
    boxes,
    close: async () => {
      await stopListening()
      await Promise.all([pool.end(), boxes.end()])
    },
  }
}

/** Hears NOTIFY on a connection of its own; after a break everything may have changed. */
const listen = (options: pg.PoolConfig, tell: (tag: string) => void): (() => Promise<void>) => {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let is_stopped = false
  const connect = async () => {
    client = new pg.Client({ ...options, application_name: 'souk listener' })
    client.on('notification', ({ payload }) => tell(payload ?? '*'))
    client.on('error', () => {})
    client.on('end', again)
    try {
      await client.connect()
      await client.query(`LISTEN ${CHANNEL}`)
      tell('*')
    } catch {
      again()
      client.end().catch(() => {})
    }
  }
  const again = () => {
    if (is_stopped) return
    clearTimeout(timer)
    timer = setTimeout(connect, 500)
    timer.unref()
  }
  connect()
  return async () => {
    is_stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}
