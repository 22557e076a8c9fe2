import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImportRun } from '#modules/imports/contract.ts'
import { progressLine, report } from './import-report.ts'

const run: ImportRun = {
  import_id: '018f0000-0000-7000-8000-000000000001',
  file_name: 'mugs.csv',
  format: 'shopify',
  is_dry_run: false,
  state: 'done',
  lines_total: 19_407,
  lines_done: 6_502,
  products_done: 6_500,
  created: 6_000,
  updated: 400,
  unchanged: 90,
  refused: 10,
  problems: [
    { line: 7, code: 'NO_PRICE', message: 'There is no price.', is_fatal: true },
    ...Array.from({ length: 50 }, (_, i) => ({ line: i, code: 'NOT_KEPT', message: 'Dropped.', is_fatal: false })),
  ],
  problem_count: 1_051,
  problem_counts: { NO_PRICE: 1, NOT_KEPT: 1_050 },
  failure: null,
  started_at: '2026-03-01T09:00:00.000Z',
  finished_at: null,
}

test('progress tells the share that is done, and what happens before there is one', () => {
  assert.equal(progressLine(run), '[##########--------------------]  33 %   6,500 products, line 6,502 of 19,407')
  assert.equal(progressLine({ ...run, products_done: 0, lines_done: 0 }), 'reading the file ... 19,407 lines')
})

test('the report shows all that keeps a product out before a few remarks of each kind, and counts the rest', () => {
  assert.deepEqual(report(run, 9.87), [
    'mugs.csv (shopify): 6,500 products, 9.9 s',
    '  created 6,000, updated 400, unchanged 90',
    '  refused 10',
    '',
    '1,051 problems (! keeps its product out):',
    '        1  NO_PRICE',
    '    1,050  NOT_KEPT',
    '',
    '  line 7 ! NO_PRICE  There is no price.',
    '  line 0   NOT_KEPT  Dropped.',
    '  line 1   NOT_KEPT  Dropped.',
    '  line 2   NOT_KEPT  Dropped.',
    '  ... and 1,047 more; the admin shows the first 1,000',
  ])
})

test('a failed import says why and what to do; a dry run says that nothing was changed', () => {
  const none = { problems: [], problem_count: 0, problem_counts: {} }
  assert.deepEqual(report({ ...run, ...none, state: 'failed', failure: 'no room left' }, 1).slice(0, 2), [
    'The import stopped: no room left',
    'Run it again to go on where it stopped.',
  ])
  assert.match(report({ ...run, ...none, is_dry_run: true }, 1)[0] ?? '', /nothing was changed/)
})
