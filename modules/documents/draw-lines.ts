import { percent, plain } from './amounts.ts'
import type { FactLine, Facts } from './facts.ts'
import { LEFT, RIGHT, type Sheet, type Style } from './sheet.ts'
import type { Words } from './words.ts'

/** Right edges of the columns quantity, unit price, tax, amount; the article has what is left of them. */
const COLUMNS = [352, 425, 466, RIGHT]
const ARTICLE_WIDTH = 352 - LEFT - 42

/** The lines of an invoice, over as many pages as they need, with the head of the table on each; returns the y below them. */
export const drawLines = (sheet: Sheet, y: number, facts: Facts, words: Words): number => {
  const head = (top: number) => drawHead(sheet, top, facts, words)
  let at = head(y)
  for (const line of facts.lines) {
    at = sheet.fit(at, heightOf(sheet, line, facts, words), head)
    at = drawLine(sheet, at, line, facts, words)
    sheet.rule(at)
    at += 6
  }
  return at + 4
}

const drawHead = (sheet: Sheet, y: number, { currency }: Facts, words: Words): number => {
  const style = { size: 7.5, is_muted: true }
  sheet.write(words.article, LEFT, y, style)
  drawCells(sheet, y, [words.quantity, words.unit_price, words.tax, words.amount(currency)], style)
  sheet.rule(y + 13, LEFT, { is_strong: true })
  return y + 20
}

/** What stands under the title. */
const detailOf = (line: FactLine, facts: Facts, words: Words): string =>
  [
    [line.variant_title, line.sku].filter(Boolean).join(' · '),
    line.discount_amount > 0 ? `${words.discount} ${plain(-line.discount_amount, facts)}` : '',
  ]
    .filter(Boolean)
    .join('\n')

const TITLE = { size: 9, width: ARTICLE_WIDTH }
const DETAIL = { size: 7.5, is_muted: true, width: ARTICLE_WIDTH }

const heightOf = (sheet: Sheet, line: FactLine, facts: Facts, words: Words): number => {
  const detail = detailOf(line, facts, words)
  return sheet.heightOf(line.title, TITLE) + (detail ? sheet.heightOf(detail, DETAIL) : 0) + 12
}

const drawLine = (sheet: Sheet, y: number, line: FactLine, facts: Facts, words: Words): number => {
  const quantity = new Intl.NumberFormat(facts.locale).format(line.quantity)
  const cells = [quantity, plain(line.unit_amount, facts), percent(line.rate_basis_points, facts.locale), plain(line.amount, facts)]
  drawCells(sheet, y, cells, { size: 9 })
  return sheet.write(detailOf(line, facts, words), LEFT, sheet.write(line.title, LEFT, y, TITLE), DETAIL) + 5
}

const drawCells = (sheet: Sheet, y: number, cells: string[], style: Style): void => {
  for (const [i, x] of COLUMNS.entries()) sheet.write(cells[i] ?? '', x, y, { ...style, align: 'right', width: 90 })
}
