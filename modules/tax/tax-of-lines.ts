import { allocate, portion } from '#platform/money.ts'
import type { TaxedLine, TaxRow } from './contract.ts'

/**
 * A line whose treatment is settled. What its amount is:
 * - `net`: the tax comes on top
 * - `gross`: the tax is inside
 * - `home_gross`: tax at `included_basis_points` is inside and is taken out first; the line's own tax comes on top of what is left
 */
export type Treated = Omit<TaxedLine, 'net' | 'tax' | 'gross'> & {
  amount: number
  basis: 'net' | 'gross' | 'home_gross'
  included_basis_points: number
}

export type Rounding = 'per_line' | 'per_total'

const WHOLE = 10_000

/**
 * Tax of each line, in minor units; net + tax = gross on every line and so in every sum. Pure.
 *
 * `per_line` rounds the tax of each line half to even. `per_total` rounds the tax of all lines of one rate and treatment together and
 * shares it out by largest remainders, so that an invoice's row is its sum times its rate. Credits (amounts below zero) are rounded apart.
 */
export const taxOfLines = (lines: Treated[], rounding: Rounding): TaxedLine[] => {
  const bare = takeOut(lines, rounding)
  const taxes = inGroups(bare, rounding, rowKey, (amount, { basis, rate_basis_points: rate }) =>
    basis === 'gross' ? portion(amount, rate, WHOLE + rate) : portion(amount, rate, WHOLE),
  )
  return bare.map(({ amount, basis, included_basis_points: _, ...line }, i) => {
    const tax = taxes[i] ?? 0
    return basis === 'gross' ? { ...line, net: amount - tax, tax, gross: amount } : { ...line, net: amount, tax, gross: amount + tax }
  })
}

/** What lines come to when the home country's tax is out of them. */
const takeOut = (lines: Treated[], rounding: Rounding): Treated[] => {
  const included = inGroups(
    lines,
    rounding,
    ({ basis, included_basis_points }) => `${basis} ${included_basis_points}`,
    (amount, { basis, included_basis_points: rate }) => (basis === 'home_gross' ? portion(amount, rate, WHOLE + rate) : 0),
  )
  return lines.map((line, i) => ({ ...line, amount: line.amount - (included[i] ?? 0) }))
}

/** The tax of each line: of itself, or its share of what the lines of its group come to. */
const inGroups = (
  lines: Treated[],
  rounding: Rounding,
  keyOf: (line: Treated) => string,
  taxOf: (amount: number, line: Treated) => number,
): number[] => {
  if (rounding === 'per_line') return lines.map((line) => taxOf(line.amount, line))
  const taxes = lines.map(() => 0)
  const groups = Map.groupBy(lines.keys(), (i) => `${keyOf(at(lines, i))} ${at(lines, i).amount < 0}`)
  for (const members of groups.values()) {
    const amounts = members.map((i) => at(lines, i).amount)
    const total = amounts.reduce((sum, amount) => sum + amount, 0)
    const shares = allocate(taxOf(total, at(lines, at(members, 0))), amounts.map(Math.abs))
    members.forEach((i, member) => {
      taxes[i] = at(shares, member)
    })
  }
  return taxes
}

const at = <T>(list: T[], i: number): T => {
  const found = list[i]
  if (found === undefined) throw new RangeError(`there is no line ${i}`)
  return found
}

const rowKey = ({ tax_name, rate_basis_points, treatment, basis }: Treated): string =>
  `${tax_name} ${rate_basis_points} ${treatment} ${basis}`

/** The rows of an invoice: one for each rate and treatment, in the order of the lines. */
export const rowsOf = (lines: TaxedLine[]): TaxRow[] => {
  const rows = new Map<string, TaxRow>()
  for (const { tax_name, rate_basis_points, treatment, net, tax } of lines) {
    const key = `${tax_name} ${rate_basis_points} ${treatment}`
    const row = rows.get(key)
    if (row) rows.set(key, { ...row, net: row.net + net, tax: row.tax + tax })
    else rows.set(key, { tax_name, rate_basis_points, treatment, net, tax })
  }
  return [...rows.values()]
}

export const totalsOf = (lines: TaxedLine[]): { net: number; tax: number; gross: number } =>
  lines.reduce((sum, { net, tax, gross }) => ({ net: sum.net + net, tax: sum.tax + tax, gross: sum.gross + gross }), {
    net: 0,
    tax: 0,
    gross: 0,
  })
