import type { Order } from '#modules/orders/contract.ts'
import type { TaxRow } from '#modules/tax/contract.ts'
import { allocate, portion } from '#platform/money.ts'
import { taxRowsOf } from './facts.ts'

/** What of an invoice is not yet taken back, for each tax rate: what the customer was to pay for it, and the tax in that. Minor units. */
export type Remaining = Pick<TaxRow, 'tax_name' | 'rate_basis_points' | 'treatment'> & { payable: number; tax: number }

/** A discount that left the tax as it was lessens what is paid at each rate, in proportion. */
export const remainingOf = (order: Order): Remaining[] => {
  const rows = taxRowsOf(order)
  const grosses = rows.map(({ net, tax }) => net + tax)
  const after_tax = grosses.reduce((sum, gross) => sum + gross, 0) - order.total.amount
  const taken = allocate(after_tax, grosses)
  return rows.map(({ net, tax, ...row }, i) => ({ ...row, payable: net + tax - (taken[i] ?? 0), tax }))
}

/**
 * Takes an amount from what remains, at each rate in proportion, so that no rate ever gives more than it has and the last credit note
 * leaves nothing: `taken` adds up to the amount, and net and tax of all credit notes to those of the invoice.
 */
export const takeShares = (remaining: Remaining[], amount: number): { taken: TaxRow[]; left: Remaining[] } => {
  const whole = remaining.reduce((sum, { payable }) => sum + payable, 0)
  const parts =
    amount === whole
      ? remaining.map(({ payable }) => payable)
      : allocate(
          amount,
          remaining.map(({ payable }) => payable),
        )
  const shares = remaining.map((row, i) => {
    const part = parts[i] ?? 0
    const tax = amount === whole || (part === row.payable && part !== 0) ? row.tax : part === 0 ? 0 : portion(row.tax, part, row.payable)
    return { row, part, tax }
  })
  return {
    taken: shares
      .filter(({ part, tax }) => part !== 0 || tax !== 0)
      .map(({ row: { payable: _, ...row }, part, tax }) => ({ ...row, net: part - tax, tax })),
    left: shares.map(({ row, part, tax }) => ({ ...row, payable: row.payable - part, tax: row.tax - tax })),
  }
}
