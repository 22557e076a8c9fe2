/** `npm run db:export [FILE]`: the whole shop in one file, as a backup or to move it to another database. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { openDatabase } from '#apps/open-shop.ts'
import { pictureStore } from '#apps/shop.ts'
import { BadConfig, readConfig } from '#platform/config.ts'
import { CannotStart } from '#platform/embedded.ts'
import { exportShop } from './shop-export.ts'

const HELP = `Usage: npm run db:export [-- FILE]

Writes all data of the shop and its pictures to FILE (default: souk-<date>.tar.gz), also while the shop is running.
Bring it into an empty database with: npm run db:import -- FILE
The file holds personal data; it does not hold the shop's secret (DATA_DIR/secret or SECRET_KEY), which signs links and sessions: keep that too.`

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: 'boolean', short: 'h' } } })
  if (values.help || positionals.length > 1) return console.log(HELP)
  const made_at = new Date()
  const name = positionals[0] ?? `souk-${made_at.toISOString().slice(0, 19).replaceAll(':', '')}.tar.gz`
  const file = resolve(process.env.INIT_CWD ?? '.', name)
  if (existsSync(file)) throw new CannotStart(`${file} is there already; name another file.`)

  const config = readConfig(process.env)
  const say = (line: string) => console.log(`  ${line}`)
  const database = await openDatabase(config, say)
  const client = new pg.Client(database.connection)
  try {
    await client.connect()
    const { rows } = await client.query(`SELECT to_regclass('platform.migrations') IS NOT NULL AS is_shop`)
    if (!rows[0]?.is_shop) throw new CannotStart(`There is no shop in this database (${database.name}).`)
    const { tables } = await exportShop(file, { client, store: pictureStore(config), made_at, say })
    const count = Object.values(tables).reduce((sum, { rows }) => sum + rows, 0)
    console.log(`${count.toLocaleString('en')} rows in ${((Date.now() - made_at.getTime()) / 1000).toFixed(1)} s: ${file}`)
  } finally {
    await client.end()
    await database.close()
  }
}

await main().catch((error) => {
  console.error(error instanceof CannotStart || error instanceof BadConfig ? error.message : error)
  process.exitCode = 1
})
