import type { Call, Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Order, orders, SaveDraft } from './contract.ts'
import type { Orders } from './needs.ts'
import { refuseCodes, refuseProblems, viewOf } from './prepare-purchase.ts'
import { prepareRevision, type Wanted } from './prepare-revision.ts'
import { readOrder } from './read-orders.ts'
import { beingEdited, stale, whoActs } from './take-step.ts'
import { writeRevision } from './write-revision.ts'

/**
 * Begins an order on behalf of a customer. Nothing is held and nobody is told; it is priced like any purchase, but for prices that staff set
 * with a reason. The same draft_id again is the same draft, brought to what was asked for.
 * @throws UNKNOWN_PRODUCT PRICE_REASON_NEEDED WRONG_CURRENCY NOT_FOR_SALE CODE_REFUSED SHIPPING_UNAVAILABLE AMOUNT_TOO_LARGE NOT_ALLOWED_IN_STATE
 */
export const createDraft = async (needs: Orders, input: SaveDraft, call: Call): Promise<Order> => {
  const { db, clock } = needs
  const { draft_id, customer_id = null, email, currency, locale, ...wanted } = input
  const order_id = draft_id ?? newId(clock.now())
  const view = await viewOf(needs, { ...(currency && { currency }), ...(locale && { locale }) })
  await db.sql`
    INSERT INTO orders.orders (order_id, request_hash, state, customer_id, email, locale, currency, lines, item_count, subtotal_amount, total_amount,
                               timeline, placed_at, updated_at)
    VALUES (${order_id}, '', 'draft', ${customer_id}::uuid, ${email}, ${view.locale}, ${view.currency}, '[]', 0, 0, 0, '[]', ${clock.now()}, ${clock.now()})
    ON CONFLICT (order_id) DO NOTHING`
  return saveDraft(needs, { order_id, version: null, wanted: { ...wanted, email } }, call)
}

/**
 * Changes a draft; what is left out stays.
 * @throws NOT_FOUND STALE { state, version } NOT_ALLOWED_IN_STATE { state } and what {@link createDraft} throws
 */
export const changeDraft = (
  needs: Orders,
  { order_id, version, ...wanted }: Input<typeof orders.ops.changeDraft>,
  call: Call,
): Promise<Order> => saveDraft(needs, { order_id, version: version ?? null, wanted }, call)

type Saving = { order_id: string; version: number | null; wanted: Wanted }

const saveDraft = async (needs: Orders, { order_id, version, wanted }: Saving, call: Call): Promise<Order> => {
  const order = await readOrder(needs, { order_id }, call)
  const { number, state } = order
  if (state !== 'draft')
    throw fail('NOT_ALLOWED_IN_STATE', `Order ${number} is ${state}, no longer a draft.`, { state, version: order.version })
  const revision = await prepareRevision(needs, order, wanted)
  refuseProblems(revision, undefined)
  refuseCodes(revision)
  const seen = version ?? order.version
  const saved = await writeRevision(needs, order_id, revision, { who: whoActs(call), note: null, edit: null, version: seen })
  if (saved) return saved.order
  const now = await readOrder(needs, { order_id }, call)
  if (now.state === 'draft' && now.version === seen) throw beingEdited(number)
  throw stale(now, seen)
}
