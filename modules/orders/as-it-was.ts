/** When a change of an order leaves what it comes to. */
import type { Order } from './contract.ts'
import { placeOf } from './prepare-purchase.ts'
import type { PricedLine, Reckoned } from './reckon.ts'

/** What an order comes to follows from these, and from prices, offers and taxes of the day. */
type Ground = { lines: PricedLine[]; shipping_address: Order['shipping_address']; shipping_method_id: string | null }

/**
 * Are goods, prices, place and way of sending those of the order? Then it comes to what its customer was told, whatever delivery and offers are
 * by now: whoever mends a typo in an address asks for no money. A draft was told to nobody yet.
 */
export const isAsItWas = (order: Order, { lines, shipping_address, shipping_method_id }: Ground): boolean =>
  order.state !== 'draft' &&
  JSON.stringify(order.lines.map(pricedAt).sort()) === JSON.stringify(lines.map(pricedAt).sort()) &&
  placed(order.shipping_address) === placed(shipping_address) &&
  shipping_method_id === (order.shipping?.method_id ?? null)

const pricedAt = ({ line_id, quantity, unit_price }: PricedLine) => `${line_id} ${quantity} ${unit_price.amount}`
const placed = (address: Order['shipping_address']) => JSON.stringify(address && placeOf(address))

/** The order's own sums, in the sequence and with the reasons that these lines have now. */
export const asItWas = (order: Order, lines: PricedLine[]): Reckoned & Pick<Order, 'why'> => {
  const { item_count, prices_include_tax, subtotal, discounts, discount_total, shipping, shipping_total } = order
  const { taxes, net_total, tax_total, tax_added, total, why } = order
  const kept = new Map(order.lines.map((line) => [line.line_id, line]))
  return {
    lines: lines.flatMap(({ line_id, why }) => {
      const line = kept.get(line_id)
      return line ? [{ ...line, why }] : []
    }),
    ...{ item_count, prices_include_tax, subtotal, discounts, discount_total, shipping, shipping_total },
    ...{ taxes, net_total, tax_total, tax_added, total, why },
  }
}

const REPLACEMENT = 'replacement'

/** Was this sent anew, at no price (`place-replacement.ts`)? Its reasons say so, and stay with it when it is changed. */
export const reasonsOfReplacement = ({ why, lines }: Order): Order['why'] => {
  const own = why.filter(({ rule }) => rule === REPLACEMENT)
  return own.length > 0 ? own : (lines.map((line) => line.why.filter(({ rule }) => rule === REPLACEMENT)).find((of) => of.length > 0) ?? [])
}
