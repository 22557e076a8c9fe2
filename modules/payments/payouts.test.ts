import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { PayoutRow } from './contract.ts'
import { eur, memoryProvider, paymentShop } from './shop-for-tests.ts'

const memory = memoryProvider()
const shop = await paymentShop([memory.provider])
const { payments } = shop.clients
const provider = 'memory'
const fails = (code: string) => (error: unknown) => isFailure(error, code)

const row = (changes: Partial<PayoutRow> = {}): PayoutRow => ({
  ...{
    payout_ref: 'po_1',
    row_ref: newId(),
    kind: 'charge',
    gross: 1000,
    fee: 35,
    net: 965,
    currency: 'EUR',
    paid_at: '2026-03-05T00:00:00.000Z',
  },
  ...changes,
})
const booked = async (payout_ref: string) => {
  const { rows } = await shop.db.sql<{ payload: Record<string, unknown> }>`
    SELECT payload FROM payments.outbox WHERE type = 'payments.payout_booked' AND aggregate_id = ${payout_ref} ORDER BY sequence`
  return rows.map(({ payload }) => [payload.gross, payload.fee, payload.net, payload.rows])
}

test('rows are kept once, however often they are imported, and each payout is told with its sums', async () => {
  const rows = [row(), row({ gross: -200, fee: 0, net: -200, kind: 'refund' }), row({ payout_ref: 'po_2' })]
  assert.deepEqual(await payments.importPayouts({ provider, rows }), { imported: 3, known: 0, payouts: 2 })
  const again = await Promise.all([1, 2, 3].map(() => payments.importPayouts({ provider, rows })))
  assert.ok(again.every(({ imported }) => imported === 0))
  assert.deepEqual(await booked('po_1'), [[800, 35, 765, 2]])
})

test('what a later import adds is told apart, in each currency, and what came together has one name', async () => {
  const [a, b, c] = [row({ payout_ref: 'po_9' }), row({ payout_ref: 'po_9' }), row({ payout_ref: 'po_9', currency: 'USD' })]
  await payments.importPayouts({ provider, rows: [a] })
  assert.deepEqual(await payments.importPayouts({ provider, rows: [c, b, a] }), { imported: 2, known: 1, payouts: 1 })
  const { rows } = await shop.db.sql<{ currency: string; batch: string }>`
    SELECT payload ->> 'currency' AS currency, payload ->> 'batch' AS batch FROM payments.outbox
    WHERE type = 'payments.payout_booked' AND aggregate_id = 'po_9' ORDER BY sequence`
  assert.deepEqual(
    rows.map(({ currency }) => currency),
    ['EUR', 'EUR', 'USD'],
  )
  assert.equal(new Set(rows.map(({ batch }) => batch)).size, 3)
  const { payouts } = await payments.listPayoutSums({ only: { provider, payout_ref: 'po_9' } })
  assert.deepEqual(
    payouts.map(({ currency, gross, fee, net }) => [currency, gross, fee, net]),
    [
      ['EUR', 2000, 70, 1930],
      ['USD', 1000, 35, 965],
    ],
  )
})

test('a row that says something else than before is refused, and all others with it', async () => {
  const first = row({ payout_ref: 'po_3' })
  await payments.importPayouts({ provider, rows: [first] })
  const changed = [row({ payout_ref: 'po_3' }), { ...first, gross: 2000, net: 1965 }]
  await assert.rejects(payments.importPayouts({ provider, rows: changed }), fails('ROW_CHANGED'))
  assert.equal((await booked('po_3')).length, 1)
})

test('two rows of one name are one where they say the same; where they differ all are refused, and it is said what would be right', async () => {
  const charge = row({ payout_ref: 'po_7', row_ref: 'txn_1' })
  const fee = { ...charge, kind: 'fee' as const, gross: 0, fee: 10, net: -10 }
  const elsewhere = { ...fee, payout_ref: 'po_8' }
  await assert.rejects(
    payments.importPayouts({ provider, rows: [charge, row({ payout_ref: 'po_7' }), fee] }),
    (error) =>
      isFailure(error, 'BAD_ROW') && error.details.row === 3 && /row 1\b.*row_ref of its own, such as txn_1-fee/.test(error.message),
  )
  for (const other of [{ gross: 2000, net: 1965 }, { payment_ref: 'another' }, { currency: 'USD' }, { paid_at: '2026-03-06T00:00:00Z' }])
    await assert.rejects(payments.importPayouts({ provider, rows: [charge, { ...charge, ...other }] }), fails('BAD_ROW'))
  assert.deepEqual(await booked('po_7'), [])
  const again = { ...charge, paid_at: '2026-03-05T01:00:00+01:00' }
  const rows = [charge, { ...fee, row_ref: 'txn_1-fee' }, elsewhere, again]
  assert.deepEqual(await payments.importPayouts({ provider, rows }), { imported: 3, known: 1, payouts: 2 })
  assert.deepEqual(await booked('po_7'), [[1000, 45, 955, 2]])
})

test('CSV is read by its head line, quotes and all; what is wrong is named by its line', async () => {
  const head = 'currency,payout_ref,row_ref,kind,payment_ref,gross,fee,net,paid_at'
  const csv = `\uFEFF${head}\r\nEUR,po_4,"r ""1"", a",charge,,1000,35,965,2026-03-05T00:00:00Z\r\nEUR,po_4,r2,fee,,0,10,-10,2026-03-05T00:00:00Z\r\n`
  assert.deepEqual(await payments.importPayouts({ provider, csv }), { imported: 2, known: 0, payouts: 1 })
  const { rows } = await shop.db.sql<{
    row_ref: string
  }>`SELECT row_ref FROM payments.payout_rows WHERE payout_ref = 'po_4' ORDER BY row_ref`
  assert.deepEqual(
    rows.map((one) => one.row_ref),
    ['r "1", a', 'r2'],
  )
  const refused: [string, RegExp][] = [
    ['a,b\n1,2', /Line 1: .*payout_ref/],
    [`${head}\nEUR,po,r,charge,,10.00,0,10,2026-03-05T00:00:00Z`, /Line 2: .*whole numbers/],
    [`${head}\nEUR,po,r,charge,,1000,35,900,2026-03-05T00:00:00Z`, /Row 1: net must be gross - fee/],
    [`${head}\nEUR,po,r,gift,,1000,35,965,2026-03-05T00:00:00Z`, /Row 1: .*kind/],
    [`${head}\nEUR,"po,r`, /quote/],
  ]
  for (const [text, problem] of refused)
    await assert.rejects(
      payments.importPayouts({ provider, csv: text }),
      (error) => isFailure(error, 'BAD_ROW') && problem.test(error.message),
    )
})

test('what does not agree with payouts is listed: not ours, not paid out, other amounts', async () => {
  const [agreed, late, less] = [await shop.pay(newId()), await shop.pay(newId()), await shop.pay(newId())]
  const { provider_ref } = agreed
  await payments.importPayouts({
    provider,
    rows: [
      row({ payout_ref: 'po_5', payment_ref: provider_ref ?? '' }),
      row({ payout_ref: 'po_5', payment_ref: less.payment_id, gross: 900, net: 865 }),
      row({ payout_ref: 'po_5', payment_ref: 'somebody else', row_ref: 'stranger' }),
    ],
  })
  const about = async () => {
    const { not_ours, not_paid_out, other_amounts } = await payments.listPayoutDifferences({ provider })
    const ours = new Set([agreed, late, less].map((payment) => payment.payment_id))
    return {
      not_ours: not_ours.filter((one) => one.row_ref === 'stranger').map((one) => one.payment_ref),
      not_paid_out: not_paid_out.filter((one) => ours.has(one.payment_id)).map((one) => one.payment_id),
      other_amounts: other_amounts.map((one) => [one.payment_id, one.ours, one.theirs]),
    }
  }
  const other_amounts = [[less.payment_id, eur(1000), eur(900)]]
  assert.deepEqual(await about(), { not_ours: ['somebody else'], not_paid_out: [], other_amounts })
  shop.clock.move(8 * 86_400)
  assert.deepEqual(await about(), { not_ours: ['somebody else'], not_paid_out: [late.payment_id], other_amounts })
})

test('thousands of rows find their payments among many thousands, by the provider’s name or by ours', async () => {
  const { rows: known } = await shop.db.sql<{ payment_id: string; provider_ref: string }>`
    INSERT INTO payments.payments (payment_id, order_id, order_number, email, method, provider, provider_ref, state, amount, currency, captured_amount, created_at, looked_at, settled_at)
    SELECT gen_random_uuid(), gen_random_uuid(), '1', 'a@example.com', 'card', 'memory', 'many ' || n, 'captured', 1000, 'EUR', 1000, t, t, t
    FROM generate_series(1, 20000) AS n, LATERAL (SELECT '2026-01-01'::timestamptz AS t) at RETURNING payment_id, provider_ref`
  await shop.db.sql`ANALYZE payments.payments` // as the server does by itself
  const nameOf = ({ payment_id, provider_ref }: (typeof known)[number], i: number) =>
    [provider_ref, payment_id, payment_id.toUpperCase()][i % 3]!
  const some = known.slice(0, 5_000)
  const rows = some.map((payment, i) => row({ payout_ref: 'po_6', row_ref: `r${i}`, payment_ref: nameOf(payment, i) }))
  assert.equal((await payments.importPayouts({ provider, rows })).imported, some.length)
  const { rows: found } = await shop.db.sql<{ row_ref: string; payment_id: string | null }>`
    SELECT row_ref, payment_id FROM payments.payout_rows WHERE payout_ref = 'po_6'`
  const payments_of = new Map(found.map((one) => [one.row_ref, one.payment_id]))
  assert.ok(some.every(({ payment_id }, i) => payments_of.get(`r${i}`) === payment_id))
})
