/** What the chosen goods of an order cost, for giving it back: as the shop reckons it, line by line. */
import type { OrderLine } from '#modules/orders/contract.ts'
import type { Refundable } from '#modules/returns/contract.ts'
import { worthOfMore } from '#platform/money.ts'

/** How many of each line; what is not named counts as none. */
export type Chosen = Record<string, number>

type Given = Refundable['lines'][number]

/**
 * Units whose price may be given back for goods: sent, and nothing given for them yet, with a return or without. What was not sent is left out of
 * the order instead (an edit, or its rest cancelled): that gives back what was paid for it, and would do so once more.
 */
export const refundableOf = ({ fulfilled_quantity }: Pick<OrderLine, 'fulfilled_quantity'>, given: Given | undefined): number =>
  given ? Math.max(0, fulfilled_quantity - given.given_quantity) : 0

export const unsentOf = (lines: Pick<OrderLine, 'quantity' | 'fulfilled_quantity'>[]): number =>
  lines.reduce((units, { quantity, fulfilled_quantity }) => units + quantity - fulfilled_quantity, 0)

/** Minor units. */
export const sumOf = ({ lines, shipping_amount }: Refundable, chosen: Chosen, withShipping: boolean): number =>
  lines.reduce(
    (sum, { line_id, given_quantity, given_amount, ...line }) =>
      sum + worthOfMore(line, { units: given_quantity, amount: given_amount }, chosen[line_id] ?? 0),
    withShipping ? shipping_amount : 0,
  )

/** As they are sent. */
export const chosenLines = (chosen: Chosen): { line_id: string; quantity: number }[] =>
  Object.entries(chosen).flatMap(([line_id, quantity]) => (quantity > 0 ? [{ line_id, quantity }] : []))
