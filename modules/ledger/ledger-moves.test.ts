import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { payments } from '#modules/payments/contract.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { readRows, readTables, settle, withoutForeignKeys, writeRows } from '#tools/shop-tables.ts'
import { book } from './book.ts'
import { ledger } from './contract.ts'
import { ledgerModule } from './module.ts'

const unpaid = fakeModule(payments, { listPayoutSums: async () => ({ payouts: [], next: null }) })
const [here, there] = [await testShop({ ledger }, [ledgerModule, unpaid]), await testShop({ ledger }, [ledgerModule, unpaid])]
const booking = () => ({
  ...{ source: newId(), kind: 'payment_captured', order_id: newId(), reference: null, currency: 'EUR' },
  postings: [
    { account: 'bank' as const, detail: '', amount: 500 },
    { account: 'receivable' as const, detail: '', amount: -500 },
  ],
})
const bookIn = (shop: typeof here) =>
  shop.db.transaction((sql) => book(sql, [{ ...booking(), event_id: newId(), occurred_at: '2026-03-01T09:00:00.123Z' }], shop.clock.now()))

test('books that are brought into another database keep their seals, and go on from there', async () => {
  for (let i = 0; i < 20; i++) await bookIn(here)
  const [from, to] = [new pg.Client(here.connection), new pg.Client(there.connection)]
  await Promise.all([from.connect(), to.connect()])
  await Promise.all([settle(from), settle(to)])
  await Promise.all([from.query('BEGIN'), to.query('BEGIN')])
  await withoutForeignKeys(to, ['ledger'], async () => {
    for (const table of await readTables(from, ['ledger'])) for await (const rows of readRows(from, table)) await writeRows(to, table, rows)
  })
  await Promise.all([from.query('COMMIT'), to.query('COMMIT')])
  await Promise.all([from.end(), to.end()])
  const [before, after] = [await here.clients.ledger.verifyChain({}), await there.clients.ledger.verifyChain({})]
  assert.deepEqual(after, before)
  assert.deepEqual([after.first_wrong, after.checked], [null, 40])
  await bookIn(there)
  const more = await there.clients.ledger.verifyChain({})
  assert.deepEqual([more.first_wrong, more.height], [null, 42])
  assert.deepEqual(await there.audit(), [])
})

test('a session in another time zone and date style computes the same hashes', async () => {
  const client = new pg.Client({ ...there.connection, options: '-c TimeZone=Pacific/Chatham -c DateStyle=German' })
  await client.connect()
  const { rows } = await client.query(`
    SELECT count(*)::int AS wrong FROM (
      SELECT e.hash, sha256(coalesce(lag(e.hash) OVER (ORDER BY e.height), sha256('souk ledger')) || ledger.content_of(e, t)) AS computed
      FROM ledger.entries e JOIN ledger.transactions t USING (transaction_id)) chain WHERE hash <> computed`)
  await client.end()
  assert.equal(rows[0].wrong, 0)
})

test('of twenty at once who book different sources, all do, one after the other', async () => {
  const { height } = await here.clients.ledger.verifyChain({})
  await Promise.all(Array.from({ length: 20 }, () => bookIn(here)))
  const after = await here.clients.ledger.verifyChain({})
  assert.deepEqual([after.first_wrong, after.height], [null, height + 40])
})
