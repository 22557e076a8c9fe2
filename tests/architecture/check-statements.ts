/** Every statement of a tree against its own migrations: does the server accept it, and does it return what the code declares? */
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import pg from 'pg'
import { migrate } from '#platform/migrations.ts'
import { testShop } from '#platform/testing.ts'
import { checkRows, type Described } from './check-rows.ts'
import { openDescribe } from './describe-statement.ts'
import { findFiles, readSources } from './sources.ts'
import { findStatements, type Statement } from './statements.ts'

export type Checked = { count: number; faults: string[] }

export const checkStatements = async (root: string, folders = ['platform', 'modules', 'plugins']): Promise<Checked> => {
  const sources = readSources(root, folders).filter(({ path }) => !path.endsWith('.test.ts'))
  const found = sources.map(findStatements)
  const statements = found.flatMap((one) => one.statements)
  const { described, refused } = await describeAll(root, statements)
  return { count: statements.length, faults: [...found.flatMap((one) => one.faults), ...refused, ...checkRows(root, described)] }
}

const describeAll = async (root: string, statements: Statement[]): Promise<{ described: Described[]; refused: string[] }> => {
  const { db, connection } = await testShop({}, [])
  await migrate(db.pool, modulesOf(root), () => {})
  const client = new pg.Client(connection)
  await client.connect()
  const describe = await openDescribe(client)
  const described: Described[] = []
  const refused: string[] = []
  for (const statement of statements) {
    try {
      described.push({ ...statement, columns: await describe(statement.text) })
    } catch (error) {
      refused.push(`${statement.path}:${statement.line} is refused: ${error instanceof Error ? error.message : error}`)
    }
  }
  await client.end()
  return { described, refused }
}

/** Folders with migrations; a schema is named as its folder. */
const modulesOf = (root: string) =>
  findFiles(root, '*/module.ts', ['modules', 'plugins'])
    .map((path) => join(root, path, '..'))
    .filter((folder) => existsSync(join(folder, 'migrations')))
    .map((folder) => ({ name: basename(folder).replaceAll('-', '_'), folder }))
