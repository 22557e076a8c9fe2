/** Opens the part of the shop that the configuration names, on the embedded database or a server. Used by every program of the shop. */
import { resolve } from 'node:path'
import type { Config } from '#platform/config.ts'
import type { DbOptions } from '#platform/db.ts'
import { startEmbedded } from '#platform/embedded.ts'
import { type Host, openHost } from '#platform/host.ts'
import { type Log, openLog } from '#platform/log.ts'
import { openNats } from '#platform/nats.ts'
import { keyFor, shopSecret } from '#platform/secrets.ts'
import { compose, type Reach } from './shop.ts'

export type OpenShop = Host & {
  config: Config
  log: Log
  call_key: Uint8Array
  /** where the data is, in words for people */
  database: string
  /** all modules of the shop, of this process or not */
  modules: ReturnType<typeof compose>
  /** settles with a sentence when the embedded server is gone for good */
  gone: Promise<string>
}

type Options = { is_running: boolean; say(line: string): void }

export const openShop = async (config: Config, { is_running, say }: Options): Promise<OpenShop> => {
  const log = openLog(config.log_level, config.service)
  const secret = shopSecret(config.secret_key, resolve(config.data_folder))
  const database = await openDatabase(config, say)
  const broker =
    config.nats_url && config.service !== 'shop'
      ? await openNats(config.nats_url, `souk_${Buffer.from(keyFor(secret, 'stream name')).toString('hex', 0, 6)}`, log)
      : undefined
  let host: Host | undefined
  const reach: Reach = (contract) => {
    if (!host) throw new Error('the shop is not open yet')
    return host.client(contract, 'payments')
  }
  const modules = compose(config, secret, reach)
  const isHere = (service: string) => config.service === 'shop' || service === config.service
  const call_key = keyFor(secret, 'calls between services')
  try {
    host = await openHost({
      local: modules.filter((one) => isHere(one.service)).map((one) => one.module),
      elsewhere: modules.filter((one) => !isHere(one.service)),
      urls: config.urls,
      database: { ...database.connection, pool_size: config.pool_size },
      call_key,
      broker,
      service: config.service,
      is_production: config.is_production,
      is_running,
      log,
      say,
    })
  } catch (error) {
    await broker?.close()
    await database.close()
    throw error
  }
  const opened = host
  const close = async () => {
    await opened.close()
    await broker?.close()
    await database.close()
  }
  return { ...opened, config, log, call_key, database: database.name, modules, gone: database.gone, close }
}

export type Database = { connection: DbOptions; name: string; gone: Promise<string>; close(): Promise<void> }

const NEVER = new Promise<string>(() => {})

/** The server that DATABASE_URL names, else the embedded one; each service has a database of its own. */
export const openDatabase = async (config: Config, say: (line: string) => void): Promise<Database> => {
  if (config.database_url)
    return {
      connection: { connectionString: config.database_url },
      name: withoutPassword(config.database_url),
      gone: NEVER,
      close: async () => {},
    }
  const embedded = await startEmbedded({ folder: resolve(config.data_folder), say })
  const name = config.service === 'shop' ? 'souk' : `souk_${config.service}`
  await embedded.ensureDatabase(name)
  return {
    connection: embedded.connection(name),
    name: `embedded, in ${config.data_folder}/pg`,
    gone: embedded.gone,
    close: () => embedded.stop(),
  }
}

const withoutPassword = (address: string): string => {
  const url = new URL(address)
  return `${url.hostname || url.searchParams.get('host')}${url.port && `:${url.port}`}${url.pathname}`
}
