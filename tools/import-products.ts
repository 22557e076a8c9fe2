/** `npm run import -- FILE`: brings the products of a file into the shop, also while the shop is running. */
import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type OpenShop, openShop } from '#apps/open-shop.ts'
import { type ImportRun, imports } from '#modules/imports/contract.ts'
import { media } from '#modules/media/contract.ts'
import { BadConfig, readConfig } from '#platform/config.ts'
import type { Client } from '#platform/contract.ts'
import { CannotStart } from '#platform/embedded.ts'
import { isFailure } from '#platform/errors.ts'
import { SchemaMismatch } from '#platform/migrations.ts'
import { findPictures, storePictures } from './import-pictures.ts'
import { progressLine, report, shareOf } from './import-report.ts'

const HELP = `Usage: npm run import -- FILE [options]

  FILE                product export of Shopify, WooCommerce or Magento 2, as CSV
  --dry-run           check everything, change nothing
  --currency EUR      currency of the file's prices (default: the shop's own)
  --pictures FOLDER   where pictures lie that the file names by a path (default: beside the file)

The same file again updates, and goes on where an import stopped.
Exit code: 0 all in, 2 some products were refused, 1 it could not be done.`

/** An answer holds up to 1,000 problems, so it is asked for more often only when the end is near. */
const ASK_MS = { usually: 500, near_the_end: 50 }
const NEAR_THE_END = 0.95

type Asked = { file: string; dry_run: boolean; currency: string | undefined; pictures: string }

const readArguments = (): Asked | undefined => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' },
      currency: { type: 'string' },
      pictures: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [file] = positionals
  if (values.help || !file || positionals.length > 1) return undefined
  const path = resolve(process.env.INIT_CWD ?? '.', file) // npm runs scripts in the repository, people type paths where they are
  return { file: path, dry_run: values['dry-run'] ?? false, currency: values.currency, pictures: resolve(values.pictures ?? dirname(path)) }
}

const importFile = async (shop: OpenShop, bytes: Buffer, asked: Asked): Promise<number> => {
  const begun = performance.now()
  const client = shop.client(imports, 'import')
  await bringPictures(shop, bytes, asked)
  const { import_id } = await client.startImport({
    bytes,
    content_type: 'text/csv',
    headers: {},
    file_name: basename(asked.file),
    dry_run: asked.dry_run,
    ...(asked.currency ? { currency: asked.currency } : {}),
  })
  const run = await watch(client, import_id)
  console.log(`\n${report(asked.dry_run ? withoutPictures(run) : run, (performance.now() - begun) / 1000).join('\n')}`)
  if (run.state === 'failed') return 1
  if (run.created + run.updated > 0) await finishEvents(shop)
  return run.refused > 0 ? 2 : 0
}

const bringPictures = async (shop: OpenShop, bytes: Uint8Array, { dry_run, pictures }: Asked): Promise<void> => {
  const found = await findPictures(bytes, pictures)
  if (found.files.size + found.missing === 0) return
  console.log(`${found.files.size} pictures found in ${pictures}, ${found.missing} not found`)
  if (dry_run) return
  const faults = await storePictures({ media: shop.client(media, 'import'), imports: shop.client(imports, 'import') }, bytes, found)
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
}

/** In a dry run no picture is stored yet, so the import cannot know those that were found; the line above has told of them. */
const withoutPictures = (run: ImportRun): ImportRun => {
  const { PICTURE_NOT_FOUND = 0, ...problem_counts } = run.problem_counts
  const problems = run.problems.filter(({ code }) => code !== 'PICTURE_NOT_FOUND')
  return { ...run, problems, problem_counts, problem_count: run.problem_count - PICTURE_NOT_FOUND }
}

/** Shows progress until the import is over: a bar that moves on a terminal, else a line for every tenth. */
const watch = async (client: Client<typeof imports>, import_id: string): Promise<ImportRun> => {
  let tenth = -1
  for (;;) {
    const run = await client.readImport({ import_id })
    const now = Math.floor(shareOf(run) * 10)
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${progressLine(run)}`)
    else if (now > tenth) console.log(progressLine(run))
    tenth = Math.max(tenth, now)
    if (run.state !== 'running') return run
    const is_near = run.lines_done >= run.lines_total * NEAR_THE_END
    await new Promise((resume) => setTimeout(resume, is_near ? ASK_MS.near_the_end : ASK_MS.usually))
  }
}

/** Lists, search and smaller pictures follow by events; whoever looks after the import finds everything. */
const finishEvents = async (shop: OpenShop): Promise<void> => {
  console.log('\nfinishing lists, search and pictures ... (Ctrl-C leaves that to the shop)')
  await shop.events.settle()
}

const isTold = (error: unknown): error is Error =>
  error instanceof BadConfig || error instanceof CannotStart || error instanceof SchemaMismatch || isFailure(error)

const cannotRead = (file: string, error: unknown): never => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') throw new CannotStart(`There is no file ${file}.`)
  if (code === 'EISDIR') throw new CannotStart(`${file} is a folder; name the file in it.`)
  if (code === 'EACCES') throw new CannotStart(`${file} may not be read by this user.`)
  throw error
}

const main = async (): Promise<number> => {
  const asked = readArguments()
  if (!asked) {
    console.log(HELP)
    return 1
  }
  const bytes = await readFile(asked.file).catch((error) => cannotRead(asked.file, error)) // told before the shop is opened
  const shop = await openShop(readConfig(process.env), { is_running: true, say: (line) => console.log(`  ${line}`) })
  process.once('SIGINT', () => {
    console.log('\nstopped; run it again to go on')
    process.exit(130) // nothing is lost: whoever runs the shop next goes on with it
  })
  try {
    return await importFile(shop, bytes, asked)
  } finally {
    await shop.close()
  }
}

process.exitCode = await main().catch((error) => {
  console.error(isTold(error) ? error.message : error)
  return 1
})
