/**
 * `npm run services`: the same code as separate processes, each with a database of its own. Restarts one that dies, stops all together.
 * With DATABASE_URL each service gets a database on that server; otherwise all share the embedded one.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { BadConfig, PORTS, readConfig, SERVICES, type Service } from '#platform/config.ts'
import { CannotStart, startEmbedded } from '#platform/embedded.ts'
import { shopSecret } from '#platform/secrets.ts'
import { buildFaces } from '#tools/build-faces.ts'

type Ready = { ready: string; setup_token: string | null }

/** A service that dies is started again after this; one that dies as soon as it is up waits longer each time. */
const RESTART_MS = [200, 1_000, 3_000, 10_000]
/** One that ran so long does not keep dying: it was killed, and shoppers wait for it. */
const STABLE_MS = 10_000

const say = (line: string) => console.log(`  ${line}`)
const children = new Map<Service, ChildProcess>()
let is_stopping = false

const main = async () => {
  const config = readConfig(process.env)
  await buildFaces(say)
  const secret = shopSecret(config.secret_key, resolve(config.data_folder))
  const embedded = config.database_url ? undefined : await startEmbedded({ folder: resolve(config.data_folder), say })
  if (config.database_url) await makeDatabases(config.database_url)
  const environment = (name: Service): NodeJS.ProcessEnv => ({
    ...process.env,
    SERVICE: name,
    SOUK_CHILD: 'yes',
    PORT: String(portOf(name, config.urls)),
    SECRET_KEY: secret,
    ...(config.database_url ? { DATABASE_URL: databaseOf(config.database_url, name) } : {}),
  })
  let setup_token: string | null = null
  await Promise.all(
    SERVICES.map(async (name) => {
      const ready = await start(name, environment(name), 0)
      setup_token ??= ready.setup_token
    }),
  )
  if (config.load_demo) await loadDemo(config.urls.products)
  tell(config.urls, setup_token)
  const stop = async () => {
    if (is_stopping) return
    is_stopping = true
    say('closing ...')
    await Promise.all([...children.values()].map(end))
    await embedded?.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}

const portOf = (name: Service, urls: Record<Service, string>): number => Number(new URL(urls[name]).port) || PORTS[name]

/** Starts one service and keeps it alive; resolves when it answers. */
const start = (name: Service, env: NodeJS.ProcessEnv, failures: number): Promise<Ready> =>
  new Promise((resume, refuse) => {
    const begun = performance.now()
    const child = fork(join(import.meta.dirname, 'start.ts'), { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    children.set(name, child)
    let is_ready = false
    child.once('message', (message: Ready) => {
      is_ready = true
      resume(message)
    })
    child.once('exit', (code, signal) => {
      if (is_stopping) return
      if (!is_ready && failures === 0) return refuse(new CannotStart(`The service ${name} did not start.`))
      const again = performance.now() - begun > STABLE_MS ? 0 : failures
      const wait = RESTART_MS[Math.min(again, RESTART_MS.length - 1)] ?? 0
      say(`${name} ended (${signal ?? code}); it starts again`)
      setTimeout(() => start(name, env, again + 1).catch((error) => say(String(error))), wait)
    })
  })

const end = (child: ChildProcess): Promise<void> =>
  new Promise((resume) => {
    if (child.exitCode !== null || child.signalCode !== null) return resume()
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
    child.once('exit', () => {
      clearTimeout(late)
      resume()
    })
    child.kill('SIGTERM')
  })

const databaseOf = (address: string, name: Service): string => {
  const url = new URL(address)
  url.pathname = `${url.pathname}_${name}`
  return url.href
}

const makeDatabases = async (address: string) => {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  for (const name of SERVICES) {
    const database = new URL(databaseOf(address, name)).pathname.slice(1)
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
  }
  await client.end()
}

/** An empty shop gets the demo products, through the same call that anyone may make outside production. */
const loadDemo = async (products: string) => {
  const listed = await fetch(`${products}/products?limit=1`)
  const { products: some } = (await listed.json()) as { products: unknown[] }
  if (some.length > 0) return
  say('filling the shop with demo products ...')
  const answer = await fetch(`${products}/init-data`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  if (!answer.ok) say(`the demo products could not be loaded: ${await answer.text()}`)
}

const tell = (urls: Record<Service, string>, setup_token: string | null) => {
  console.log('\n  The shop is open, as services\n')
  for (const name of SERVICES) console.log(`  ${name.padEnd(14)} ${urls[name]}/health`)
  console.log(`\n  Storefront     ${urls.front}/\n  Admin          ${urls.front}/admin`)
  if (setup_token) console.log(`\n  Make the first administrator (once):\n  ${urls.front}/admin/setup?token=${setup_token}`)
  console.log('\n  Ctrl-C stops everything.\n')
}

main().catch(async (error) => {
  is_stopping = true
  console.error(error instanceof BadConfig || error instanceof CannotStart ? `\n${error.message}` : error)
  await Promise.all([...children.values()].map(end))
  process.exit(1)
})
