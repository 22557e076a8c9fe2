/**
 * `npm run docs` writes `docs/reference` from contracts, modules, migrations and sources; with `-- --check` it writes nothing, names the
 * pages that are out of date and ends with 1.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Contract } from '#platform/contract.ts'
import { openApi } from '#platform/openapi.ts'
import { allContracts, allModules } from './docs/all-modules.ts'
import { configPage } from './docs/config-page.ts'
import { examplesOf, findThrown } from './docs/error-examples.ts'
import { errorsPage } from './docs/errors-page.ts'
import { eventsPage } from './docs/events-page.ts'
import { invariantsPage } from './docs/invariants-page.ts'
import { modulesPage } from './docs/modules-page.ts'
import { operationsPage } from './docs/operations-page.ts'
import { statesPage } from './docs/states-page.ts'
import { tablesPage } from './docs/tables-page.ts'
import { openTestServer } from './test-server.ts'

const ROOT = resolve(import.meta.dirname, '..')
const FOLDER = join(ROOT, 'docs/reference')

/** Name -> text, of the pages that need no database. */
export const contractPages = (contracts: Contract[]): Record<string, string> => ({
  'operations.md': operationsPage(contracts),
  'errors.md': errorsPage(contracts, examplesOf(findThrown(ROOT))),
  'openapi.json': `${JSON.stringify(openApi(contracts, { prefix: '/api', version: '1' }), null, 1)}\n`,
})

const allPages = async (): Promise<Record<string, string>> => {
  const placed = allModules()
  const modules = placed.map(({ module }) => module)
  const server = await openTestServer(() => {})
  const tables = await tablesPage(modules, server.address).finally(server.stop)
  return {
    ...contractPages(allContracts(placed)),
    'events.md': eventsPage(modules),
    'invariants.md': invariantsPage(modules),
    'config.md': configPage(),
    'modules.md': modulesPage(placed),
    'states.md': statesPage(),
    'tables.md': tables,
  }
}

/** Pages whose file is missing or says something else. */
export const stalePages = (pages: Record<string, string>): string[] =>
  Object.entries(pages)
    .filter(([name, text]) => readPage(name) !== text)
    .map(([name]) => `docs/reference/${name}`)

const readPage = (name: string): string | undefined => {
  try {
    return readFileSync(join(FOLDER, name), 'utf8').replaceAll('\r\n', '\n') // as git writes it on Windows
  } catch {
    return undefined
  }
}

const run = async (is_check: boolean): Promise<number> => {
  const pages = await allPages()
  const stale = stalePages(pages)
  if (is_check && stale.length > 0) console.error(`Out of date: ${stale.join(', ')}. Write them anew: npm run docs`)
  if (is_check) return stale.length > 0 ? 1 : 0
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(FOLDER, name), text)
  console.log(stale.length > 0 ? `written: ${stale.join(', ')}` : 'the reference was up to date')
  return 0
}

if (import.meta.main) process.exit(await run(process.argv.includes('--check')))
