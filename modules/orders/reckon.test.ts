/** 100,000 random orders, each with net and gross prices and both roundings, in five currencies. `SEED=...` repeats a run. */
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { test } from 'node:test'
import type { Discount } from '#modules/promotions/contract.ts'
import type { ShippingOption } from '#modules/shipping/contract.ts'
import { newId } from '#platform/ids.ts'
import { allocate } from '#platform/money.ts'
import { referenceTax } from '#tests/kit/reference-tax.ts'
import { add, type Parts, type PricedLine, type Reckoned, reckon, SHIPPING_LINE, taxablesOf } from './reckon.ts'

const ORDERS = 100_000
/** minor units of a dear thing: EUR 2, USD 2, JPY 0, KWD 3, CLF 4 digits (ISO 4217) */
const CURRENCIES = { EUR: 500_000, USD: 500_000, JPY: 800_000, KWD: 1_500_000, CLF: 150_000 }
const RATES = { standard: 1900, reduced: 700, odd: 777, zero: 0 }
const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
const PRODUCT = { product_id: newId(), slug: 'thing', sku: 'THING', title: 'Thing', variant_title: '', picture: null, category_ids: [] }
const LINE_IDS = Array.from({ length: 6 }, () => newId())

/** xorshift32 (G. Marsaglia, Xorshift RNGs, 2003): the same seed, the same orders. */
const random = (state = seed || 1) => {
  const next = (below: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
  return next
}

type Next = ReturnType<typeof random>
const pick = <T>(next: Next, choices: T[]): T => choices[next(choices.length)] as T // the index is within

const lineOf = (next: Next, line_id: string, currency: string, dear: number): PricedLine => {
  const [quantity, amount] = [1 + next(12), next(dear)]
  return {
    ...{ ...PRODUCT, line_id, variant_id: line_id, quantity, tax_class: pick(next, Object.keys(RATES)), weight_grams: 0, why: [] },
    ...{
      unit_price: { amount, currency },
      line_total: { amount: amount * quantity, currency },
      fulfilled_quantity: 0,
      returned_quantity: 0,
    },
  }
}

/** A discount over what earlier ones have left of the lines, or of shipping. */
const discountOf = (next: Next, left: Map<string, number>): Discount => {
  const ids = [...left.keys()].filter(() => next(3) > 0)
  const weights = ids.map((id) => left.get(id) ?? 0)
  const most = weights.reduce((sum, weight) => sum + weight, 0)
  const amount = next(4) === 0 ? most : next(most + 1)
  const parts = allocate(amount, weights)
  for (const [i, id] of ids.entries()) left.set(id, (left.get(id) ?? 0) - (parts[i] ?? 0))
  return {
    ...{ promotion_id: PRODUCT.product_id, code: null, title: 'Less', kind: 'amount', tax_basis: pick(next, ['before_tax', 'after_tax']) },
    ...{ amount: ids.length > 0 ? amount : 0, is_limited: false, why: [] },
    allocations: ids.map((line_id, i) => ({ line_id, amount: parts[i] ?? 0 })),
  }
}

const partsOf = (next: Next): Omit<Parts, 'prices_include_tax'> => {
  const [currency, dear] = pick(next, Object.entries(CURRENCIES))
  const lines = LINE_IDS.slice(0, 1 + next(LINE_IDS.length)).map((line_id) => lineOf(next, line_id, currency, dear))
  const option: ShippingOption | null =
    next(3) === 0
      ? null
      : {
          ...{ method_id: PRODUCT.product_id, title: 'Parcel', text: '', amount: { amount: next(2_000), currency }, tax_class: 'standard' },
          ...{ is_pickup: false, min_days: null, max_days: null, carrier: null, pickup: null, why: [] },
        }
  const left = new Map(lines.map(({ line_id, line_total }) => [line_id, line_total.amount]))
  if (option) left.set(SHIPPING_LINE, option.amount.amount)
  const discounts = Array.from({ length: next(4) }, () => discountOf(next, left))
  return { currency, lines, discounts, option }
}

const big = (amounts: number[]) => amounts.reduce((sum, amount) => sum + BigInt(amount), 0n)

/** Counted a second time, in whole numbers without bounds. */
const assertIdentities = (order: Reckoned, prices_include_tax: boolean, facts: string) => {
  const { lines, shipping, discounts, taxes } = order
  const [subtotal, discount, shipped, added] = [order.subtotal, order.discount_total, order.shipping_total, order.tax_added].map((m) =>
    BigInt(m.amount),
  )
  const [net, tax, total] = [order.net_total, order.tax_total, order.total].map((m) => BigInt(m.amount))
  const after = big(discounts.filter(({ tax_basis }) => tax_basis === 'after_tax').map(({ amount }) => amount))
  const taxed = [...lines.map((line) => line.tax), ...(shipping ? [shipping.tax] : [])]
  const checks: Record<string, boolean> = {
    'lines add up to the subtotal': subtotal === big(lines.map((line) => line.line_total.amount)),
    'total = subtotal - discounts + shipping + tax added': total === subtotal! - discount! + shipped! + added!,
    'total = net + tax': total === net! + tax!,
    'discounts are borne to the last unit':
      discount === big([...lines.map((line) => line.discount.amount), shipping?.discount.amount ?? 0]),
    'taxes of lines add up': tax === big(taxed.map((one) => one.tax)),
    'nets of lines add up': net === big(taxed.map((one) => one.net)) - after,
    'each line is net and tax': taxed.every((one) => one.net + one.tax === one.gross),
    'rows add up to the tax': tax === big(taxes.map((row) => row.tax)),
    'included tax adds nothing, other tax all of it': added === (prices_include_tax ? 0n : tax),
    'nothing is below zero':
      total! >= 0n && lines.every((line) => line.discount.amount >= 0 && line.discount.amount <= line.line_total.amount),
    'amounts are safe integers': [order.total, order.net_total, order.tax_total, order.subtotal].every((m) =>
      Number.isSafeInteger(m.amount),
    ),
  }
  for (const [rule, holds] of Object.entries(checks)) if (!holds) assert.fail(`${rule}: ${facts} ${JSON.stringify(order)}`)
}

test(`the parts of ${ORDERS} random orders add up to their totals (seed ${seed})`, () => {
  const next = random()
  for (let i = 0; i < ORDERS; i++) {
    const given = partsOf(next)
    for (const prices_include_tax of [true, false])
      for (const rounding of ['per_line', 'per_total'] as const) {
        const parts = { ...given, prices_include_tax }
        const asked = { currency: parts.currency, prices_include_tax, rounding, destination: null, lines: taxablesOf(parts) }
        assertIdentities(
          reckon(parts, referenceTax({ rates: RATES })(asked)),
          prices_include_tax,
          `order ${i} ${rounding} ${parts.currency}`,
        )
      }
  }
})

const MOST = Number.MAX_SAFE_INTEGER

test('a sum beyond the safe integers is refused and never rounded', () => {
  assert.throws(() => add([MOST, 1]), RangeError)
  assert.throws(() => add([-MOST, -1]), RangeError)
  assert.equal(add([MOST, 1 - MOST]), 1)
})

test('a discount that is borne by nobody, or more than a line costs, is not sold', () => {
  const next = random(7)
  const { option: _option, ...given } = partsOf(next)
  const parts = { ...given, prices_include_tax: true, option: null, discounts: [] as Discount[] }
  const line = parts.lines[0] as PricedLine
  const tax = (lines = taxablesOf(parts)) =>
    referenceTax()({ currency: parts.currency, prices_include_tax: true, rounding: 'per_line', destination: null, lines })
  const less = (amount: number, allocations: Discount['allocations']): Discount => ({
    ...{ promotion_id: line.product_id, code: null, title: 'Less', kind: 'amount', tax_basis: 'after_tax', is_limited: false, why: [] },
    ...{ amount, allocations },
  })
  assert.throws(() => reckon({ ...parts, discounts: [less(5, [])] }, tax()), /are borne as 0/)
  const dear = line.line_total.amount + 1
  assert.throws(
    () => reckon({ ...parts, discounts: [less(dear, [{ line_id: line.line_id, amount: dear }])] }, tax()),
    /more than its price/,
  )
  assert.throws(() => reckon(parts, tax([])), /was not reckoned/)
})
