import { drawLines } from './draw-lines.ts'
import { drawNotes, drawTaxes, drawTotals } from './draw-totals.ts'
import type { Facts } from './facts.ts'
import { addressLines, drawOpening, formatDay, type Letterhead, openLetter } from './letter.ts'
import { type Words, wordsFor } from './words.ts'

/** An invoice or credit note as PDF. The same facts and time of issue are the same bytes. */
export const drawInvoice = async (facts: Facts, issued_at: Date, { is_compressed = true } = {}): Promise<Buffer> => {
  const words = wordsFor(facts.locale)
  const title = `${words[facts.kind]} ${facts.number}`
  const head: Letterhead = { ...facts, title, dated: issued_at, is_compressed }
  const sheet = openLetter(head)
  const recipient = addressLines(facts.billing_address, facts)
  const subtitle = facts.refers_to && words.for_invoice(facts.refers_to.number, formatDay(facts.refers_to.issued_on, facts.locale))
  const y = drawOpening(sheet, head, {
    recipient: recipient.length > 0 ? recipient : [facts.email],
    facts: sideFacts(facts, words),
    title,
    subtitle: [subtitle, facts.because && words.because[facts.because]].filter(Boolean).join(' · ') || null,
  })
  const below = drawTotals(sheet, facts.lines.length > 0 ? drawLines(sheet, y, facts, words) : y, facts, words)
  drawNotes(sheet, drawTaxes(sheet, below, facts, words), facts, words)
  return sheet.finish()
}

const sideFacts = (facts: Facts, words: Words): [string, string][] => {
  const delivery = addressLines(facts.shipping_address, facts)
  const is_elsewhere = delivery.length > 0 && delivery.join() !== addressLines(facts.billing_address, facts).join()
  return [
    [words.number, facts.number],
    [words.date, formatDay(facts.issued_on, facts.locale)],
    [words.order, facts.order_number],
    [words.ordered_on, formatDay(facts.ordered_on, facts.locale)],
    ...(facts.vat_id ? [[words.your_vat_id, facts.vat_id] satisfies [string, string]] : []),
    ...(is_elsewhere ? [[words.delivered_to, delivery.join('\n')] satisfies [string, string]] : []),
  ]
}
