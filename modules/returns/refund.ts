import type { Refund } from '#modules/payments/contract.ts'
import type { Call } from '#platform/contract.ts'
import { failCommon } from '#platform/errors.ts'
import type { Returning } from './needs.ts'
import { askPayments, refundLines } from './refund-lines.ts'
import type { AskRefund } from './refund-ops.ts'

/**
 * Staff give money of an order back without a return: an amount, or what was paid for units of its lines, and for its delivery (`refundLines`).
 * Who did it, and why, is kept with the refund, for those who look at the order afterwards. The same refund_id is the same refund. An amount
 * is two calls, and counts no units.
 * @throws INVALID_INPUT REFUND_EXCEEDS_CAPTURE { refundable } REFUND_ID_REUSED, and as `refundLines`
 */
export const refund = async (
  needs: Returning,
  { amount, lines, with_shipping = false, ...wish }: AskRefund,
  { actor }: Call,
): Promise<Refund> => {
  if (amount && lines) throw failCommon('INVALID_INPUT', 'Name either an amount or lines, not both.', { field: 'lines' })
  if (amount && with_shipping)
    throw failCommon('INVALID_INPUT', 'The delivery cost goes back with lines; an amount says all that it is.', { field: 'with_shipping' })
  const asked = { ...wish, ...(actor.kind === 'user' && { who: actor.name }) }
  if (amount) return askPayments(needs, { ...asked, amount })
  if (!lines || (lines.length === 0 && !with_shipping))
    throw failCommon('INVALID_INPUT', 'Name an amount, or lines.', { field: lines ? 'lines' : 'amount' })
  return refundLines(needs, { ...asked, lines, with_shipping })
}
