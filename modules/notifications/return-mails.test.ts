import '#platform/tsx.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { type Return, returns } from '#modules/returns/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { notifications } from './contract.ts'
import { notificationsModule } from './module.ts'
import { happen, orderForTests } from './order-for-tests.ts'
import { settingsForTests } from './settings-for-tests.ts'

const { writeReturnMail } = await import('./return-mail.tsx')
const order = orderForTests({ email: 'ada@customer.example' })
const shop = await testShop({ notifications }, [
  notificationsModule({ is_sending_real_email: false }),
  fakeModule(settings, { readOwn: async () => settingsForTests }),
  fakeModule(orders, { readOrder: async () => order }),
  fakeModule(returns, {}),
  fakeModule(giftCards, { readCode: async ({ instrument_id }) => ({ instrument_id, code: 'ABCD-EFGH-JKMN-PQRS' }) }),
])
const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const about = (differences: Partial<Return> = {}): Return => ({
  ...{ return_id: newId(), number: 'R1042', version: 1, order_id: order.order_id, order_number: order.number, customer_id: null },
  ...{ email: order.email, locale: 'en', kind: 'return', state: 'requested', wanted: 'refund' },
  lines: [
    {
      ...{
        line_id: newId(),
        variant_id: newId(),
        sku: 'THROW',
        title: 'Linen throw',
        variant_title: 'Moss',
        quantity: 1,
        reason: 'changed_mind',
      },
      ...{ accepted_quantity: null, restock_quantity: null, condition: null, amount: EUR(8_900) },
    },
  ],
  ...{ shipping: EUR(490), deduction: EUR(0), deduction_reason: null, total: EUR(9_390), settled_as: null, replacement_order_id: null },
  ...{ note: 'Ada Byron', timeline: [], created_at: '2026-03-01T08:59:00.000Z', updated_at: '2026-03-01T08:59:00.000Z' },
  ...differences,
})
const say = async (type: string, aggregate_id: string, payload: object) => {
  const [module] = type.split('.')
  await shop.db.pool.query(`INSERT INTO ${module}.outbox (type, aggregate_id, payload) VALUES ($1, $2, $3)`, [
    type,
    aggregate_id,
    json(payload),
  ])
  await shop.settle()
}
const mailsTo = async (to: string) => {
  const { mails } = await shop.clients.notifications.listMails({ query: to, limit: 100 })
  return Promise.all(mails.map(({ mail_id }) => shop.clients.notifications.readMail({ mail_id })))
}

test('each step of a return is told by a mail of its own', async () => {
  const steps = [
    ['requested', about()],
    ['approved', about({ state: 'approved' })],
    ['refused', about({ timeline: [{ at: '2026-03-01T09:00:00.000Z', what: 'refused', who: 'Grace', note: 'It was worn.' }] })],
    ['received', about()],
    ['settled', about({ settled_as: 'refund' })],
    ['settled', about({ settled_as: 'store_credit' })],
    ['settled', about({ settled_as: 'exchange', locale: 'de' })],
  ] as const
  for (const [what, one] of steps) await say(`returns.${what}`, order.order_id, { order_id: order.order_id, return: one })
  const mails = await mailsTo(order.email)
  assert.deepEqual(mails.map(({ template }) => template).toSorted(), [
    'return_approved',
    'return_exchange',
    'return_received',
    'return_refund',
    'return_refused',
    'return_requested',
    'return_store_credit',
  ])
  const textOf = (template: string) => mails.find((mail) => mail.template === template)?.text ?? ''
  assert.match(textOf('return_refund'), /€93\.90/)
  assert.match(textOf('return_refused'), /It was worn\./)
  assert.match(textOf('return_exchange'), /Rücksendung/)
  for (const { html, text } of mails) for (const part of [html, text]) assert.ok(part.includes('R1042') && !part.includes('undefined'))
})

test('what is wished for or sent instead stands beside what came back', async () => {
  const [line] = about().lines
  const other = (variant_title: string) => ({ variant_id: newId(), sku: `THROW-${variant_title}`, variant_title })
  const lines = [{ ...line!, exchange_for: other('Slate'), sent_instead: other('Rust') }]
  const textOf = (news: 'requested' | 'settled', differences: Partial<Return>) =>
    writeReturnMail(news, about({ wanted: 'exchange', lines, ...differences }), settingsForTests, 'tok').text
  assert.match(textOf('requested', {}), /Moss · 1\u00a0× · instead: Slate/)
  assert.doesNotMatch(textOf('requested', {}), /Going back/)
  assert.match(textOf('settled', { settled_as: 'exchange' }), /Moss · 1\u00a0× · instead: Rust/)
  assert.match(textOf('settled', { settled_as: 'exchange', locale: 'de' }), /dafür: Rust/)
  const wished = (variant_title: string) => ({ lines: [{ ...line!, exchange_for: other(variant_title) }] })
  assert.doesNotMatch(textOf('settled', { settled_as: 'refund', ...wished('Slate') }), /instead/)
  assert.match(textOf('requested', wished('')), /instead: THROW-/)
})

test('who has not paid reads that there is nothing to pay, and who has paid a part what goes back', async () => {
  const EUR = (amount: number) => ({ amount, currency: 'EUR' })
  for (const [locale, waived] of [
    ['en', 9_390],
    ['de', 9_390],
    ['en', 390],
  ] as const)
    await say('returns.settled', order.order_id, {
      order_id: order.order_id,
      return: about({ settled_as: 'refund', number: `R-${locale}-${waived}`, locale, waived: EUR(waived) }),
    })
  const mails = await mailsTo(order.email)
  const mailOf = (number: string) => mails.find(({ text }) => text.includes(number))
  const [en, de, part] = [mailOf('R-en-9390'), mailOf('R-de-9390'), mailOf('R-en-390')]
  assert.deepEqual([en?.template, de?.template, part?.template], ['return_waived', 'return_waived', 'return_refund'])
  assert.match(en?.text ?? '', /€93\.90 that was not paid yet is not asked for any more/)
  assert.match(de?.text ?? '', /Nicht mehr zu zahlen/)
  assert.match(part?.text ?? '', /€90\.00 goes back/)
})

test('who may send goods back reads where to, if the shop has said where it is', async () => {
  const one = about({ state: 'approved' })
  const seller = { legal_name: 'Lantern & Loom Ltd.', line1: 'Mill Lane 3', postal_code: '20457', city: 'Hamburg', country: 'DE' }
  const mail = writeReturnMail('approved', one, { ...settingsForTests, seller }, 'tok')
  for (const fact of ['Mill Lane 3', '20457 Hamburg', 'Germany'])
    for (const part of [mail.html, mail.text]) assert.ok(part.includes(fact), fact)
  const unknown = writeReturnMail('approved', one, { ...settingsForTests, seller: {} }, 'tok')
  assert.doesNotMatch(unknown.text, /Please send it to/)
})

test('a withdrawal is acknowledged with who said what, on which day and at what time, to the address of the order', async () => {
  const one = about({ kind: 'withdrawal', state: 'approved', note: 'Charles Babbage' })
  await say('returns.requested', order.order_id, { order_id: order.order_id, return: one })
  const mail = (await mailsTo(order.email)).find(({ template }) => template === 'withdrawal_requested')
  for (const fact of ['Charles Babbage', order.number, 'March 1, 2026', '8:59:00', 'Linen throw'])
    assert.ok(mail?.text.includes(fact), fact)
})

test('an address that was typed with a withdrawal gets a copy with nothing else that was typed, and no link to the order', async () => {
  for (const locale of ['en', 'de']) {
    const email = `${locale}@victim.example`
    const one = about({ kind: 'withdrawal', state: 'approved', email, locale, note: 'WIN A PRIZE https://evil.example' })
    await say('returns.requested', order.order_id, { order_id: order.order_id, return: one })
    await say('returns.received', order.order_id, { order_id: order.order_id, return: one })
    const mails = await mailsTo(email)
    assert.deepEqual(
      mails.map(({ template }) => template),
      ['withdrawal_copy'],
    )
    for (const part of [mails[0]!.html, mails[0]!.text]) {
      for (const typed of ['evil.example', 'PRIZE', order.token]) assert.ok(!part.includes(typed), typed)
      for (const fact of [order.number, 'Linen throw', '2026']) assert.ok(part.includes(fact), fact)
      assert.doesNotMatch(part, /withdrawal_copy|\{\{/)
    }
  }
})

test('a refund is told with its own amount, not with that of the order', async () => {
  const refunded = orderForTests({ email: 'part@customer.example' })
  await happen(shop.db, 'refunded', refunded, { amount: EUR(1_234) })
  await shop.settle()
  const [mail] = await mailsTo('part@customer.example')
  assert.match(mail?.text ?? '', /€12\.34 back/)
})

test('a gift card reaches its owner with its code, and the code stands in no event', async () => {
  const card = {
    instrument_id: newId(),
    email: 'gift@customer.example',
    locale: 'en',
    amount: EUR(5_000),
    expires_at: null,
    message: 'Happy birthday',
  }
  await say('gift_cards.card_to_send', card.instrument_id, card)
  const [mail] = await mailsTo(card.email)
  for (const part of [mail?.html, mail?.text])
    for (const word of ['ABCD-EFGH-JKMN-PQRS', 'Happy birthday', '€50.00']) assert.ok(part?.includes(word), word)
})
