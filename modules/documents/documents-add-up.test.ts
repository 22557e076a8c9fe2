import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { exponentOf } from '#platform/money.ts'
import { randomOf, randomOrder } from '#tests/kit/random-order.ts'
import { remainingOf, takeShares } from './credit-shares.ts'
import { type Billed, decideDocuments } from './decide-documents.ts'
import { drawInvoice } from './draw-invoice.ts'
import { invoiceFacts } from './facts.ts'
import { readPdf } from './read-pdf-for-tests.ts'
import { refundParts, soldParts } from './sold-parts.ts'
import { wordsFor } from './words.ts'

const seed = Number(process.env.SEED ?? randomInt(1_000_000_000))
const random = randomOf(seed)
const sum = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0)
const shop = { shop_name: 'Shop', contact_email: 'a@b.example', public_url: 'https://b.example', seller: {}, invoicing: {} }
const now = new Date('2026-03-01T09:00:00Z')
const fresh: Billed = { content: null, remaining: [], credited: 0 }

test(`what the books are told of 5,000 orders adds up to their totals (seed ${seed})`, () => {
  for (let i = 0; i < 5_000; i++) {
    const order = randomOrder(random)
    const parts = soldParts(order)
    assert.equal(sum(parts.map(({ net }) => net)), order.net_total.amount)
    assert.equal(sum(invoiceFacts(order, shop, now).taxes.map(({ tax }) => tax)), order.tax_total.amount)
  }
})

test(`credit notes over any parts of an invoice take back its net and tax, rate by rate, and never more (seed ${seed})`, () => {
  for (let i = 0; i < 3_000; i++) {
    const order = randomOrder(random)
    const whole = remainingOf(order)
    assert.equal(sum(whole.map(({ payable }) => payable)), order.total.amount)
    let left = whole
    let [net, tax, rest] = [0, 0, order.total.amount]
    while (rest > 0) {
      const amount = Math.min(rest, 1 + random(1 + Math.floor(order.total.amount / 2)))
      const taken = takeShares(left, amount)
      assert.equal(sum(taken.taken.map((row) => row.net + row.tax)), amount)
      assert.ok(
        taken.left.every(({ payable }) => payable >= 0),
        'no rate gives more than it has',
      )
      net += sum(refundParts(taken.taken).map((part) => part.net))
      tax += sum(taken.taken.map((row) => row.tax))
      rest -= amount
      left = taken.left
    }
    if (order.total.amount > 0) assert.deepEqual([net, tax], [order.net_total.amount, order.tax_total.amount])
  }
})

test(`what was waived is credited, and money that came all the same and went back is not credited again (seed ${seed})`, () => {
  for (let i = 0; i < 2_000; i++) {
    const order = { ...randomOrder(random), state: 'fulfilled' as string, waived: undefined as unknown }
    const { total } = order
    const say = (amount: number) => ({ ...total, amount })
    let billed: Billed = fresh
    let balance = 0
    const step = (now: object) => {
      const decided = decideDocuments(billed, { ...order, ...now } as never, undefined)
      billed = decided.billed
      for (const one of decided.steps) balance += one.kind === 'invoice' ? total.amount : -one.total
    }
    const waived = random(total.amount + 1)
    const rest = total.amount - waived
    step({})
    step({ waived: say(waived) })
    assert.equal(balance, rest)
    step({ waived: say(waived), paid: say(total.amount), refunded: say(waived) })
    assert.equal(balance, rest, 'what was paid too much is not credited')
    step({ waived: say(waived), paid: say(rest), refunded: say(rest) })
    assert.equal(balance, 0)
  }
})

test(`an order that was refunded in steps, edited or closed is billed what is left of it (seed ${seed})`, () => {
  for (let i = 0; i < 2_000; i++) {
    let order = { ...randomOrder(random), state: 'confirmed' as string }
    const total = order.total
    let billed = fresh
    let balance = 0
    const step = () => {
      const decided = decideDocuments(billed, order as never, undefined)
      billed = decided.billed
      for (const one of decided.steps) balance += one.kind === 'invoice' ? order.total.amount : -one.total
      assert.deepEqual(decideDocuments(billed, order as never, undefined).steps, [], 'asked again, there is nothing more')
    }
    step()
    assert.equal(balance, total.amount)
    order = { ...order, paid: total, refunded: { ...total, amount: random(total.amount + 1) } }
    step()
    assert.equal(balance, total.amount - order.refunded.amount)
    const edited = { ...randomOrder(random), order_id: order.order_id }
    const [paid, refunded] = [
      { ...total, amount: edited.total.amount + 500 },
      { ...total, amount: 500 },
    ]
    order = { ...edited, state: 'confirmed', paid, refunded }
    step()
    assert.equal(balance, edited.total.amount, 'what was paid too much and went back is not credited')
    order = { ...order, state: 'cancelled' }
    step()
    assert.equal(balance, 0)
  }
})

/** An order that was paid, reserved, given back and edited in some way since; what is due is what orders make of it. */
const settledOrder = () => {
  const order = randomOrder(random)
  const say = (amount: number) => ({ ...order.total, amount })
  const total = order.total.amount
  const paid = random(3) ? random(2 * total + 1) : [0, total][random(2)]!
  const refunded = random(2) ? 0 : random(paid + 1)
  const credited = random(2) ? refunded : 0 // given back for goods, or because too much was paid
  const reserved = random(2) ? 0 : random(2 * total + 1)
  const first = random(2) ? 0 : random(paid + 1)
  const cards = random(2) ? [first] : [first, random(paid - first + 1)]
  const due = Math.max(0, total - credited - paid + refunded - reserved)
  return {
    ...order,
    ...{ paid: say(paid), refunded: say(refunded), reserved: say(reserved), due: say(due) },
    gift_cards: cards.filter(Boolean).map((amount, i) => ({ last4: `AB${i}${i}`, amount: say(amount) })),
  }
}

test(`what stands below the total adds up to what is to be paid, however the order was paid and edited (seed ${seed})`, () => {
  for (let i = 0; i < 5_000; i++) {
    const order = settledOrder()
    const { total, paid, reserved = 0, due, gift_cards } = invoiceFacts(order, shop, now)
    const cards = sum(gift_cards.map(({ amount }) => amount))
    const where = JSON.stringify([order.total, order.paid, order.refunded, order.reserved, order.due, order.gift_cards])
    assert.equal(total - cards - (paid - cards) - reserved, due, where)
    assert.ok(paid >= cards && paid <= order.paid.amount && reserved >= 0 && gift_cards.every(({ amount }) => amount > 0), where)
  }
})

test('an order that was paid and became cheaper says as much paid as it comes to, also where gift cards paid it', () => {
  const order = randomOrder(random)
  const say = (amount: number) => ({ ...order.total, amount })
  const cheaper = { ...order, total: say(2_000), paid: say(11_900), due: say(0) }
  const settled = (change: object) => {
    const { paid, due, gift_cards } = invoiceFacts({ ...cheaper, ...change }, shop, now)
    return [paid, due, gift_cards.map(({ amount }) => amount)]
  }
  assert.deepEqual(settled({}), [2_000, 0, []])
  assert.deepEqual(settled({ refunded: say(9_900) }), [2_000, 0, []])
  const gift_cards = [
    { last4: 'AAAA', amount: say(1_500) },
    { last4: 'BBBB', amount: say(1_500) },
  ]
  assert.deepEqual(settled({ gift_cards }), [2_000, 0, [1_500, 500]])
  assert.deepEqual(settled({ gift_cards, refunded: say(9_900) }), [2_000, 0, [1_500, 500]])
})

/** Minor units of an amount as it is printed. */
const amountOf = (text: string): number => {
  const digits = Number(text.replace(/\D/g, ''))
  return text.includes('\u2212') ? -digits : digits
}

test(`the amounts on the paper are the order's, to the minor unit, and add up there as well (seed ${seed})`, async () => {
  for (let i = 0; i < 40; i++) {
    const order = i % 2 ? settledOrder() : randomOrder(random)
    const words = wordsFor(order.locale)
    const pdf = await drawInvoice({ ...invoiceFacts(order, shop, now), number: '2026-000001' }, now, { is_compressed: false })
    const lines = readPdf(pdf).flat()
    const rowsOf = (start: string) =>
      lines.filter(([name, amount]) => amount && name?.startsWith(start)).map((cells) => amountOf(cells.at(-1) ?? ''))
    const taxed = lines.slice(lines.findIndex(([name]) => name === words.includes_tax || name === words.plus_tax) + 1, -1)
    const rates = taxed.filter(([name]) => name?.startsWith(`${words.tax} `)).map((cells) => cells.slice(1).map(amountOf))
    const total = order.total.amount
    const where = `${order.currency} ${order.locale}\n${lines.map((line) => line.join(' | ')).join('\n')}`
    assert.deepEqual(
      rowsOf('Thing '),
      order.lines.map(({ line_total }) => line_total.amount),
      where,
    )
    assert.deepEqual(rowsOf(words.subtotal), [sum(rowsOf('Thing '))], where)
    assert.deepEqual(rowsOf(words.total), [total], where)
    const added = rowsOf(words.tax_added).slice(0, order.tax_added.amount === 0 ? 0 : 1)
    assert.equal(sum([...rowsOf(words.subtotal), ...rowsOf('Discount '), ...rowsOf(`${words.shipping}: `), ...added]), total, where)
    const late = sum(rowsOf('Discount after_tax'))
    assert.equal(sum(rates.map(([net = 0, tax = 0]) => net + tax)) + late, total, where)
    for (const [net = 0, tax = 0, gross] of rates) assert.equal(net + tax, gross, where)
    const below = [...rowsOf(words.gift_card('')), ...rowsOf(words.paid), ...rowsOf(words.reserved.slice(0, 8))] // which wraps
    assert.deepEqual([total + sum(below)], below.length > 0 || order.due.amount > 0 ? rowsOf(words.due) : [total], where)
    assert.equal(
      lines.flat().some((text) => text.includes('?')),
      false,
      'a letter is missing from the font',
    )
    assert.ok(exponentOf(order.currency) >= 0)
  }
})
