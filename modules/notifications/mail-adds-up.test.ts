import '#platform/tsx.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMoney } from '#platform/money.ts'
import { randomOf, randomOrder } from '#tests/kit/random-order.ts'
import { settingsForTests } from './settings-for-tests.ts'

const { writeOrderMail } = await import('./order-mail.tsx')
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const random = randomOf(seed)

/** Minor units of an amount as it is written. */
const amountOf = (text: string): number => {
  const digits = Number(text.replace(/\D/g, ''))
  return text.includes('\u2212') ? -digits : digits
}
const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0)

test(`what a mail lists of 2,000 orders adds up to the total it names, to the minor unit (seed ${seed})`, () => {
  for (let i = 0; i < 2_000; i++) {
    const order = randomOrder(random)
    const { html, text } = writeOrderMail('placed', order, { ...settingsForTests, locales: ['en', 'de'] })
    const total = formatMoney(order.total, order.locale)
    const [parts = ''] = text.split(`: ${total}\n`)
    const lines = sum([...parts.matchAll(/^ {2}.* = (.*)$/gm)].map(([, amount = '']) => amountOf(amount)))
    const [, ...rows] = (/\n\n(?:Subtotal|Zwischensumme): ([\s\S]*)$/.exec(parts)?.[0] ?? '').trim().split('\n').slice(0, -1)
    const between = rows.map((row) => amountOf(row.slice(row.lastIndexOf(': '))))
    assert.equal(lines, order.subtotal.amount, text)
    assert.equal(lines + sum(between), order.total.amount, text)
    for (const { title } of order.discounts) assert.ok(html.includes(title), title)
    if (order.shipping) assert.ok(html.includes(order.shipping.title), html)
  }
})
