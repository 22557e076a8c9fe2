import { customers } from '#modules/customers/contract.ts'
import { imports } from '#modules/imports/contract.ts'
import { BadConfig, type Config, readConfig } from '#platform/config.ts'
import { armCrashPoint } from '#platform/crash-point.ts'
import { CannotStart } from '#platform/embedded.ts'
import { SchemaMismatch } from '#platform/migrations.ts'
import { buildFaces } from '#tools/build-faces.ts'
import { type OpenShop, openShop } from './open-shop.ts'
import { serveShop } from './serve-shop.ts'

/** Faults that are told in one sentence; everything else is a bug and shows where it came from. */
const isTold = (error: unknown): error is Error =>
  error instanceof BadConfig || error instanceof CannotStart || error instanceof SchemaMismatch

/** Runs the shop, or the service that SERVICE names, until it is told to stop. */
export const run = async (begun: number): Promise<void> => {
  try {
    const config = readConfig(process.env)
    armCrashPoint(config.crash_at)
    const is_child = config.is_started_by_services // which speaks for all of them
    const say = is_child ? () => {} : (line: string) => console.log(`  ${line}`)
    const has_faces = config.service === 'shop' || config.service === 'front'
    if (has_faces && !is_child) await buildFaces(say)
    const shop = await openShop(config, { is_running: true, say })
    const setup = await prepare(shop, say)
    const served = await serveShop(shop).catch((error) => sayPortTaken(error, config))
    if (!is_child) tellAddresses(config, shop, served.url, setup, begun)
    process.send?.({ ready: config.service, setup_token: setup ?? null })
    stopWell(shop, served.stop, say)
  } catch (error) {
    console.error(isTold(error) ? `\n${error.message}` : error)
    process.exit(1)
  }
}

/** The first administrator and, in an empty shop, the demo products. Returns the one-time token if somebody has yet to use it. */
const prepare = async (shop: OpenShop, say: (line: string) => void): Promise<string | undefined> => {
  const { config } = shop
  const isHere = (name: string) => shop.linked.local.some(({ module }) => module.contract.name === name)
  if (config.load_demo && isHere('imports') && config.service === 'shop') await loadDemo(shop, say)
  if (!isHere('customers')) return undefined
  const { setup_token } = await shop.client(customers, 'start').ensureAdmin({
    ...(config.admin_email ? { email: config.admin_email } : {}),
    ...(config.admin_password ? { password: config.admin_password } : {}),
  })
  return setup_token ?? undefined
}

/** Only into a shop that has never had a product or an import. */
const loadDemo = async (shop: OpenShop, say: (line: string) => void) => {
  const { rows } = await shop.db.pool.query<{ is_empty: boolean }>('SELECT NOT EXISTS (SELECT 1 FROM catalog.products) AS is_empty')
  if (!rows[0]?.is_empty) return
  say('filling the shop with demo products ...')
  const { products, categories } = await shop.client(imports, 'start').loadDemo({})
  await shop.events.settle()
  say(`${products} products in ${categories} categories`)
}

const sayPortTaken = (error: unknown, { port, host }: Config): never => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    throw new CannotStart(
      `Port ${port} is taken, perhaps by this shop running already. Open http://localhost:${port}, or choose another: PORT=3001 npm start`,
    )
  if (error instanceof Error && 'code' in error && error.code === 'EACCES')
    throw new CannotStart(`Port ${port} on ${host} may not be used by this user. Choose one above 1024.`)
  throw error
}

const tellAddresses = (config: Config, shop: OpenShop, url: string, setup_token: string | undefined, begun: number) => {
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  const lines = [
    '',
    `  The shop is open (${seconds} s)`,
    '',
    `  Storefront   ${url}/`,
    `  Admin        ${url}/admin`,
    `  API          ${url}/api/docs`,
    `  Database     ${shop.database}`,
    ...(setup_token ? ['', '  Make the first administrator (once):', `  ${url}/admin/setup?token=${setup_token}`] : []),
    ...(config.is_production ? [] : ['', '  Ctrl-C stops everything.']),
    '',
  ]
  console.log(lines.join('\n'))
}

/** A terminal or supervisor that signals the whole group reaches this process twice: by itself and through its launcher. */
const SAME_SIGNAL_MS = 1_000

/** The first signal lets requests and jobs finish; a second one does not wait. */
const stopWell = (shop: OpenShop, stopServing: () => Promise<void>, say: (line: string) => void) => {
  let stopping_since: number | undefined
  const stop = async (code: number, reason?: string) => {
    if (stopping_since !== undefined) {
      if (performance.now() - stopping_since > SAME_SIGNAL_MS) process.exit(code || 1)
      return
    }
    stopping_since = performance.now()
    if (reason) console.error(`\n${reason}`)
    else say('closing ...')
    await stopServing().catch(() => {})
    await shop.close().catch(() => {})
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
  process.on('disconnect', () => stop(0)) // the launcher is gone
  shop.gone.then((sentence) => stop(1, sentence))
}
