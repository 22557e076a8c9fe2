/** A tax that is easy to check: one rate for everything, or for the classes that are named. For tests of what is built on top of taxes. */
import type { Calculate, Taxes } from '#modules/tax/contract.ts'
import { allocate, portion } from '#platform/money.ts'

const STANDARD = 1900

/** `rates`: basis points of each tax class; a class that is not named has 19 %. `takes_tax_out`: as for an export, no tax is left. */
export const referenceTax =
  ({ rates = {}, takes_tax_out = false }: { rates?: Record<string, number>; takes_tax_out?: boolean } = {}) =>
  ({ currency, prices_include_tax, rounding, lines }: Calculate): Taxes => {
    const rateOf = (tax_class: string) => rates[tax_class] ?? STANDARD
    const taxIn = (amount: number, rate: number) => portion(amount, rate, prices_include_tax ? 10_000 + rate : 10_000)
    const groups = Map.groupBy(lines, ({ tax_class }) => rateOf(tax_class))
    const taxes = new Map<string, number>()
    for (const [rate, group] of groups) {
      const whole = taxIn(
        group.reduce((sum, { amount }) => sum + amount, 0),
        rate,
      ) // once for the rate
      const each =
        rounding === 'per_total'
          ? allocate(
              whole,
              group.map(({ amount }) => amount),
            )
          : group.map(({ amount }) => taxIn(amount, rate))
      for (const [i, { line_id }] of group.entries()) taxes.set(line_id, each[i] ?? 0)
    }
    const taxed = lines.map(({ line_id, tax_class, amount }) => {
      const reckoned = taxes.get(line_id) ?? 0
      const net = prices_include_tax ? amount - reckoned : amount
      const tax = takes_tax_out ? 0 : reckoned
      const rate_basis_points = takes_tax_out ? 0 : rateOf(tax_class)
      const treatment = takes_tax_out ? ('export' as const) : ('standard' as const)
      return { line_id, net, tax, gross: net + tax, rate_basis_points, tax_name: `VAT ${rate_basis_points / 100} %`, treatment, reason: '' }
    })
    const sum = (part: 'net' | 'tax' | 'gross') => taxed.reduce((all, line) => all + line[part], 0)
    const rows = [...Map.groupBy(taxed, ({ rate_basis_points }) => rate_basis_points).values()].map((group) => ({
      tax_name: group[0]?.tax_name ?? '',
      rate_basis_points: group[0]?.rate_basis_points ?? 0,
      treatment: group[0]?.treatment ?? ('standard' as const),
      net: group.reduce((all, { net }) => all + net, 0),
      tax: group.reduce((all, { tax }) => all + tax, 0),
    }))
    return { currency, lines: taxed, rows, net: sum('net'), tax: sum('tax'), gross: sum('gross'), source: 'table', why: [] }
  }
