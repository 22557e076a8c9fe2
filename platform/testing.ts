/** A shop for tests: real modules on a real PostgreSQL, a database per test file, and a clock that stands still. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { brokenRules, openAudit } from './audit.ts'
import { type Clock, clockAt } from './clock.ts'
import type { Client, Contract, Input, Output } from './contract.ts'
import { type Db, openDb } from './db.ts'
import { type Events, openEvents } from './events.ts'
import { openTraffic } from './give-way.ts'
import { link } from './link.ts'
import { openLog } from './log.ts'
import { migrate, schemaDigest } from './migrations.ts'
import { type Module, module } from './module.ts'

export type TestShop<C extends Record<string, Contract>> = {
  clients: { [K in keyof C]: Client<C[K]> }
  db: Db
  clock: ReturnType<typeof clockAt>
  /** a second set of database connections, for what another process would do */
  connection: pg.ClientConfig
  /** runs all events that are due, until nothing is */
  settle(): Promise<void>
  /** runs a timer now: `module.timer` */
  tick(name: string): Promise<void>
  /** what breaks a rule of the books just now; every race and crash test ends with `assert.deepEqual(await shop.audit(), [])` */
  audit(): Promise<{ rule: string; found: string }[]>
  /** what staff press beside a finding of the audit */
  repair(finding: { module: string; rule: string; id: string }): Promise<void>
  close(): Promise<void>
}

type Options = { start?: string; system_clock?: boolean; pool_size?: number; log_level?: string }

/** The server tests run on: `TEST_DATABASE_URL`, which `npm test` sets to the embedded server unless a server is named. */
export const testServer = (): pg.ClientConfig => ({
  connectionString: process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
})

/**
 * Opens the modules in a database of their own. The contracts name the clients: `testShop({ inventory, pricing }, [inventoryModule, pricingModule])`.
 * Closed and dropped after the last test of the file.
 */
export const testShop = async <C extends Record<string, Contract>>(
  contracts: C,
  modules: Module[],
  options: Options = {},
): Promise<TestShop<C>> => {
  const { connection, drop } = await testDatabase(modules)
  const clock = clockAt(options.start ?? '2026-03-01T09:00:00Z')
  const used: Clock = options.system_clock ? { now: () => new Date() } : clock
  const log = openLog(options.log_level ?? process.env.LOG_LEVEL ?? 'silent', 'test')
  const db = openDb({ ...connection, pool_size: options.pool_size ?? 10 })
  let events: Events | undefined
  const close = async () => {
    await events?.stop()
    await db.close()
    await drop()
  }
  after(close) // also of a shop that does not open
  const remote = (name: string): never => {
    throw new Error(`${name} is not part of this test; add its module, or fakeModule(${name}, {...})`)
  }
  const linked = link({ local: modules, db, clock: used, log, is_production: false, remote, afterChange: () => {} })
  for (const { module, needs } of linked.local) await module.warm?.(needs)
  const passing = { targets: () => [], send: async () => {} }
  const traffic = openTraffic()
  events = await openEvents({ db, local: linked.local, passing, traffic, clock: used, log, is_production: false, is_running: false })
  const auditor = openAudit({ db, local: linked.local, clock: used })
  const clients: Record<string, unknown> = {}
  for (const [name, contract] of Object.entries(contracts)) clients[name] = linked.client(contract, 'test')
  const shop: TestShop<C> = {
    clients: clients as TestShop<C>['clients'], // made from the same keys
    db,
    clock,
    connection,
    settle: events.settle,
    tick: events.tick,
    audit: async () => brokenRules((await auditor.runAudit({})).checks),
    repair: async (finding) => void (await auditor.repairFinding(finding)),
    close,
  }
  return shop
}

/** A neighbour that a test does not care about. Operations that are not given throw when they are called. */
export const fakeModule = <C extends Contract>(
  contract: C,
  ops: { [K in keyof C['ops']]?: (input: Input<C['ops'][K]>) => Promise<Output<C['ops'][K]>> },
): Module => {
  const answer = (name: string) => async (_needs: unknown, input: never) => {
    const given = ops[name]
    if (!given) throw new Error(`the fake ${contract.name} was not told what to do on ${name}`)
    return given(input)
  }
  const all = Object.fromEntries(Object.keys(contract.ops).map((name) => [name, answer(name)]))
  return module(contract, { folder: join(import.meta.dirname, 'no-migrations'), ops: all as never }) // a fake has no needs to type
}

/** A database copied from a template that is migrated once per schema: a third of a second instead of many. */
export const testDatabase = async (modules: Module[]) => {
  const server = testServer()
  const migrating = modules.map(({ contract, folder }) => ({ name: contract.name, folder }))
  const template = `souk_template_${schemaDigest(migrating)}`
  const name = `souk_test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client(server)
  await admin.connect()
  await admin.query('SELECT pg_advisory_lock(7368788)')
  const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template])
  if (!rowCount) await makeTemplate(admin, server, template, migrating)
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  await admin.query('SELECT pg_advisory_unlock(7368788)')
  await admin.end()
  const drop = async () => {
    const cleaner = new pg.Client(server)
    await cleaner.connect()
    await cleaner.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await cleaner.end()
  }
  return { connection: onDatabase(server, name), drop }
}

const makeTemplate = async (admin: pg.Client, server: pg.ClientConfig, template: string, migrating: { name: string; folder: string }[]) => {
  const building = `${template}_${randomBytes(3).toString('hex')}`
  await admin.query(`CREATE DATABASE ${building}`)
  const pool = new pg.Pool({ ...onDatabase(server, building), max: 1 })
  try {
    await migrate(pool, migrating, () => {})
  } catch (error) {
    await pool.end()
    await admin.query(`DROP DATABASE ${building} WITH (FORCE)`)
    throw error
  }
  await pool.end()
  await admin.query(`ALTER DATABASE ${building} RENAME TO ${template}`)
}

const onDatabase = (server: pg.ClientConfig, database: string): pg.ClientConfig => {
  const url = new URL(server.connectionString ?? '')
  url.pathname = `/${database}`
  return { connectionString: url.href }
}
