/** The shop as a merchant runs it: production settings, and nothing switched off but what `without_page_cache` says. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { SERVING } from '#tools/node-flags.mjs'
import { type Program, type Running, runToEnd, start } from './processes.ts'

const NO_CACHE = ['--import', './bench/without-page-cache.ts']

export type Place = { folder: string; database_url: string | undefined; env: Record<string, string | undefined>; clear(): Promise<void> }

/** A folder and, on a server, a database that nobody else uses. */
export const makePlace = async (server_url: string | undefined): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-bench-'))
  const database = server_url ? await makeDatabase(server_url) : undefined
  const env = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    TRUST_PROXY: '127.0.0.1/32', // the load says whom its requests come from
    DATA_DIR: folder,
    DATABASE_URL: database?.url,
    SECRET_KEY: randomBytes(32).toString('hex'),
    SIMULATED_PAYMENTS: 'yes',
    LOAD_DEMO: 'no',
  }
  const clear = async () => {
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { folder, database_url: database?.url, env, clear }
}

const makeDatabase = async (server_url: string) => {
  const name = `souk_bench_${randomBytes(4).toString('hex')}`
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: server_url })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await admin(`CREATE DATABASE ${name}`)
  const url = new URL(server_url)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

export type Shop = Running & { port: number /** from the start of the process until it answers, seconds */; open_after: number }
type Options = { port: number; without_page_cache?: boolean; profile_into?: string | undefined }

export const startShop = async (place: Place, { port, without_page_cache = false, profile_into }: Options): Promise<Shop> => {
  const begun = performance.now()
  const program: Program = {
    file: 'apps/start.ts',
    env: { ...place.env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
    node_flags: [
      ...SERVING,
      ...(without_page_cache ? NO_CACHE : []),
      ...(profile_into ? ['--cpu-prof', `--cpu-prof-dir=${profile_into}`] : []),
    ],
  }
  const running = await start(program)
  const page = await fetch(`http://127.0.0.1:${port}/`)
  await page.text()
  if (!page.ok) throw new Error(`the shop's first page answered ${page.status}`)
  return { ...running, port, open_after: (performance.now() - begun) / 1000 }
}

/** Returns the seconds it took to import the products, searchable at the end. */
export const seed = async (place: Place, products: number): Promise<number> =>
  Number((await runToEnd({ file: 'bench/seed.ts', args: [String(products)], env: place.env })).split('\n').at(-1))
