import type { Address } from '#modules/orders/contract.ts'
import { addressLines, drawOpening, formatDay, type Letterhead, openLetter } from './letter.ts'
import { LEFT, RIGHT, type Sheet, WIDTH } from './sheet.ts'
import { type Words, wordsFor } from './words.ts'

export type PackingFacts = Pick<Letterhead, 'locale' | 'shop_name' | 'contact_email' | 'public_url' | 'seller'> & {
  order_number: string
  ordered_on: string
  printed_on: string
  shipping_address: Address | null
  method: string | null
  customer_note: string | null
  lines: { title: string; variant_title: string; sku: string; quantity: number }[]
}

const QUANTITY_X = 470
const TITLE = { size: 10, width: QUANTITY_X - LEFT - 60 }
const DETAIL = { size: 8, is_muted: true, width: TITLE.width }

/** What to put into the parcel, with a box to tick for each line; no prices, because the parcel may be a present. */
export const drawPackingSlip = async (facts: PackingFacts, dated: Date): Promise<Buffer> => {
  const words = wordsFor(facts.locale)
  const head: Letterhead = { ...facts, title: `${words.packing_slip} ${facts.order_number}`, dated }
  const sheet = openLetter(head)
  const y = drawOpening(sheet, head, {
    recipient: addressLines(facts.shipping_address, facts),
    facts: [
      [words.order, facts.order_number],
      [words.ordered_on, formatDay(facts.ordered_on, facts.locale)],
      [words.date, formatDay(facts.printed_on, facts.locale)],
      ...(facts.method ? [[words.method, facts.method] satisfies [string, string]] : []),
    ],
    title: head.title,
    subtitle: words.pieces(facts.lines.reduce((sum, { quantity }) => sum + quantity, 0)),
  })
  const below = drawLines(sheet, y, facts, words)
  if (facts.customer_note) {
    const note = `${words.note}: ${facts.customer_note}`
    sheet.write(note, LEFT, sheet.fit(below, sheet.heightOf(note, { width: WIDTH })), { width: WIDTH })
  }
  return sheet.finish()
}

const drawLines = (sheet: Sheet, y: number, { lines, locale }: PackingFacts, words: Words): number => {
  const head = (top: number): number => {
    sheet.write(words.article, LEFT, top, { size: 7.5, is_muted: true })
    sheet.write(words.quantity, QUANTITY_X, top, { size: 7.5, is_muted: true, align: 'right' })
    sheet.write(words.packed, RIGHT, top, { size: 7.5, is_muted: true, align: 'right' })
    sheet.rule(top + 13, LEFT, { is_strong: true })
    return top + 22
  }
  let at = head(y)
  for (const line of lines) {
    const detail = [line.variant_title, line.sku].filter(Boolean).join(' · ')
    at = sheet.fit(at, sheet.heightOf(line.title, TITLE) + sheet.heightOf(detail, DETAIL) + 14, head)
    sheet.write(new Intl.NumberFormat(locale).format(line.quantity), QUANTITY_X, at, { size: 12, is_bold: true, align: 'right' })
    sheet.box(RIGHT - 13, at, 12)
    at = sheet.write(detail, LEFT, sheet.write(line.title, LEFT, at, TITLE), DETAIL) + 7
    sheet.rule(at)
    at += 8
  }
  return at + 8
}
