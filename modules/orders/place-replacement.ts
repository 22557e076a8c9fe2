import type { Input } from '#platform/contract.ts'
import { fail, isFailure } from '#platform/errors.ts'
import type { Order, OrderLine, orders } from './contract.ts'
import type { Orders } from './needs.ts'
import { otherVariants } from './other-variants.ts'
import { place } from './place.ts'
import type { Prepared } from './prepare-purchase.ts'
import { readOrder } from './read-orders.ts'

/**
 * Sends goods of an order anew, at no price and with no delivery cost: what was exchanged, lost or broken; or another variant of them, with
 * the facts that a checkout would write down today. Each line says what was paid for what it replaces, and with which order, also where that was
 * a replacement: so much is given back if it comes back. An order of its own, whose stock is held like any other's. The same replacement_id again
 * is the same order. Three statements, and those of inventory; for another variant one of the catalogue.
 * @throws NOT_FOUND OUT_OF_STOCK HOLD_ENDED NOT_EXCHANGEABLE { field, line_id, variant_id }
 */
export const placeReplacement = async (
  needs: Orders,
  { replacement_id, order_id, lines, reason }: Input<typeof orders.ops.placeReplacement>,
): Promise<Order> => {
  const shop = { actor: { kind: 'service', name: 'orders' } as const, request_id: replacement_id }
  const known = await readOrder(needs, { order_id: replacement_id }, shop).catch(orNone) // also when its goods have left the house
  if (known) return known
  const first = await readOrder(needs, { order_id }, shop)
  const others = await otherVariants(needs, first, lines)
  const wanted = lines.map(({ line_id, quantity, paid_amount }) => {
    const line = first.lines.find((one) => one.line_id === line_id)
    if (!line) throw fail('NOT_FOUND', 'There is no such line in this order.', { line_id })
    const replaces = { order_id: line.replaces?.order_id ?? order_id, quantity, amount: paid_amount ?? 0 }
    return { ...forNothing(line, quantity, reason), ...others.get(line_id), ...(paid_amount !== undefined && { replaces }) }
  })
  const purchase = { order_id: replacement_id, request_key: replacement_id, request_hash: '' }
  const { email, customer_id, shipping_address, billing_address, vat_id } = first
  const customer = { email, customer_id, shipping_address, billing_address, vat_id, customer_note: null }
  const { order } = await place(needs, { ...preparedFor(first, wanted, reason), purchase }, customer)
  return order
}

const orNone = (error: unknown): undefined => {
  if (!isFailure(error, 'NOT_FOUND')) throw error
}

const forNothing = ({ replaces: _replaces, ...line }: OrderLine, quantity: number, reason: string): OrderLine => {
  const nothing = { amount: 0, currency: line.unit_price.currency }
  return {
    ...line,
    ...{ quantity, fulfilled_quantity: 0, returned_quantity: 0, unit_price: nothing, line_total: nothing, discount: nothing },
    tax: { ...line.tax, net: 0, tax: 0, gross: 0 },
    why: [{ rule: 'replacement', id: null, text: reason, amount: nothing }],
  }
}

const preparedFor = (
  { currency, locale, prices_include_tax, number }: Order,
  lines: OrderLine[],
  reason: string,
): Omit<Prepared, 'purchase'> => {
  const nothing = { amount: 0, currency }
  return {
    ...{ lines, prices_include_tax, item_count: lines.reduce((count, line) => count + line.quantity, 0) },
    ...{ subtotal: nothing, discounts: [], discount_total: nothing, shipping: null, shipping_total: nothing },
    ...{ taxes: [], net_total: nothing, tax_total: nothing, tax_added: nothing, total: nothing },
    why: [{ rule: 'replacement', id: null, text: `For order ${number}: ${reason}`, amount: nothing }],
    ...{ refused_codes: [], shipping_options: [], problems: [] },
    ...{ view: { currency, locale }, goods: { goods: [], cart_id: null, cart_version: null }, shares: [], due: nothing },
  }
}
