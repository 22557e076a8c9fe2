import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import { randomOf, randomOrder } from '#tests/kit/random-order.ts'
import { leaveOutRest } from './leave-out-rest.ts'

const seed = Number(process.env.SEED ?? randomInt(1_000_000_000))
const random = randomOf(seed)
const add = (amounts: number[]) => amounts.reduce((all, amount) => all + amount, 0)

test(`what is left of 5,000 orders adds up, is never dearer, and with all of it sent is what it was (seed ${seed})`, () => {
  for (let i = 0; i < 5_000; i++) {
    const order = randomOrder(random)
    const { shipping: sending } = order
    const isOdd = order.lines.some(({ discount, line_total }) => discount.amount > line_total.amount)
    if (isOdd || (sending && sending.discount.amount > sending.amount.amount)) continue // never sold, see reckon.ts
    const all = leaveOutRest({ ...order, lines: order.lines.map((line) => ({ ...line, fulfilled_quantity: line.quantity })) })
    assert.deepEqual(
      [all.total, all.net_total, all.tax_total, all.discount_total],
      [order.total, order.net_total, order.tax_total, order.discount_total],
    )
    const sent = { ...order, lines: order.lines.map((line) => ({ ...line, fulfilled_quantity: random(line.quantity + 1) })) }
    const left = leaveOutRest(sent)
    const { total, subtotal, discount_total, shipping_total, tax_added, net_total, tax_total, lines, shipping, taxes, discounts } = left
    const parts = [...lines.map(({ tax }) => tax), ...(shipping ? [shipping.tax] : [])]
    const after_tax = add(discounts.flatMap(({ tax_basis, amount }) => (tax_basis === 'after_tax' ? [amount] : [])))
    assert.equal(total.amount, subtotal.amount - discount_total.amount + shipping_total.amount + tax_added.amount)
    assert.equal(total.amount, net_total.amount + tax_total.amount)
    assert.deepEqual([add(parts.map(({ tax }) => tax)), add(taxes.map(({ tax }) => tax))], [tax_total.amount, tax_total.amount])
    assert.deepEqual(
      [add(parts.map(({ net }) => net)) - after_tax, add(taxes.map(({ net }) => net)) - after_tax],
      [net_total.amount, net_total.amount],
    )
    if (order.prices_include_tax) assert.equal(tax_added.amount, order.tax_added.amount)
    else assert.equal(tax_added.amount, tax_total.amount)
    for (const { net, tax, gross } of parts) assert.ok(net >= 0 && tax >= 0 && net + tax === gross)
    assert.ok(total.amount >= 0 && total.amount <= order.total.amount)
  }
})
