import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documents } from '#modules/documents/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { isViolation, json } from '#platform/db.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'
import { book } from './book.ts'
import { ledger, type Sums } from './contract.ts'
import { cellOf } from './export-entries.ts'
import { ledgerModule } from './module.ts'
import type { Booking } from './posting-rules.ts'

const shop = await testShop({ ledger }, [ledgerModule, fakeModule(orders, {}), fakeModule(payments, {}), fakeModule(documents, {})], {
  pool_size: 12,
})
const { listEntries, readBalances, readTrialBalance, exportEntries, verifyChain, listOpenItems, listDifferences } = shop.clients.ledger
const staff = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const eur = (amount: number) => ({ amount, currency: 'EUR' })

const occasion = () => ({ event_id: newId(), occurred_at: shop.clock.now().toISOString() })
const capture = (order_id: string | null, amount: number, source = `capture:${newId()}`): Booking => ({
  ...{ source, kind: 'payment_captured', order_id, reference: null, currency: 'EUR' },
  postings: [
    { account: 'provider_clearing', detail: 'simulated', amount },
    { account: 'receivable', detail: '', amount: -amount },
  ],
})
const booked = (booking: Booking) => shop.db.transaction((sql) => book(sql, [{ ...booking, ...occasion() }], shop.clock.now()))
const entriesOf = async (order_id: string) => (await listEntries({ order_id }, staff)).entries.toReversed()

const sayPayment = (type: string, payload: { order_id: string } & object) => shop.db.sql`
  INSERT INTO payments.outbox (type, aggregate_id, payload) VALUES (${type}, ${payload.order_id}, ${json(payload)}::jsonb)`
const sayOrder = async (type: string, order: ReturnType<typeof plainOrder>) => {
  const payload = { order_id: order.order_id, order }
  await shop.db.sql`INSERT INTO orders.outbox (type, aggregate_id, payload) VALUES (${type}, ${order.order_id}, ${json(payload)}::jsonb)`
}
const orderOver = (amount: number) => {
  const facts = { variant_id: newId(), product_id: newId(), slug: 'mug', sku: 'MUG', title: 'Mug', quantity: 1 }
  return plainOrder({ currency: 'EUR', lines: [plainLine({ ...facts, unit_price: eur(amount), line_total: eur(amount) })] })
}
const payment = (order_id: string, amount: number) => ({
  ...{ payment_id: newId(), order_id, method: 'test_card', provider: 'simulated', tender: 'main' },
  amount: eur(amount),
})
const violates = (constraint: string) => (error: unknown) => isViolation(error, constraint)

test('an event that arrives ten times is booked once', async () => {
  const paid = payment(newId(), 1_250)
  for (let i = 0; i < 10; i++) await sayPayment('payments.captured', paid)
  await shop.settle()
  const entries = await entriesOf(paid.order_id)
  assert.deepEqual(
    entries.map(({ account, detail, amount }) => [account, detail, amount]),
    [
      ['provider_clearing', 'simulated', 1_250],
      ['receivable', '', -1_250],
    ],
  )
})

test('of twenty at once who book one source, one does', async () => {
  const order_id = newId()
  const booking = capture(order_id, 700)
  await Promise.all(Array.from({ length: 20 }, () => booked(booking)))
  assert.equal((await entriesOf(order_id)).length, 2)
})

test('a transaction whose sides differ does not commit, in any currency', async () => {
  const lopsided = capture(newId(), 500)
  lopsided.postings[1]!.amount = -499
  await assert.rejects(booked(lopsided), violates('a_transaction_sums_to_zero'))
})

test('nothing is added to a transaction that was booked, even if it sums to zero', async () => {
  const order_id = newId()
  await booked(capture(order_id, 300))
  const [entry] = await entriesOf(order_id)
  const add = shop.db.transaction(async (sql) => {
    for (const amount of [50, -50])
      await sql`INSERT INTO ledger.entries (transaction_id, day, account, amount, currency)
        VALUES (${entry!.transaction_id}, '2026-03-01', 'bank', ${amount}, 'EUR')`
  })
  await assert.rejects(add, violates('a_booked_transaction_is_whole'))
})

test('what is booked is not changed, deleted or emptied', async () => {
  await booked(capture(newId(), 100))
  const stays = violates('what_is_booked_stays')
  await assert.rejects(shop.db.sql`UPDATE ledger.entries SET amount = amount + 1`, stays)
  await assert.rejects(shop.db.sql`DELETE FROM ledger.entries`, stays)
  await assert.rejects(shop.db.sql`TRUNCATE ledger.entries`, stays)
  await assert.rejects(shop.db.sql`UPDATE ledger.transactions SET day = day + 1`, stays)
  await assert.rejects(shop.db.sql`DELETE FROM ledger.transactions`, stays)
  await assert.rejects(shop.db.sql`TRUNCATE ledger.transactions CASCADE`, stays)
})

test('a chargeback that is won is booked only if it was taken', async () => {
  const order_id = newId()
  const won: Booking = { ...capture(order_id, 900), only_after: 'chargeback:never' }
  await booked(won)
  assert.deepEqual(await entriesOf(order_id), [])
})

test('entries are numbered without a gap though many book at once and some roll back', async () => {
  await Promise.allSettled(
    Array.from({ length: 60 }, (_, i) =>
      shop.db.transaction(async (sql) => {
        await book(sql, [{ ...capture(newId(), 100 + i), ...occasion() }], shop.clock.now())
        if (i % 3 === 0) throw new Error('rolled back')
      }),
    ),
  )
  const { rows } = await shop.db.sql<{
    entries: number
    highest: number
  }>`SELECT count(*) AS entries, max(height) AS highest FROM ledger.entries`
  assert.equal(rows[0]?.entries, rows[0]?.highest)
  const verified = await verifyChain({}, staff)
  assert.deepEqual([verified.first_wrong, verified.checked], [null, rows[0]?.highest])
})

const TABLES = ['ledger.entries', 'ledger.transactions']
/** What somebody could do who owns the database and switches the triggers off; answers where the chain is wrong then. */
const tamper = async (statement: string) => {
  const turn = (word: string) => TABLES.map((table) => `ALTER TABLE ${table} ${word} TRIGGER USER`).join(';')
  await shop.db.pool.query(`${turn('DISABLE')}; ${statement}; ${turn('ENABLE')}`)
  return (await verifyChain({}, staff)).first_wrong?.height
}

test('whoever switches the triggers off and changes an entry, its transaction or its place is found out there', async () => {
  const order_id = newId()
  await booked(capture(order_id, 4_200))
  await booked(capture(newId(), 4_300))
  const [first] = await entriesOf(order_id)
  const { height, transaction_id } = first!
  await shop.db.pool.query(`CREATE TABLE public.kept AS SELECT * FROM ledger.entries WHERE height = ${height}`)
  const changes = [
    ['UPDATE ledger.entries SET amount = 4201 WHERE', 'UPDATE ledger.entries SET amount = 4200 WHERE'].map(
      (one) => `${one} height = ${height}`,
    ),
    ["'x'", 'NULL'].map((value) => `UPDATE ledger.transactions SET reference = ${value} WHERE transaction_id = '${transaction_id}'`),
    [`DELETE FROM ledger.entries WHERE height = ${height}`, 'INSERT INTO ledger.entries SELECT * FROM public.kept'],
  ]
  for (const [change = '', back = ''] of changes) {
    assert.equal(await tamper(change), height, change)
    assert.equal(await tamper(back), undefined, back)
  }
})

test('the end of the books cannot be cut off unseen', async () => {
  const { height } = await verifyChain({}, staff)
  await shop.db.pool.query(`CREATE TABLE public.cut AS SELECT * FROM ledger.entries WHERE height = ${height}`)
  assert.equal(await tamper(`DELETE FROM ledger.entries WHERE height = ${height}`), height)
  assert.equal(await tamper('INSERT INTO ledger.entries SELECT * FROM public.cut'), undefined)
})

test('the trial balance of a day has equal debits and credits, and knows nothing of the day after', async () => {
  const before = await readTrialBalance({ day: '2026-03-01' }, staff)
  for (const { debit, credit } of before.totals) assert.equal(debit, credit)
  shop.clock.move(86_400)
  await booked(capture(newId(), 8_800))
  assert.deepEqual(await readTrialBalance({ day: '2026-03-01' }, staff), before)
  const after = await readTrialBalance({ day: '2026-03-02' }, staff)
  assert.equal(after.totals[0]!.debit - before.totals[0]!.debit, 8_800)
  await assert.rejects(readTrialBalance({ day: '2026-02-31' }, staff), (error) => isFailure(error, 'INVALID_INPUT'))
})

test('balances of an order are the sums of its entries', async () => {
  const order_id = newId()
  await booked(capture(order_id, 100))
  await booked(capture(order_id, 250))
  const { balances } = await readBalances({ order_id }, staff)
  assert.deepEqual(
    balances.map(({ account, debit, credit, balance }) => [account, debit, credit, balance]),
    [
      ['receivable', 0, 350, -350],
      ['provider_clearing', 350, 0, 350],
    ],
  )
})

test('entries come newest first, page by page, by order, account and day', async () => {
  const order_id = newId()
  for (let i = 1; i <= 5; i++) await booked(capture(order_id, i))
  const first = await listEntries({ order_id, account: 'receivable', limit: 3 }, staff)
  const second = await listEntries({ order_id, account: 'receivable', limit: 3, before: first.next! }, staff)
  assert.deepEqual(
    [...first.entries, ...second.entries].map(({ amount }) => amount),
    [-5, -4, -3, -2, -1],
  )
  assert.equal(second.next, null)
  assert.deepEqual((await listEntries({ order_id, to: '2026-02-28' }, staff)).entries, [])
})

test('the export has debits and credits in columns of their own, and no cell that a spreadsheet runs', async () => {
  const evil = { ...capture(newId(), 12_345), reference: '=HYPERLINK("http://evil.example")' }
  await booked(evil)
  const { bytes, name, content_type } = await exportEntries({ from: '2026-03-02', to: '2026-03-02' }, staff)
  const lines = Buffer.from(bytes).toString().split('\r\n')
  assert.equal(name, 'ledger-2026-03-02-2026-03-02.csv')
  assert.match(content_type, /^text\/csv/)
  const [debit, credit] = lines.filter((line) => line.includes('HYPERLINK'))
  assert.match(debit!, /,"'=HYPERLINK\(""http:\/\/evil.example""\)",.*,provider_clearing,With payment providers,simulated,123.45,,EUR,/)
  assert.match(credit!, /,receivable,Owed by customers,,,123.45,EUR,/)
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) assert.match(cellOf(text), /^"?'/)
})

test('orders that are not settled are listed until they are', async () => {
  const order_id = newId()
  await booked(capture(order_id, 600))
  const itemOf = async () =>
    (await shop.db.sql<{ sums: Sums }>`SELECT to_jsonb(s) AS sums FROM ledger.order_sums s WHERE order_id = ${order_id}`).rows[0]?.sums
  const all = async () => {
    const found = []
    for (let after: string | undefined; ; ) {
      const { items, next } = await listOpenItems({ limit: 100, ...(after && { after }) }, staff)
      found.push(...items)
      if (!next) return found
      after = next
    }
  }
  assert.deepEqual(await itemOf(), { order_id, currency: 'EUR', invoiced: 0, credited: 0, captured: 600, refunded: 0, open: -600 })
  assert.ok((await all()).some((item) => item.order_id === order_id))
  await booked({
    ...capture(order_id, 600),
    kind: 'invoice',
    postings: [
      { account: 'receivable', detail: '', amount: 600 },
      { account: 'sales', detail: 'standard', amount: -600 },
    ],
  })
  assert.equal((await itemOf())?.open, 0)
  assert.ok(!(await all()).some((item) => item.order_id === order_id))
})

const differencesOf = async (order_id: string) => {
  const found = []
  for (let after: string | undefined; ; ) {
    const { differences, next } = await listDifferences(after ? { after } : {}, staff)
    found.push(...differences.filter((one) => one.order_id === order_id))
    if (!next) return found.map(({ what, ledger, order }) => [what, ledger, order])
    after = next
  }
}

test('where orders and payments tell the same story there is no difference; a capture the order never heard of is one', async () => {
  const order = orderOver(1_500)
  const paid = payment(order.order_id, 1_500)
  await sayPayment('payments.captured', paid)
  await sayOrder('orders.confirmed', order)
  await shop.settle()
  assert.deepEqual(await differencesOf(order.order_id), [], 'younger than ten minutes: the order may be about to say so')
  shop.clock.move(11 * 60)
  assert.deepEqual(await differencesOf(order.order_id), [['paid', 1_500, 0]])
  await sayOrder('orders.paid', { ...order, version: 2, paid: eur(1_500), payment_state: 'paid' })
  await sayOrder('orders.confirmed', order) // an old event, tried again
  await shop.settle()
  shop.clock.move(11 * 60)
  assert.deepEqual(await differencesOf(order.order_id), [])
})

test('money for an order nobody has told of is a difference', async () => {
  const paid = payment(newId(), 400)
  await sayPayment('payments.captured', paid)
  await shop.settle()
  shop.clock.move(11 * 60)
  assert.deepEqual(await differencesOf(paid.order_id), [['unknown_order', 1, 0]])
})

test('what comes up together is one chain, without what is booked already or has no cause', async () => {
  const order_id = newId()
  const twice = capture(order_id, 500)
  await booked(twice)
  const batch = [capture(order_id, 100), twice, { ...capture(order_id, 200), only_after: 'never' }, capture(order_id, 300)]
  const { height } = await verifyChain({}, staff)
  const all = batch.map((booking) => ({ ...booking, ...occasion() }))
  await shop.db.transaction((sql) => book(sql, all, shop.clock.now()))
  const entries = await entriesOf(order_id)
  assert.deepEqual(
    entries.map(({ amount }) => amount),
    [500, -500, 100, -100, 300, -300],
  )
  const { first_wrong, ...chain } = await verifyChain({}, staff)
  assert.deepEqual([first_wrong, chain.height], [null, height + 4])
})

test('booking is two statements for any number, every list one, the verification two', async () => {
  const count = async (work: () => Promise<unknown>) => (await countStatements(work)).statements
  assert.equal(await count(() => booked(capture(newId(), 100))), 2)
  assert.equal(await count(() => listEntries({}, staff)), 1)
  assert.equal(await count(() => listDifferences({}, staff)), 1)
  assert.equal(await count(() => readBalances({}, staff)), 1)
  assert.equal(await count(() => verifyChain({}, staff)), 2)
})
