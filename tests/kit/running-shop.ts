/** A whole shop, started as a merchant starts it: one process or services, embedded or on a server; for journeys and faults. */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { SERVICES, type Service } from '#platform/config.ts'
import { askDatabase } from './ask-database.ts'

export const ADMIN = { email: 'admin@example.com', password: 'harbour-lamp-42' }
const ROOT = resolve(import.meta.dirname, '../..')
const OPEN_WITHIN_MS = 120_000

export type Shape = {
  name: string
  /** `services`: every service a process of its own */
  is_split?: boolean
  /** on a PostgreSQL server, in a database of its own, instead of the embedded one */
  server_url?: string | undefined
  nats_url?: string | undefined
  /** another process of a shop that runs already, on its data */
  beside?: RunningShop
  env?: Record<string, string>
}

export type RunningShop = {
  folder: string
  database_url: string | undefined
  /** where the storefront, the admin and `/api` answer */
  url: string
  /** where a service answers at its own root; in one process all below `/api` */
  at(service: Service): string
  child: ChildProcess
  output(): string
  /** ends the process without warning, if it is not dead already, and starts it again on the same data */
  restart(more?: Record<string, string>): Promise<void>
  stop(): Promise<void>
}

export const startShop = async (shape: Shape): Promise<RunningShop> => {
  const folder = shape.beside?.folder ?? mkdtempSync(join(tmpdir(), 'souk-'))
  const database = shape.server_url ? await ownDatabase(shape.server_url) : undefined
  const database_url = shape.beside?.database_url ?? database?.url
  const ports = await freePorts(SERVICES.length + 1)
  const port = ports[SERVICES.length] ?? 0
  const urls = Object.fromEntries(SERVICES.map((name, i) => [name, `http://localhost:${ports[i]}`])) as Record<Service, string> // one for each name
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    CHECKOUT_LIMITS: 'no', // tests buy by the thousand from one address
    PORT: String(port),
    DATA_DIR: folder,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    LOG_LEVEL: 'warn',
    ...Object.fromEntries(SERVICES.map((name) => [`${name.toUpperCase()}_URL`, urls[name]])),
    ...(database_url ? { DATABASE_URL: database_url } : {}),
    ...(shape.nats_url ? { NATS_URL: shape.nats_url } : {}),
    ...shape.env,
  }
  let output = ''
  const hear = (text: string) => {
    output += text
  }
  const start = async (more: NodeJS.ProcessEnv = {}) => {
    const child = spawn(process.execPath, [join(ROOT, shape.is_split ? 'apps/services.ts' : 'apps/start.ts')], {
      cwd: ROOT,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => hear(text))
    await isOpen(child, () => output)
    return child
  }
  let child = await start()
  const url = shape.is_split ? urls.front : `http://localhost:${port}`
  return {
    folder,
    database_url,
    url,
    at: (service) => (shape.is_split ? urls[service] : `${url}/api`),
    get child() {
      return child
    },
    output: () => output,
    restart: async (more) => {
      await end(child, 'SIGKILL')
      output = ''
      child = await start(more)
    },
    stop: async () => {
      await end(child, 'SIGTERM')
      await database?.drop()
      if (!shape.beside) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The databases of a shop on a server: its own, and of a split shop one for each service. */
export const databasesOf = async ({ database_url = '' }: RunningShop): Promise<string[]> => {
  const rows = await askDatabase<{ datname: string }>(
    database_url,
    `SELECT datname FROM pg_database WHERE datname = current_database() OR datname LIKE current_database() || '\\_%'`,
  )
  return rows.map(({ datname }) => {
    const url = new URL(database_url)
    url.pathname = `/${datname}`
    return url.href
  })
}

/** Resolves when the shop says that it is open. */
const isOpen = (child: ChildProcess, output: () => string): Promise<void> =>
  new Promise((resume, refuse) => {
    const look = setInterval(() => /The shop is open/.test(output()) && finish(resume), 20)
    const late = setTimeout(() => finish(() => refuse(new Error(`the shop did not open in time:\n${output()}`))), OPEN_WITHIN_MS)
    child.once('exit', (code) => finish(() => refuse(new Error(`the shop ended with ${code}:\n${output()}`))))
    const finish = (then: () => void) => {
      clearInterval(look)
      clearTimeout(late)
      then()
    }
  })

const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise((resume) => {
    if (child.exitCode !== null || child.signalCode !== null) return resume()
    const late = setTimeout(() => child.kill('SIGKILL'), 40_000)
    child.once('exit', () => {
      clearTimeout(late)
      resume()
    })
    child.kill(signal)
  })

/** A database that nobody else uses, with those that the split shop makes beside it. */
const ownDatabase = async (server_url: string) => {
  const name = `souk_journey_${randomBytes(4).toString('hex')}`
  const run = async (work: (client: pg.Client) => Promise<unknown>) => {
    const client = new pg.Client({ connectionString: server_url })
    await client.connect()
    await work(client)
    await client.end()
  }
  await run((client) => client.query(`CREATE DATABASE ${name}`))
  const url = new URL(server_url)
  url.pathname = `/${name}`
  const drop = () =>
    run(async (client) => {
      for (const suffix of ['', ...SERVICES.map((service) => `_${service}`)])
        await client.query(`DROP DATABASE IF EXISTS ${name}${suffix} WITH (FORCE)`)
    })
  return { url: url.href, drop }
}

const freePorts = async (count: number): Promise<number[]> => {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resume) => {
          const server = createServer().listen(0, '127.0.0.1', () => resume(server))
        }),
    ),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resume) => server.close(resume))))
  return ports
}
