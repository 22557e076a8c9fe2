/** The lines of an order while they are edited, and what of that the shop is told. */
import { parseAmount, typedAmount } from '#admin/parts/money.ts'
import { isSame, rowsTypedSince } from '#admin/parts/typed-since.ts'
import type { Order, OrderLine, WantedLine } from '#modules/orders/contract.ts'

export type EditedLine = {
  key: string
  line_id: string | undefined
  variant_id: string
  title: string
  variant_title: string
  sku: string
  picture: OrderLine['picture']
  quantity: number
  /** so many have left the house, and cannot be taken away or priced anew */
  fulfilled_quantity: number
  /** another price, in major units as typed; empty: the price it has, or today's */
  price: string
  price_reason: string
  /** what it costs without another price; unknown of what is not priced yet */
  unit_price: OrderLine['unit_price'] | undefined
}

export const editedLines = ({ lines }: Pick<Order, 'lines'>): EditedLine[] =>
  lines.map(({ line_id, variant_id, title, variant_title, sku, picture, quantity, fulfilled_quantity, unit_price, why }) => {
    const byHand = why.find(({ rule }) => rule === 'set_by_hand')
    return {
      ...{ key: line_id, line_id, variant_id, title, variant_title, sku, picture, quantity, fulfilled_quantity, unit_price },
      price: byHand ? typedAmount(unit_price.amount, unit_price.currency) : '',
      price_reason: byHand?.text ?? '',
    }
  })

export const isSameLines = (a: readonly EditedLine[], b: readonly EditedLine[]) => isSame(a, b)

/** What is wrong with a line as it stands. */
export const problemOf = ({ price, price_reason }: EditedLine, currency: string): { price?: string; price_reason?: string } => {
  if (!price.trim()) return {}
  const amount = parseAmount(price, currency)
  if (amount === undefined || amount < 0) return { price: 'Type an amount' }
  return price_reason.trim() ? {} : { price_reason: 'Say why' }
}

export const wantedLines = (lines: readonly EditedLine[], currency: string): WantedLine[] =>
  lines.map(({ line_id, variant_id, quantity, price, price_reason }) => {
    const amount = price.trim() ? parseAmount(price, currency) : undefined
    return {
      ...(line_id ? { line_id } : { variant_id }),
      quantity,
      ...(amount !== undefined && { unit_price: { amount, currency }, price_reason: price_reason.trim() }),
    }
  })

/** The lines after `sent` were saved: what was typed since stays, and one that was added is now the line that the order has of it. */
export const linesTypedSince = (sent: readonly EditedLine[], now: readonly EditedLine[], saved: readonly EditedLine[]): EditedLine[] => {
  if (isSame(now, sent)) return [...saved]
  const known = new Set(sent.map(({ line_id }) => line_id))
  return rowsTypedSince({ sent: [...sent], now: [...now] }, ({ line_id, variant_id }) =>
    saved.find((line) => (line_id ? line.line_id === line_id : line.variant_id === variant_id && !known.has(line.line_id))),
  )
}

/** Another one of what is there already is one more of it. */
export const withOneMore = (
  lines: readonly EditedLine[],
  added: Omit<EditedLine, 'key' | 'line_id' | 'quantity' | 'fulfilled_quantity' | 'price' | 'price_reason'>,
) =>
  lines.some(({ variant_id }) => variant_id === added.variant_id)
    ? lines.map((line) => (line.variant_id === added.variant_id ? { ...line, quantity: line.quantity + 1 } : line))
    : [...lines, { ...added, key: added.variant_id, line_id: undefined, quantity: 1, fulfilled_quantity: 0, price: '', price_reason: '' }]
