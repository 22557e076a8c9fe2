import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountOf, codeOf, gramsOf, lineOf, listOf, madeSku, slugOf, taxClassOf, wholeOf } from './fields.ts'

test('an amount is read to the minor unit, with the point or comma of its country', () => {
  for (const [text, amount] of [
    ['12.50', 1250],
    ['12', 1200],
    ['0.29', 29],
    ['1,299.00', 129900],
    ['1,299', 129900],
    ['12,5', 1250],
    ['1.299,50', 129950],
    ['52.0000', 5200],
    ['0.500', 50],
    ['1.299.000,00', 129900000],
    ['90071992547409.91', 9007199254740991],
  ] as const)
    assert.equal(amountOf(text, 'EUR'), amount, text)
  assert.equal(amountOf('1500', 'JPY'), 1500)
  assert.equal(amountOf('1,500', 'JPY'), 1500)
  assert.equal(amountOf('1.234', 'KWD'), 1234)
  assert.equal(amountOf('0,500', 'KWD'), 500)
  assert.equal(amountOf('1,234.500', 'KWD'), 1234500)
})

test('what is no amount of the currency is not made one', () => {
  for (const text of ['', 'free', '12.505', '1e3', '-1', 'NaN', '0x10', '12 EUR', '1.2.3', '90071992547409.92', '١٢'])
    assert.equal(amountOf(text, 'EUR'), undefined, text)
  assert.equal(amountOf('12.5', 'JPY'), undefined)
})

test('what is a thousand in one country and one in the next is no amount, and no number of units', () => {
  for (const [text, currency] of [
    ['1.500', 'EUR'],
    ['12.000', 'EUR'],
    ['1.500.000', 'EUR'],
    ['0,500', 'EUR'],
    ['1.000', 'JPY'],
    ['12,500', 'KWD'],
  ] as const)
    assert.equal(amountOf(text, currency), undefined, `${text} ${currency}`)
  assert.deepEqual([wholeOf('1.000'), wholeOf('-12.000'), wholeOf('0.000'), wholeOf('1000.000')], [undefined, undefined, 0, 1000])
})

test('weights become whole grams, stock whole units', () => {
  assert.deepEqual(
    [gramsOf('1.5', 'kg'), gramsOf('1', 'lbs'), gramsOf('2', 'oz'), gramsOf('0,25', 'kg'), gramsOf('250', 'g')],
    [1500, 454, 57, 250, 250],
  )
  assert.deepEqual(
    [gramsOf('0', 'kg'), gramsOf('-1', 'kg'), gramsOf('x', 'kg'), gramsOf('1', 'stone')],
    [undefined, undefined, undefined, undefined],
  )
  assert.deepEqual(
    [wholeOf('12'), wholeOf('-3'), wholeOf('-0'), wholeOf('100.0000'), wholeOf('1.5'), wholeOf('many')],
    [12, -3, 0, 100, undefined, undefined],
  )
})

test('a slug has only small letters, digits and single hyphens', () => {
  assert.equal(slugOf('Größe M / Blau'), 'groesse-m-blau')
  assert.equal(slugOf("L'été à Paris"), 'lete-a-paris')
  assert.equal(slugOf('--A__B--'), 'a-b')
  assert.equal(slugOf('茶'), '')
  assert.match(slugOf('x'.repeat(300)), /^x{200}$/)
})

test('a made SKU is the same each time, and two long ones stay apart', () => {
  assert.equal(madeSku('shirt', '', 'red'), 'shirt-red')
  const long = 'x'.repeat(150)
  assert.equal(madeSku(long, 'red'), madeSku(long, 'red'))
  assert.notEqual(madeSku(long, 'red'), madeSku(long, 'blue'))
  assert.equal(madeSku(long, 'red').length, 100)
})

test('lines, codes and lists lose what spreadsheets add', () => {
  assert.equal(lineOf(' a\tb\r\n c\u0000d '), 'a b c d')
  assert.equal(codeOf("'0012345"), '0012345')
  assert.deepEqual(listOf('a, b\\, c ,, d'), ['a', 'b, c', 'd'])
})

test('tax classes of other shops become ours, and saying nothing leaves the class as it is', () => {
  assert.deepEqual(
    ['', 'reduced-rate', 'zero-rate', 'Taxable Goods', 'None', 'Books & Food'].map((text) => taxClassOf(text, true)),
    [undefined, 'reduced', 'zero', 'standard', 'zero', 'books-food'],
  )
  assert.equal(taxClassOf('', false), 'zero')
})
