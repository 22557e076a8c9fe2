import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Failure, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { giftCards } from './contract.ts'
import { giftCardsModule } from './module.ts'

const shop = await testShop({ giftCards }, [giftCardsModule({ code_key: new Uint8Array(32).fill(7) })], { pool_size: 40 })
const { issueCard, spend, giveBack, credit, adjust, readBalance, findSpending, audit } = shop.clients.giftCards
const staff = { actor: { kind: 'user' as const, user_id: newId(), role: 'staff' as const, name: 'Ada' } }

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const cardOf = async (amount: number) => {
  const { card, code } = await issueCard({ card_id: newId(), amount: eur(amount) }, staff)
  return { instrument_id: card.instrument_id, instrument: { code: code ?? '' } }
}
type Card = Awaited<ReturnType<typeof cardOf>>
const balanceOf = async ({ instrument }: Card) => (await readBalance({ instrument, currency: 'EUR' })).balance.amount
const codeOf = (work: Promise<unknown>) => work.then(() => 'ok').catch((error: Failure) => error.code)
const tally = (codes: string[]) =>
  Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((one) => one === code).length]))
const inBalance = async () => assert.deepEqual((await audit({})).wrong, [])
const saidOf = async (instrument_id: string) =>
  (
    await shop.db.sql<{ type: string; payload: { amount: { amount: number } } }>`
      SELECT type, payload FROM gift_cards.outbox WHERE aggregate_id = ${instrument_id} ORDER BY sequence`
  ).rows

test('a spending is one statement, takes exactly its amount, and the same payment again takes nothing more', async () => {
  const card = await cardOf(5_000)
  const wish = { payment_id: newId(), instrument: card.instrument, amount: eur(1_500), order_id: newId() }
  const { result, statements } = await countStatements(() => spend(wish))
  assert.deepEqual([statements, result.balance], [1, eur(3_500)])
  assert.deepEqual(await spend(wish), result)
  assert.deepEqual(
    (await saidOf(card.instrument_id)).map(({ type, payload }) => [type, payload.amount.amount]),
    [
      ['gift_cards.issued', 5_000],
      ['gift_cards.spent', -1_500],
    ],
  )
  await assert.rejects(spend({ ...wish, amount: eur(1_501) }), { code: 'KEY_REUSED' })
  await inBalance()
})

test('200 payments at once from one card never take more than is on it', async () => {
  const card = await cardOf(5_000)
  const codes = await Promise.all(
    Array.from({ length: 200 }, () => codeOf(spend({ payment_id: newId(), instrument: card.instrument, amount: eur(100) }))),
  )
  assert.deepEqual(tally(codes), { BALANCE_TOO_LOW: 150, ok: 50 })
  assert.equal(await balanceOf(card), 0)
  await inBalance()
})

test('twins of one payment take its amount once, also when it is all that is left', async () => {
  for (let round = 0; round < 20; round++) {
    const card = await cardOf(1_000)
    const wish = { payment_id: newId(), instrument: card.instrument, amount: eur(1_000) }
    const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(spend(wish))))
    assert.deepEqual(tally(codes), { ok: 8 })
    assert.equal(await balanceOf(card), 0)
  }
  await inBalance()
})

test('a payment that asks for more than there is takes nothing, and is told what is left', async () => {
  const card = await cardOf(999)
  await assert.rejects(spend({ payment_id: newId(), instrument: card.instrument, amount: eur(1_000) }), (error) => {
    assert.ok(isFailure(error, 'BALANCE_TOO_LOW'))
    assert.deepEqual(error.details, { available: eur(999) })
    return true
  })
  assert.equal(await balanceOf(card), 999)
})

test('a card is spent in its own currency only', async () => {
  const card = await cardOf(1_000)
  const amount = { amount: 100, currency: 'USD' }
  assert.equal(await codeOf(spend({ payment_id: newId(), instrument: card.instrument, amount })), 'UNKNOWN_CARD')
  for (const wrong of [0, -1, 1.5, '5', null, 2 ** 53])
    assert.equal(await codeOf(spend({ payment_id: newId(), instrument: card.instrument, amount: eur(wrong as number) })), 'INVALID_INPUT')
  assert.equal(await codeOf(spend({ payment_id: newId(), instrument: {}, amount: eur(1) })), 'INVALID_INPUT')
  assert.equal(await balanceOf(card), 1_000)
})

test('100 refunds at once of a payment give back what it took, and not a cent more', async () => {
  const card = await cardOf(5_000)
  const payment_id = newId()
  await spend({ payment_id, instrument: card.instrument, amount: eur(1_000) })
  const codes = await Promise.all(Array.from({ length: 100 }, () => codeOf(giveBack({ refund_id: newId(), payment_id, amount: eur(30) }))))
  assert.deepEqual(tally(codes), { REFUND_EXCEEDS_CHARGE: 67, ok: 33 })
  assert.equal(await balanceOf(card), 4_990)
  assert.deepEqual((await findSpending({ payment_id })).spending, { payment_id, amount: eur(1_000), given_back: 990 })
  await inBalance()
})

test('a refund that is repeated, or asked for twice at once, gives back once', async () => {
  const card = await cardOf(1_000)
  const payment_id = newId()
  await spend({ payment_id, instrument: card.instrument, amount: eur(1_000) })
  const refund = { refund_id: newId(), payment_id, amount: eur(1_000) }
  const { result, statements } = await countStatements(() => giveBack(refund))
  assert.deepEqual([result, statements], [{ refund_id: refund.refund_id }, 1])
  const twin = { ...refund, refund_id: newId() }
  assert.equal(await codeOf(giveBack(twin)), 'REFUND_EXCEEDS_CHARGE')
  const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(giveBack(refund))))
  assert.deepEqual(tally(codes), { ok: 8 })
  assert.equal(await codeOf(giveBack({ ...refund, amount: eur(1) })), 'KEY_REUSED')
  assert.equal(await codeOf(giveBack({ ...refund, refund_id: newId(), payment_id: newId() })), 'NOT_FOUND')
  assert.equal(await balanceOf(card), 1_000)
  await inBalance()
})

test('twins of one refund give back once, also when it is all that was taken', async () => {
  for (let round = 0; round < 20; round++) {
    const card = await cardOf(1_000)
    const payment_id = newId()
    await spend({ payment_id, instrument: card.instrument, amount: eur(1_000) })
    const refund = { refund_id: newId(), payment_id, amount: eur(1_000) }
    const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(giveBack(refund))))
    assert.deepEqual(tally(codes), { ok: 6 })
    assert.equal(await balanceOf(card), 1_000)
  }
})

const deadlocks = async () =>
  (await shop.db.sql<{ deadlocks: number }>`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`).rows[0]?.deadlocks

test('spendings, refunds, credits and adjustments of one customer at once are all made, and the balance is the sum of its entries', async () => {
  const before = await deadlocks()
  for (let round = 0; round < 4; round++) {
    const customer_id = newId()
    const instrument = { customer_id }
    const add = (amount: number) => codeOf(credit({ credit_id: newId(), customer_id, amount: eur(amount), reason: 'A return' }))
    await Promise.all([add(300), add(300), add(400)]) // the first credits make it, all at once
    const list = await shop.clients.giftCards.listInstruments({ query: customer_id })
    const instrument_id = list.instruments[0]?.instrument_id ?? ''
    const codes = await Promise.all(
      Array.from({ length: 120 }, async (_, i) => {
        const payment_id = newId()
        if (i % 4 === 3) return add(7)
        if (i % 4 === 2) return codeOf(adjust({ instrument_id, adjustment_id: newId(), amount: eur(-5), reason: 'A mistake' }, staff))
        const code = await codeOf(spend({ payment_id, instrument, amount: eur(20) }))
        return code === 'ok' && i % 2 ? codeOf(giveBack({ refund_id: newId(), payment_id, amount: eur(15) })) : code
      }),
    )
    assert.deepEqual(
      codes.filter((code) => code !== 'ok' && code !== 'BALANCE_TOO_LOW'),
      [],
    )
    await inBalance()
  }
  assert.equal(await deadlocks(), before)
})

test('entries cannot be changed or removed, and no statement can bring a balance below zero', async () => {
  const { instrument_id } = await cardOf(100)
  await assert.rejects(shop.db.sql`UPDATE gift_cards.entries SET amount = 1 WHERE instrument_id = ${instrument_id}`, /never changed/)
  await assert.rejects(shop.db.sql`DELETE FROM gift_cards.entries WHERE instrument_id = ${instrument_id}`, /never changed/)
  await assert.rejects(
    shop.db.sql`UPDATE gift_cards.instruments SET balance = -1 WHERE instrument_id = ${instrument_id}`,
    /a_balance_cannot_go_negative/,
  )
})

test('the audit tells a balance that is not the sum of its entries', async () => {
  const { instrument_id } = await cardOf(100)
  await shop.db.sql`UPDATE gift_cards.instruments SET balance = 101 WHERE instrument_id = ${instrument_id}`
  assert.deepEqual((await audit({})).wrong, [{ instrument_id, balance: 101, entries: 100 }])
  await shop.db.sql`UPDATE gift_cards.instruments SET balance = 100 WHERE instrument_id = ${instrument_id}`
  await inBalance()
})
