import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { testShop } from '#platform/testing.ts'
import { imports } from './contract.ts'
import { csvOf } from './example-files.ts'
import { importsModule } from './module.ts'
import { neighboursForTests } from './neighbours-for-tests.ts'

const around = neighboursForTests()
const demo = async () => ({ categories: [], products: [], pictures: [], hero: null })
const { clients, settle, clock, db, tick } = await testShop({ imports }, [importsModule({ demo }), ...around.modules])

beforeEach(() => {
  around.products.clear()
  around.categories.length = 0
  around.batches.length = 0
  around.beforeBatch.run = async () => {}
})

const staff = { actor: { kind: 'user', user_id: '018f0000-0000-7000-8000-000000000001', role: 'staff', name: 'Sam' } } as const
let files = 0
/** A Shopify file that no other test has imported. */
const fileOf = (count: number, more: { [column: string]: string }[] = []): Buffer => {
  const file = ++files
  const rows = Array.from({ length: count }, (_, i) => ({
    Handle: `mug-${file}-${i}`,
    Title: `Mug ${i}`,
    'Variant Price': '5.00',
    'Variant Inventory Tracker': 'shopify',
    'Variant Inventory Qty': '9',
    Type: i % 2 ? 'Mugs' : 'Cups',
  }))
  return Buffer.from(csvOf([...rows, ...more]))
}
const start = (bytes: Uint8Array, options: { dry_run?: boolean; currency?: string; file_name?: string } = {}) =>
  clients.imports.startImport({ bytes, content_type: 'text/csv', headers: {}, ...options }, staff)
const read = (import_id: string) => clients.imports.readImport({ import_id }, staff)
/** Runs everything, retries included. */
const settleWithRetries = async () => {
  for (let tries = 0; tries < 12; tries++) {
    await settle()
    clock.move(3_600)
  }
}

test('an import answers at once, runs in the background, and tells how far it is', async () => {
  const { import_id, state, lines_total, lines_done } = await start(fileOf(1_200), { file_name: 'mugs.csv' })
  assert.deepEqual([state, lines_total, lines_done, around.batches], ['running', 1_201, 0, []])
  await settle()
  const run = await read(import_id)
  assert.deepEqual(
    [run.state, run.format, run.file_name, run.lines_done, run.products_done, run.created, run.problem_count],
    ['done', 'shopify', 'mugs.csv', 1_201, 1_200, 1_200, 0],
  )
  assert.deepEqual(around.batches, [500, 500, 200])
  assert.equal(run.finished_at, clock.now().toISOString())
  assert.deepEqual((await clients.imports.listImports({}, staff)).imports[0], run)
})

test('categories named in a file are made once and found again by their title', async () => {
  around.categories.push({
    category_id: '018f0000-0000-7000-8000-00000000000a',
    parent_id: null,
    slug: 'old-cups',
    title: 'CUPS',
    text: '',
    position: 0,
    product_count: 0,
  })
  await start(fileOf(4))
  await settle()
  assert.deepEqual(
    around.categories.map(({ title }) => title),
    ['CUPS', 'Mugs'],
  )
  const ids = new Set([...around.products.values()].flatMap((product) => product.category_ids))
  assert.deepEqual(ids, new Set(around.categories.map(({ category_id }) => category_id)))
})

test('a category whose address is taken elsewhere in the tree gets one made of its path', async () => {
  const woo = { Type: 'simple', SKU: 'a', Name: 'A', 'Regular price': '1', Published: '1' }
  await start(
    Buffer.from(
      csvOf([
        { ...woo, Categories: 'Men > Tops' },
        { ...woo, SKU: 'b', Categories: 'Women > Tops' },
      ]),
    ),
  )
  await settle()
  assert.deepEqual(
    around.categories.map(({ slug }) => slug),
    ['men', 'tops', 'women', 'women-tops'],
  )
})

test('a finished file again updates and never doubles', async () => {
  const bytes = fileOf(20)
  const first = await start(bytes)
  await settle()
  const second = await start(bytes)
  await settle()
  assert.notEqual(second.import_id, first.import_id)
  const run = await read(second.import_id)
  assert.deepEqual([run.created, run.updated, run.unchanged, around.products.size], [0, 0, 20, 20])
})

test('the same file while it is running is the same import', async () => {
  const bytes = fileOf(3)
  const runs = await Promise.all([start(bytes), start(bytes), start(bytes)])
  assert.equal(new Set(runs.map((run) => run.import_id)).size, 1)
  const other = await start(bytes, { currency: 'USD' })
  assert.notEqual(other.import_id, runs[0]?.import_id)
  await settle()
  assert.deepEqual(around.batches, [3, 3])
})

test('a dry run finds every problem and changes nothing', async () => {
  const bad = { Handle: 'bad', Title: 'Bad', 'Variant Price': 'free' }
  const { import_id } = await start(fileOf(10, [bad]), { dry_run: true })
  await settle()
  const run = await read(import_id)
  assert.deepEqual([run.state, run.is_dry_run, run.products_done, run.refused, run.created], ['done', true, 11, 1, 10])
  assert.deepEqual(run.problems, [
    { line: 12, code: 'BAD_PRICE', message: '"free" is not a price in EUR; write it like 12.50.', is_fatal: true },
  ])
  assert.deepEqual([around.batches, around.categories, around.products.size], [[], [], 0])
})

test('a dry run says what would be new, changed and the same, and counts a product whose category is not there yet as changed', async () => {
  const bytes = fileOf(4)
  await start(bytes)
  await settle()
  const again = await start(bytes, { dry_run: true })
  const [header, first = '', ...rest] = bytes.toString().split('\n')
  const edited = [header, first.replace('Mug 0', 'Beaker'), ...rest.join('\n').replace('Cups', 'Goblets').split('\n')].join('\n')
  const changed = await start(Buffer.from(edited), { dry_run: true })
  await settle()
  const shown = async (import_id: string) => {
    const { created, updated, unchanged, refused } = await read(import_id)
    return [created, updated, unchanged, refused]
  }
  assert.deepEqual(await shown(again.import_id), [0, 0, 4, 0])
  assert.deepEqual(await shown(changed.import_id), [0, 2, 2, 0])
  assert.deepEqual(
    around.categories.map(({ title }) => title),
    ['Cups', 'Mugs'],
  )
})

test('a row that is refused, by the check or by the catalogue, never stops the rest', async () => {
  const price = { 'Variant Price': '1.00' }
  const { import_id } = await start(
    fileOf(2, [
      { Handle: 'no-title', ...price },
      { Handle: 't', Title: 'T', 'Variant SKU': 'taken', ...price },
      { Handle: 'ok', Title: 'OK', ...price },
    ]),
  )
  await settle()
  const run = await read(import_id)
  assert.deepEqual([run.created, run.refused, run.problem_counts], [3, 2, { NO_TITLE: 1, SKU_TAKEN: 1, STOCK_NOT_COUNTED: 2 }])
  assert.deepEqual(
    run.problems.filter((problem) => problem.is_fatal).map(({ line, code }) => [line, code]),
    [
      [4, 'NO_TITLE'],
      [5, 'SKU_TAKEN'],
    ],
  )
})

test('of more problems than anybody reads the first are kept, those that refuse a product first, and all are counted', async () => {
  const remarks = Array.from({ length: 1_500 }, (_, i) => ({
    Handle: `r-${i}`,
    Title: 'R',
    'Variant Price': '1',
    'Image Src': 'https://x.test/a.jpg',
  }))
  const { import_id } = await start(fileOf(1, [...remarks, { Handle: 'last', Title: 'Last', 'Variant Price': '' }]))
  await settle()
  const run = await read(import_id)
  assert.deepEqual(run.problem_counts, { NO_PRICE: 1, PICTURE_NOT_FETCHED: 1_500, STOCK_NOT_COUNTED: 1_500 })
  assert.deepEqual([run.problem_count, run.problems.length, run.problems[0]?.code], [3_001, 1_000, 'NO_PRICE'])
})

test('an import that is cut off goes on with the batch that was under way; what was in already counts as unchanged', async () => {
  let calls = 0
  around.beforeBatch.run = async () => {
    if (++calls === 2) throw new Error('the database went away')
  }
  const { import_id } = await start(fileOf(1_700))
  await settle()
  const cut = await read(import_id)
  assert.deepEqual([cut.state, cut.products_done, cut.lines_done, cut.created, cut.failure], ['running', 500, 501, 500, null])
  await settleWithRetries()
  const run = await read(import_id)
  assert.deepEqual([run.state, run.products_done, run.created, run.unchanged], ['done', 1_700, 1_200, 500])
  assert.deepEqual(around.batches, [500, 500, 500, 500, 200])
})

test('a batch that was in when the process died is sent again and doubles nothing', async () => {
  let calls = 0
  around.beforeBatch.run = async () => {
    if (++calls === 3) await db.sql`UPDATE imports.runs SET products_done = 0, created = 0 WHERE state = 'running'` // as if the answer had been lost
  }
  const { import_id } = await start(fileOf(1_500))
  await settleWithRetries()
  const run = await read(import_id)
  assert.deepEqual([run.state, run.products_done, around.products.size], ['done', 1_500, 1_500])
  assert.deepEqual([run.created, run.unchanged], [0, 1_500])
})

test('an import that fails again and again is given up with its reason, and starts where it stopped when it is sent again', async () => {
  around.beforeBatch.run = async () => {
    if (around.batches.length === 1) throw new Error('no room left')
  }
  const bytes = fileOf(700)
  const { import_id } = await start(bytes)
  await settleWithRetries()
  const failed = await read(import_id)
  assert.deepEqual([failed.state, failed.failure, failed.products_done], ['failed', 'no room left', 500])
  around.beforeBatch.run = async () => {}
  assert.equal((await start(bytes)).import_id, import_id)
  await settle()
  assert.deepEqual([(await read(import_id)).state, (await read(import_id)).products_done, around.batches], ['done', 700, [500, 200]])
})

test('imports run one after another, each with two batches under way, written down in the order of the file', async () => {
  const at_once: string[] = []
  const seen: string[] = []
  let calls = 0
  around.beforeBatch.run = async ([first]) => {
    const file = first?.slug?.split('-')[1] ?? ''
    at_once.push(file)
    seen.push(at_once.join(' '))
    await new Promise((resume) => setTimeout(resume, ++calls % 2 ? 40 : 5)) // the later one is in first
    at_once.splice(at_once.indexOf(file), 1)
  }
  const runs = await Promise.all([start(fileOf(1_200)), start(fileOf(1_200))])
  await settle()
  const [one, other] = [files - 1, files].map(String)
  assert.deepEqual(new Set(seen), new Set([one, other, `${one} ${one}`, `${other} ${other}`]))
  for (const { import_id } of runs) assert.deepEqual([(await read(import_id)).state, (await read(import_id)).created], ['done', 1_200])
})

test('a batch that is in before the one ahead of it is not written down before it', async () => {
  let done_meanwhile: number | undefined
  const bytes = fileOf(900)
  let calls = 0
  around.beforeBatch.run = async () => {
    if (++calls > 1) return
    while (around.batches.length === 0) await new Promise((resume) => setTimeout(resume, 5))
    await new Promise((resume) => setTimeout(resume, 50))
    const { rows } = await db.sql<{ products_done: number }>`SELECT products_done FROM imports.runs WHERE state = 'running'`
    done_meanwhile = rows[0]?.products_done
  }
  const { import_id } = await start(bytes)
  await settle()
  assert.equal(done_meanwhile, 0)
  assert.deepEqual(around.batches, [400, 500])
  const run = await read(import_id)
  assert.deepEqual([run.state, run.products_done, run.created], ['done', 900, 900])
})

test('pictures named by a path are used when somebody has said which they are', async () => {
  const bytes = fileOf(0, [{ Handle: 'p', Title: 'P', 'Variant Price': '1', 'Image Src': 'p.jpg', 'Variant Image': 'p.jpg' }])
  const file_hash = createHash('sha256').update(bytes).digest('hex')
  const name = 'a'.repeat(40)
  await clients.imports.namePictures({ file_hash, pictures: [{ path: 'p.jpg', name: 'b'.repeat(40) }] }, staff)
  await clients.imports.namePictures({ file_hash, pictures: [{ path: 'p.jpg', name }] }, staff)
  await start(bytes)
  await settle()
  const product = around.products.get('p')
  assert.deepEqual([product?.pictures, product?.variants[0]?.picture], [[{ name, alt: 'P' }], name])
})

test('files are forgotten a day after their import is done', async () => {
  const bytes = fileOf(1)
  const file_hash = createHash('sha256').update(bytes).digest('hex')
  await start(bytes)
  const kept = async () => (await db.sql<{ n: number }>`SELECT count(*) AS n FROM imports.chunks WHERE file_hash = ${file_hash}`).rows[0]?.n
  clock.move(90_000)
  await tick('imports.forget_files')
  assert.equal(await kept(), 1) // still to be run
  await settle()
  await tick('imports.forget_files')
  assert.equal(await kept(), 0)
})

test('an unknown import is not found, a file that is none is refused at once, and shoppers may not import', async () => {
  await assert.rejects(read('018f0000-0000-7000-8000-000000000001'), (error) => isFailure(error, 'NOT_FOUND'))
  await assert.rejects(start(Buffer.from('{}')), (error) => isFailure(error, 'EMPTY_FILE'))
  await assert.rejects(start(Buffer.from('a,b\n1,2')), (error) => isFailure(error, 'UNKNOWN_FORMAT'))
  const call = { actor: { kind: 'anonymous' } } as const
  await assert.rejects(clients.imports.listImports({}, call), (error) => isFailure(error, 'SIGN_IN_REQUIRED'))
})
