import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomOf, randomOrder } from '#tests/kit/random-order.ts'
import { drawInvoice } from './draw-invoice.ts'
import { type Facts, invoiceFacts } from './facts.ts'
import { readPdf } from './read-pdf-for-tests.ts'

const SHOP = {
  shop_name: 'Lantern & Loom',
  contact_email: 'a@b.example',
  public_url: 'https://b.example',
  seller: { legal_name: 'L&L GmbH' },
  invoicing: {},
}
const NOW = new Date('2026-03-01T09:00:00Z')
const order = () => ({ ...randomOrder(randomOf(7)), locale: 'en' })

test('the same facts are the same bytes, whenever they are drawn', async () => {
  const facts = invoiceFacts(order(), SHOP, new Date('2026-03-01T09:00:00Z'))
  const [one, two] = [await drawInvoice(facts, new Date('2026-03-01')), await drawInvoice(facts, new Date('2026-03-01'))]
  assert.ok(one.equals(two))
})

test('a long title wraps, many lines take pages with the head of the table and a number on each', async () => {
  const [line] = order().lines
  const title =
    'Wool blanket, undyed, woven in the Ore Mountains, 140 by 200 cm, with a border that somebody described at great length '.repeat(2)
  const long = { ...order(), lines: Array.from({ length: 60 }, () => ({ ...line!, title })) }
  const facts: Facts = { ...invoiceFacts(long, SHOP, NOW), number: '2026-000001' }
  const pages = readPdf(await drawInvoice(facts, NOW, { is_compressed: false }))
  assert.ok(pages.length > 3)
  for (const [i, page] of pages.entries()) {
    const texts = page.flat()
    assert.ok(texts.includes(`Page ${i + 1} of ${pages.length}`))
    assert.ok(texts.some((text) => text.includes('2026-000001')))
    if (i < pages.length - 1) assert.ok(texts.includes('Unit price'))
  }
})

test('letters of all of Europe are in the font', async () => {
  const name = 'Ångström Łódź Ğüneş Őrség Ελληνικά Русский Љубав Їжак €£₺₽zł “–” 12,50 €'
  const facts = { ...invoiceFacts(order(), SHOP, NOW), shop_name: name }
  const [page] = readPdf(await drawInvoice(facts, NOW, { is_compressed: false }))
  assert.ok(page?.slice(0, 2).flat().join('').startsWith(name))
})

test('the year of a number is that of the shop’s own day', async () => {
  const midnight = new Date('2025-12-31T23:30:00Z')
  const inBerlin = invoiceFacts(order(), { ...SHOP, invoicing: { time_zone: 'Europe/Berlin' } }, midnight)
  assert.deepEqual([inBerlin.issued_on, invoiceFacts(order(), SHOP, midnight).issued_on], ['2026-01-01', '2025-12-31'])
})

test('an invoice over money that is reserved asks for none of it, and does not say that it is paid', async () => {
  const open = order()
  const money = (amount: number) => ({ amount, currency: open.currency })
  const reserved = { ...open, paid: money(0), refunded: money(0), gift_cards: [], reserved: open.total, due: money(0) }
  const shop = { ...SHOP, seller: { ...SHOP.seller, iban: 'DE02120300000000202051' } }
  const said = readPdf(await drawInvoice(invoiceFacts(reserved, shop, NOW), NOW, { is_compressed: false }))
    .flat(2)
    .join(' ')
  assert.match(said, /The amount is reserved/)
  assert.doesNotMatch(said, /is paid|Please transfer/)
})
