/** The audit of the shop itself, asked after races and crashes, and what only a test can know: that nothing is on its way any more. */
import assert from 'node:assert/strict'
import type { QueryResultRow } from 'pg'
import { brokenRules } from '#platform/audit.ts'
import type { Checked } from '#platform/audit-contract.ts'
import { asAdmin, callApi } from './api.ts'
import { askDatabase } from './ask-database.ts'
import { databasesOf, type RunningShop } from './running-shop.ts'

/** Waits until no event is on its way and no payment without its answer, and then asks for every rule of the books: none may be broken. */
export const auditWithin = async (shop: RunningShop, seconds: number): Promise<void> => {
  await quietWithin(shop, seconds)
  const { status, body } = await callApi<{ checks: Checked[] }>('POST', `${shop.url}/api/admin/audit`, {}, await asAdmin(shop))
  assert.equal(status, 200, JSON.stringify(body))
  assert.ok(body.checks.length > 40, `only ${body.checks.length} rules were asked`)
  assert.deepEqual(brokenRules(body.checks), [])
  await providerAgrees(shop)
}

/** One place for what lies in all databases of a shop: a split shop has one for each service. */
const ask = async <Row extends QueryResultRow>(shop: RunningShop, statement: (schemas: string[]) => string | undefined): Promise<Row[]> => {
  const found: Row[] = []
  for (const connectionString of await databasesOf(shop)) {
    const boxes = await askDatabase<{ schemaname: string }>(
      connectionString,
      `SELECT schemaname FROM pg_tables WHERE tablename = 'outbox' ORDER BY 1`,
    )
    const text = statement(boxes.map(({ schemaname }) => schemaname))
    if (text) found.push(...(await askDatabase<Row>(connectionString, text)))
  }
  return found
}

const onItsWay = (schemas: string[]): string =>
  [
    ...schemas.map((name) => `SELECT '${name} has not said ' || type AS what FROM ${name}.outbox`),
    ...schemas.map(
      (name) => `SELECT '${name} has not handled ' || type || coalesce(': ' || last_error, '') FROM ${name}.inbox WHERE state <> 'done'`,
    ),
    ...schemas
      .filter((name) => name === 'payments')
      .map(
        () => `SELECT 'a payment is ' || state FROM payments.payments WHERE state IN ('started', 'unknown')
          UNION ALL SELECT 'a refund is ' || state FROM payments.refunds WHERE state = 'started'`,
      ),
  ].join(' UNION ALL ')

/** What is on its way gets the time a person would give it. */
export const quietWithin = async (shop: RunningShop, seconds: number): Promise<void> => {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const left = await ask<{ what: string }>(shop, (schemas) => (schemas.length > 0 ? onItsWay(schemas) : undefined)).catch((error) => [
      { what: String(error) },
    ])
    if (left.length === 0) return
    const kinds = Map.groupBy(left, ({ what }) => what)
    if (performance.now() > end) assert.fail([...kinds].map(([what, rows]) => `${rows.length} x ${what}`).join('\n'))
    await new Promise((resume) => setTimeout(resume, 250))
  }
}

/** Every row of our books beside the ledger that the simulated provider keeps for itself, in both directions; the audit asks for the newest only. */
const providerAgrees = async (shop: RunningShop): Promise<void> => {
  const rows = await ask(shop, (schemas) =>
    schemas.includes('payments')
      ? `SELECT coalesce(p.payment_id, c.payment_id) AS payment_id, p.state, p.captured_amount, c.captured_amount AS theirs
         FROM (SELECT * FROM payments.payments WHERE captured_amount > 0 AND provider = 'simulated') p
         FULL JOIN (SELECT * FROM simulated_payments.charges WHERE captured_amount > 0) c USING (payment_id)
         WHERE p.payment_id IS NULL OR c.payment_id IS NULL OR p.captured_amount <> c.captured_amount
           OR p.refunded_amount <> c.refunded_amount OR p.currency <> c.currency`
      : undefined,
  )
  assert.deepEqual(rows, [], 'our payments are not the provider’s charges')
}
