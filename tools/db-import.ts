/** `npm run db:import -- FILE`: an exported shop into an empty database, embedded or on a server. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openDatabase } from '#apps/open-shop.ts'
import { compose, pictureStore } from '#apps/shop.ts'
import { BadConfig, readConfig } from '#platform/config.ts'
import { CannotStart } from '#platform/embedded.ts'
import { SchemaMismatch } from '#platform/migrations.ts'
import { CannotImport, importShop } from './shop-import.ts'
import { BadArchive } from './tar.ts'

const HELP = `Usage: npm run db:import -- FILE

Brings a shop that npm run db:export wrote into an empty database: the embedded one of an unused DATA_DIR, or the one DATABASE_URL names.
All of it or nothing. Sessions and links stay valid if the secret comes along (DATA_DIR/secret or SECRET_KEY).`

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } })
  const [name] = positionals
  if (values.help || !name || positionals.length > 1) return console.log(HELP)
  const file = resolve(process.env.INIT_CWD ?? '.', name)
  if (!existsSync(file)) throw new CannotStart(`There is no file ${file}.`)

  const begun = performance.now()
  const config = readConfig(process.env)
  const say = (line: string) => console.log(`  ${line}`)
  const database = await openDatabase(config, say)
  const pool = new pg.Pool({ ...database.connection, max: 2 })
  try {
    const { tables } = await importShop(file, { pool, modules: modulesOf(config), store: pictureStore(config), say })
    const count = Object.values(tables).reduce((sum, { rows }) => sum + rows, 0)
    console.log(
      `${count.toLocaleString('en')} rows in ${((performance.now() - begun) / 1000).toFixed(1)} s, in ${database.name}. Start the shop with: npm start`,
    )
  } finally {
    await pool.end()
    await database.close()
  }
}

/** Only their migrations are needed, so no secret and no provider is. */
const modulesOf = (config: ReturnType<typeof readConfig>) =>
  compose(config, 'unused'.padEnd(32, '-'), () => {
    throw new Error('no module runs during an import')
  })
    .filter(({ service }) => config.service === 'shop' || service === config.service)
    .map(({ module }) => ({ name: module.contract.name, folder: module.folder }))

const TOLD = [CannotStart, CannotImport, BadArchive, BadConfig, SchemaMismatch]

await main().catch((error) => {
  const is_damaged = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_') // not gzip, or cut off
  if (is_damaged) console.error('The file is damaged, or not an export of a shop. Nothing was changed.')
  else console.error(TOLD.some((kind) => error instanceof kind) ? error.message : error)
  process.exitCode = 1
})
