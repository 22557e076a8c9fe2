import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseAmount, showMoney, typedAmount } from '#admin/parts/money.ts'

describe('money as people type it', () => {
  for (const [typed, currency, amount] of [
    ['12.50', 'EUR', 1250],
    ['12,50', 'EUR', 1250],
    ['12.5', 'EUR', 1250],
    ['12', 'EUR', 1200],
    ['0', 'EUR', 0],
    [' 7.05 ', 'USD', 705],
    ['1,299', 'EUR', 129_900],
    ['1.299', 'EUR', 129_900],
    ['1,299.00', 'EUR', 129_900],
    ['1.299,00', 'EUR', 129_900],
    ['1 299', 'EUR', 129_900],
    ["12'345'678.9", 'CHF', 1_234_567_890],
    ['1200', 'JPY', 1200],
    ['1,200', 'JPY', 1200],
    ['1.250', 'KWD', 1250],
    ['1.25', 'KWD', 1250],
    ['0.29', 'EUR', 29],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
  ] as const)
    it(`${JSON.stringify(typed)} of ${currency} is ${amount} minor units`, () => assert.equal(parseAmount(typed, currency), amount))

  for (const [typed, currency] of [
    ['', 'EUR'],
    ['free', 'EUR'],
    ['1.2505', 'KWD'],
    ['1.2345', 'EUR'],
    ['12.5', 'JPY'],
    ['1,29,9', 'EUR'],
    ['1234,567', 'EUR'],
    ['12.', 'EUR'],
    ['1e3', 'EUR'],
    ['90071992547409.92', 'EUR'],
  ] as const)
    it(`${JSON.stringify(typed)} is no amount of ${currency}`, () => assert.equal(parseAmount(typed, currency), undefined))

  it('an amount written for editing reads back as itself', () => {
    for (const currency of ['EUR', 'JPY', 'KWD'])
      for (const amount of [0, 5, 99, 100, 123_456, Number.MAX_SAFE_INTEGER])
        assert.equal(parseAmount(typedAmount(amount, currency), currency), amount, `${amount} ${currency}`)
  })

  it('an amount beyond what a float holds is shown exactly', () => {
    assert.equal(showMoney({ amount: Number.MAX_SAFE_INTEGER, currency: 'EUR' }).replace(/[^\d.]/g, ''), '90071992547409.91')
  })
})
