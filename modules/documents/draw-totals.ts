import { percent, plain, withCurrency } from './amounts.ts'
import type { Facts } from './facts.ts'
import { LEFT, RIGHT, type Sheet, WIDTH } from './sheet.ts'
import type { Words } from './words.ts'

type Row = { name: string; value: string; is_strong?: boolean }

const X = 290
const NAME_WIDTH = RIGHT - X - 76
const ROW = 15

/** From the lines' sum to what is to be paid; kept together on a page. Returns the y below. */
export const drawTotals = (sheet: Sheet, y: number, facts: Facts, words: Words): number => {
  const rows =
    facts.kind === 'invoice'
      ? invoiceRows(facts, words)
      : [{ name: words.credited, value: withCurrency(facts.total, facts), is_strong: true }]
  const heights = rows.map(({ name, is_strong }) =>
    is_strong ? 28 : Math.max(ROW, sheet.heightOf(name, { size: 9, width: NAME_WIDTH }) + 3),
  )
  let at = sheet.fit(
    y,
    heights.reduce((sum, height) => sum + height, 0),
  )
  for (const [i, row] of rows.entries()) {
    drawRow(sheet, at, row)
    at += heights[i] ?? ROW
  }
  return at + 10
}

const drawRow = (sheet: Sheet, y: number, { name, value, is_strong = false }: Row) => {
  if (is_strong) sheet.rule(y + 1, X, { is_strong: true })
  const style = is_strong ? { size: 10.5, is_bold: true } : { size: 9 }
  const top = is_strong ? y + 7 : y
  sheet.write(name, X, top, { ...style, width: NAME_WIDTH })
  sheet.write(value, RIGHT, top, { ...style, align: 'right', width: 130 })
}

const invoiceRows = (facts: Facts, words: Words): Row[] => {
  const money = (amount: number) => withCurrency(amount, facts)
  const discounts = (is_after_tax: boolean) =>
    facts.discounts
      .filter((discount) => discount.is_after_tax === is_after_tax)
      .map(({ title, code, amount }) => ({ name: code ? `${title} (${words.code(code)})` : title, value: money(-amount) }))
  const settled = facts.gift_cards.reduce((sum, { amount }) => sum + amount, 0)
  const paid = facts.paid - settled
  return [
    { name: words.subtotal, value: money(facts.subtotal) },
    ...discounts(false),
    ...(facts.shipping ? [{ name: `${words.shipping}: ${facts.shipping.title}`, value: money(facts.shipping.amount) }] : []),
    ...(facts.tax_added === 0
      ? []
      : [{ name: facts.tax_added > 0 ? words.tax_added : words.tax_taken_out, value: money(facts.tax_added) }]),
    ...discounts(true),
    { name: words.total, value: money(facts.total), is_strong: true },
    ...facts.gift_cards.map(({ last4, amount }) => ({ name: words.gift_card(last4), value: money(-amount) })),
    ...(paid > 0 ? [{ name: words.paid, value: money(-paid) }] : []),
    ...(facts.reserved ? [{ name: words.reserved, value: money(-facts.reserved) }] : []),
    ...(facts.paid > 0 || facts.reserved || facts.due > 0 ? [{ name: words.due, value: money(facts.due), is_strong: true }] : []),
  ]
}

/** One row for each rate: net, tax, gross. */
export const drawTaxes = (sheet: Sheet, y: number, facts: Facts, words: Words): number => {
  const right = { rate: LEFT + 190, net: 330, tax: 425, gross: RIGHT }
  const at = sheet.fit(y, 30 + facts.taxes.length * 14) + 4
  const style = { size: 7.5, is_muted: true }
  sheet.write(facts.prices_include_tax ? words.includes_tax : words.plus_tax, LEFT, at, style)
  for (const [name, x] of [
    [words.net, right.net],
    [words.tax, right.tax],
    [words.gross, right.gross],
  ] as const)
    sheet.write(name, x, at, { ...style, align: 'right' })
  sheet.rule(at + 12)
  let row = at + 18
  for (const { tax_name, rate_basis_points, net, tax } of facts.taxes) {
    const name = /^(VAT\b|$)/.test(tax_name) ? `${words.tax} ${percent(rate_basis_points, facts.locale)}` : tax_name // the shop's own name of a tax stays
    sheet.write(name, LEFT, row, { size: 8.5 })
    for (const [amount, x] of [
      [net, right.net],
      [tax, right.tax],
      [net + tax, right.gross],
    ] as const)
      sheet.write(plain(amount, facts), x, row, { size: 8.5, align: 'right' })
    row += 14
  }
  return row + 10
}

/** Why no tax is taken, and how the invoice is paid. */
export const drawNotes = (sheet: Sheet, y: number, facts: Facts, words: Words): void => {
  const treatments = [...new Set(facts.taxes.map(({ treatment }) => words.treatments[treatment] ?? ''))]
  let at = y
  for (const note of [...treatments, ...facts.reasons, paymentNote(facts, words)].filter(Boolean)) {
    const style = { size: 8.5, width: WIDTH }
    at = sheet.fit(at, sheet.heightOf(note, style))
    at = sheet.write(note, LEFT, at, style) + 5
  }
}

const paymentNote = (facts: Facts, words: Words): string => {
  if (facts.kind === 'credit_note') return words.goes_back
  if (facts.due <= 0) return facts.reserved ? words.is_reserved : words.is_paid
  return facts.seller.iban ? words.transfer(withCurrency(facts.due, facts), facts.number) : ''
}
