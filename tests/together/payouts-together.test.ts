/** Payouts as payments imports them, and what of them is in the books. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documents } from '#modules/documents/contract.ts'
import { checks } from '#modules/ledger/checks.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { ledgerModule } from '#modules/ledger/module.ts'
import { orders } from '#modules/orders/contract.ts'
import { type PayoutRow, payments } from '#modules/payments/contract.ts'
import { paymentsModule } from '#modules/payments/module.ts'
import { settings } from '#modules/settings/contract.ts'
import { json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'

const shop = await testShop({ ledger, payments }, [
  ...[ledgerModule, paymentsModule({ providers: [] }), fakeModule(orders, {}), fakeModule(documents, {})],
  fakeModule(settings, {}),
])
const staff = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const provider = 'stripe'
const row = (payout_ref: string, row_ref: string, gross: number, fee: number, currency = 'EUR'): PayoutRow => ({
  ...{ payout_ref, row_ref, kind: 'charge', gross, fee, net: gross - fee, currency, paid_at: '2026-03-05T00:00:00.000Z' },
})
const imported = async (...rows: PayoutRow[]) => {
  const answer = await shop.clients.payments.importPayouts({ provider, rows }, staff)
  await shop.settle()
  return answer
}
/** [bank, fees, provider_clearing] of a payout, by currency. */
const booked = async (payout_ref: string) => {
  const { rows } = await shop.db.sql<{ currency: string; bank: number; fees: number; clearing: number }>`
    SELECT currency, coalesce(sum(amount) FILTER (WHERE account = 'bank'), 0)::bigint AS bank, coalesce(sum(amount) FILTER (WHERE account = 'fees'), 0)::bigint AS fees,
      coalesce(sum(amount) FILTER (WHERE account = 'provider_clearing'), 0)::bigint AS clearing
    FROM ledger.entries JOIN ledger.transactions USING (transaction_id) WHERE reference = ${payout_ref} GROUP BY currency ORDER BY currency`
  return rows.map(({ currency, bank, fees, clearing }) => [currency, bank, fees, clearing])
}
const found = async () => {
  shop.clock.move(11 * 60)
  return (await shop.audit()).filter(({ rule }) => rule === 'ledger O1 payouts')
}

test('a payout that comes in several imports is booked whole, however often each comes', async () => {
  const [a, b, c] = [row('po_1', 'a', 1_000, 10), row('po_1', 'b', 5_000, 10), row('po_1', 'c', -200, 0)]
  await imported(a)
  await imported(a, b)
  await Promise.all([imported(b, c), imported(c, b, a), imported(c)])
  assert.deepEqual(await booked('po_1'), [['EUR', 5_780, 20, -5_800]])
  assert.deepEqual(await found(), [])
})

test('a payout in two currencies is booked in both', async () => {
  await imported(row('po_2', 'a', 1_000, 10), row('po_2', 'b', 700, 7, 'USD'))
  assert.deepEqual(await booked('po_2'), [
    ['EUR', 990, 10, -1_000],
    ['USD', 693, 7, -700],
  ])
  assert.deepEqual(await found(), [])
})

test('what the books have not of a payout is found, and booked on request, once', async () => {
  await imported(row('po 3', 'a', 1_000, 10))
  await shop.db.sql`
    INSERT INTO payments.payout_rows (provider, payout_ref, row_ref, kind, gross, fee, net, currency, paid_at, imported_at)
    VALUES (${provider}, 'po 3', 'b', 'charge', 5000, 10, 4990, 'EUR', ${shop.clock.now()}, ${shop.clock.now()})`
  assert.deepEqual(await shop.audit(), [], 'it may still be on its way')
  const [finding, ...others] = await found()
  assert.deepEqual(others, [])
  assert.match(finding!.found, /^stripe po 3 EUR: .*6000, 20 and 5980.*1000, 10 and 990/)
  const { repair } = checks['O1 payouts']!
  const needs = { db: shop.db, clock: shop.clock, payments: shop.clients.payments } as never
  await Promise.all([1, 2, 3].map(() => repair!.run(needs, 'stripe po 3 EUR')))
  assert.deepEqual(await booked('po 3'), [['EUR', 5_980, 20, -6_000]])
  assert.deepEqual(await found(), [])
})

test('what was told before payouts were told in parts is booked once, as it was', async () => {
  const news = { provider, payout_ref: 'po_4', paid_at: '2026-03-05T00:00:00Z', currency: 'EUR', gross: 1_000, fee: 10, net: 990, rows: 1 }
  for (let i = 0; i < 2; i++)
    await shop.db
      .sql`INSERT INTO payments.outbox (type, aggregate_id, payload) VALUES ('payments.payout_booked', 'po_4', ${json(news)}::jsonb)`
  await shop.settle()
  assert.deepEqual(await booked('po_4'), [['EUR', 990, 10, -1_000]])
})
