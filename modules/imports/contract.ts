/** What imports promise: products from other shops' files and from the demo shop, never twice. */
import {
  Bytes,
  contract,
  event,
  Id,
  KnownCurrency,
  Nullable,
  OneOf,
  op,
  Plain,
  type Static,
  Strict,
  Text,
  Time,
  t,
} from '#platform/contract.ts'

export const ImportFormat = OneOf(['shopify', 'woocommerce', 'magento'])

/** How far an import is. Products are the unit; a product may span several lines of the file. */
export const ImportRun = t.Object({
  import_id: Id,
  file_name: t.String(),
  format: ImportFormat,
  is_dry_run: t.Boolean(),
  state: OneOf(['running', 'done', 'failed']),
  lines_total: t.Integer({ description: 'lines of the file; 0 where they were not counted yet' }),
  lines_done: t.Integer({ description: 'the line up to which products are done; never goes back' }),
  products_done: t.Integer({ description: 'how many there are is known when the import is done' }),
  created: t.Integer(),
  updated: t.Integer(),
  unchanged: t.Integer(),
  refused: t.Integer(),
  problems: t.Array(
    t.Object({
      line: t.Integer({ description: 'line of the file, from 1' }),
      code: t.String(),
      message: t.String(),
      is_fatal: t.Boolean(),
    }),
    { description: 'the first 1,000 (in a list of imports the first 10), those that refuse a product before the others' },
  ),
  problem_count: t.Integer(),
  problem_counts: t.Record(t.String(), t.Integer(), { description: 'code -> how often' }),
  failure: Nullable(t.String()),
  started_at: Time,
  finished_at: Nullable(Time),
})
export type ImportRun = Static<typeof ImportRun>

export const imports = contract({
  name: 'imports',
  title: 'Imports',
  ops: {
    startImport: op('POST /imports', {
      summary: 'Import a product file (CSV of Shopify, WooCommerce or Magento); the same file again resumes or updates',
      policy: 'staff',
      status: 202,
      is_repeatable: true,
      body: 'bytes',
      input: Strict({
        bytes: Bytes,
        content_type: t.String(),
        headers: t.Record(t.String(), t.String()),
        file_name: t.Optional(Plain(255)),
        dry_run: t.Optional(t.Boolean()),
        currency: t.Optional(t.String({ ...KnownCurrency, description: 'of the file’s prices; the shop’s own if left out' })),
      }),
      output: ImportRun,
      errors: { UNKNOWN_FORMAT: 422, NOT_TEXT: 422, EMPTY_FILE: 422 },
    }),
    namePictures: op('PUT /imports/pictures/{file_hash}', {
      summary: 'Say which stored pictures a product file means by the paths it names; before the import of that file starts',
      policy: 'staff',
      input: Strict({
        file_hash: t.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the product file' }),
        pictures: t.Array(Strict({ path: Text(1_000), name: t.String({ pattern: '^[a-z0-9]{16,64}$' }) }), { maxItems: 5_000 }),
      }),
      output: t.Object({ named: t.Integer() }),
    }),
    readImport: op('GET /imports/{import_id}', {
      summary: 'How far an import is, and what it refused',
      policy: 'staff',
      input: Strict({ import_id: Id }),
      output: ImportRun,
      errors: { NOT_FOUND: 404 },
    }),
    listImports: op('GET /imports', {
      summary: 'The latest imports, newest first',
      policy: 'staff',
      input: Strict({}),
      output: t.Object({ imports: t.Array(ImportRun) }),
    }),
    loadDemo: op('POST /init-data', {
      summary: 'Fill the shop with the demo products',
      policy: 'development',
      is_repeatable: true,
      input: Strict({}),
      output: t.Object({ products: t.Integer(), categories: t.Integer(), created: t.Integer() }),
    }),
  },
  events: {
    'imports.import_requested': event('queue', t.Object({ queue: t.Literal('imports', { description: 'one at a time' }), import_id: Id })),
  },
})
