/** Orders whose parts add up, of all kinds: net and gross prices, several rates, discounts before and after tax, shipping or none. */
import type { Order, OrderLine } from '#modules/orders/contract.ts'
import type { Treatment } from '#modules/tax/contract.ts'
import type { Static } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import { allocate, portion } from '#platform/money.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'

/** The same numbers for the same seed (mulberry32, public domain). */
export const randomOf = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
type Random = ReturnType<typeof randomOf>

const RATES: { rate_basis_points: number; treatment: Static<typeof Treatment> }[] = [
  { rate_basis_points: 1_900, treatment: 'standard' },
  { rate_basis_points: 700, treatment: 'reduced' },
  { rate_basis_points: 550, treatment: 'reduced' },
  { rate_basis_points: 0, treatment: 'zero' },
]

const taxOf = (amount: number, { rate_basis_points, treatment }: (typeof RATES)[number], is_gross: boolean): OrderLine['tax'] => {
  const tax = is_gross ? portion(amount, rate_basis_points, 10_000 + rate_basis_points) : portion(amount, rate_basis_points, 10_000)
  const net = is_gross ? amount - tax : amount
  return { net, tax, gross: net + tax, rate_basis_points, tax_name: `VAT ${rate_basis_points / 100} %`, treatment, reason: '' }
}

export const randomOrder = (random: Random): Order => {
  const currency = ['EUR', 'USD', 'JPY', 'KWD', 'CLF'][random(5)]!
  const prices_include_tax = random(2) === 0
  const money = (amount: number) => ({ amount, currency })
  const goods = Array.from({ length: 1 + random(5) }, (_, i) => {
    const [quantity, unit] = [1 + random(9), random(50_000)]
    const facts = { variant_id: newId(), product_id: newId(), slug: 'thing', sku: `SKU-${i}`, title: `Thing ${i}`, quantity }
    return plainLine({ ...facts, unit_price: money(unit), line_total: money(quantity * unit) })
  })
  const amounts = [...goods.map(({ line_total }) => line_total.amount), random(3) ? random(2_000) : 0]
  const subtotal = goods.reduce((sum, { line_total }) => sum + line_total.amount, 0)
  const [before, after] = [random(3) ? random(subtotal + 1) : 0, random(4) ? 0 : random(500)]
  const early = allocate(before, amounts)
  const taxes = amounts.map((amount, i) => taxOf(amount - early[i]!, RATES[random(4)]!, prices_include_tax))
  const grosses = taxes.map(({ gross }) => gross)
  const whole = grosses.reduce((sum, gross) => sum + gross, 0)
  const late = allocate(Math.min(after, whole), grosses)
  const ids = [...goods.map(({ line_id }) => line_id), 'shipping']
  const discountOf = (shares: number[], tax_basis: 'before_tax' | 'after_tax'): Order['discounts'] =>
    shares.some((share) => share > 0)
      ? [
          {
            ...{ promotion_id: newId(), code: null, title: `Discount ${tax_basis}`, kind: 'amount', tax_basis, is_limited: false, why: [] },
            amount: shares.reduce((sum, share) => sum + share, 0),
            allocations: shares.map((amount, i) => ({ line_id: ids[i]!, amount })).filter(({ amount }) => amount > 0),
          } as Order['discounts'][number],
        ]
      : []
  const discounts = [...discountOf(early, 'before_tax'), ...discountOf(late, 'after_tax')]
  const tax_total = taxes.reduce((sum, { tax }) => sum + tax, 0)
  const total = whole - late.reduce((sum, share) => sum + share, 0)
  const lines = goods.map((line, i) => ({ ...line, discount: money(early[i]! + late[i]!), tax: taxes[i]! }))
  const last = goods.length
  const rows = [...Map.groupBy(taxes, ({ rate_basis_points, treatment }) => `${rate_basis_points} ${treatment}`).values()]
  return {
    ...plainOrder({ lines, currency }),
    ...{ prices_include_tax, discounts, locale: random(2) ? 'en' : 'de', subtotal: money(subtotal) },
    discount_total: money(discounts.reduce((sum, { amount }) => sum + amount, 0)),
    shipping: amounts[last]
      ? {
          ...{ method_id: newId(), title: 'Parcel', is_pickup: false, amount: money(amounts[last]), why: [] },
          ...{ discount: money(early[last]! + late[last]!), tax: taxes[last]! },
        }
      : null,
    shipping_total: money(amounts[last]!),
    taxes: rows.map((same) => ({
      ...{ tax_name: same[0]!.tax_name, rate_basis_points: same[0]!.rate_basis_points, treatment: same[0]!.treatment },
      net: same.reduce((sum, { net }) => sum + net, 0),
      tax: same.reduce((sum, { tax }) => sum + tax, 0),
    })),
    net_total: money(total - tax_total),
    tax_total: money(tax_total),
    tax_added: money(prices_include_tax ? 0 : tax_total),
    total: money(total),
    due: money(total),
  }
}
