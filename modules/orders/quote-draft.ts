import type { Call, Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { orders, Quote } from './contract.ts'
import type { Orders } from './needs.ts'
import { prepareRevision, quoteOf } from './prepare-revision.ts'
import { readOrder } from './read-orders.ts'

/**
 * What a draft would come to if it were changed so: by the reckoning that saves it, so that what is shown while it is typed is what is saved.
 * What stands in its way is among the problems. Changes nothing.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state } UNKNOWN_LINE UNKNOWN_PRODUCT PRICE_REASON_NEEDED WRONG_CURRENCY AMOUNT_TOO_LARGE
 */
export const quoteDraft = async (
  needs: Orders,
  { order_id, ...wanted }: Input<typeof orders.ops.quoteDraft>,
  call: Call,
): Promise<Quote> => {
  const draft = await readOrder(needs, { order_id }, call)
  const { number, state, version } = draft
  if (state !== 'draft') throw fail('NOT_ALLOWED_IN_STATE', `Order ${number} is ${state}, no longer a draft.`, { state, version })
  return quoteOf(await prepareRevision(needs, draft, wanted))
}
