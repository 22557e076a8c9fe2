import type { orders } from '#modules/orders/contract.ts'
import type { Output } from '#platform/contract.ts'
import type { Handler } from '#platform/module.ts'
import type { Payment } from './contract.ts'
import { letGo } from './let-go.ts'
import type { Payments } from './needs.ts'
import { payAnew, tenderOf } from './pay-due.ts'

type Due = Output<typeof orders.ops.readAmountDue>

/** Changes of an order after which another amount may be due; of goods that came back, what was not paid is not asked for any more. */
const CHANGES = new Set(['edited', 'rest_cancelled', 'returned'])

/**
 * An order was changed, or goods of it came back: money for it that people still have to bring or transfer is expected as it is due now. What is
 * expected over another amount is marked and called off, and one attempt in the same way takes its place, over what orders say is due in this
 * moment, so that old news changes nothing. The mark stays until that is opened: where this is cut off it is done once more, and opens nothing
 * twice. Whoever pays in another way meanwhile is left alone, and what is being received is not called off.
 */
export const renewByHand: Handler<Payments, (typeof orders.events)['orders.updated']> = async (needs, { payload }) => {
  if (!CHANGES.has(payload.what)) return
  const { order_id } = payload
  const due = await needs.orders.readAmountDue({ order_id })
  const gone = await callOff(needs, due)
  const last = gone.at(-1)
  if (!last) return
  const is_open = due.state !== 'cancelled' && due.state !== 'rejected' && due.due.amount > 0
  if (is_open && gone.every(({ state }) => state === 'voided' || state === 'declined'))
    await payAnew(needs, { ...ofOrder(due), method: last.method })
  await needs.db.sql`UPDATE payments.payments SET is_outdated = false WHERE order_id = ${order_id} AND is_outdated`
}

const ofOrder = ({ order_id, number, email, due, charge_id }: Due) => ({
  ...{ order_id, order_number: number, email, amount: due },
  ...(charge_id && { charge_id }),
})

/** The outdated attempts, oldest first, once their provider has let go of them. */
const callOff = async (needs: Payments, due: Due): Promise<Payment[]> => {
  const { db, clock, providers } = needs
  const by_hand = providers.filter((provider) => provider.is_by_hand).map((provider) => provider.name)
  const { order_id, due: wanted } = due
  const tender = tenderOf({}, { method: '', ...ofOrder(due) })
  await db.sql`
    UPDATE payments.payments SET is_outdated = true, void_asked_at = coalesce(void_asked_at, ${clock.now()}::timestamptz)
    WHERE order_id = ${order_id} AND provider = ANY(${by_hand}::text[]) AND state IN ('started', 'unknown', 'pending', 'authorised') AND capture_amount IS NULL
      AND (amount <> ${wanted.amount}::bigint OR currency <> ${wanted.currency} OR tender <> ${tender})`
  const { rows } = await db.sql<{ payment: Payment }>`
    SELECT payments.as_json(p) AS payment FROM payments.payments p WHERE order_id = ${order_id} AND is_outdated ORDER BY created_at, payment_id`
  const gone: Payment[] = []
  for (const { payment } of rows) {
    const now = payment.state === 'pending' || payment.state === 'authorised' ? await letGo(needs, payment) : payment
    if (['started', 'unknown', 'pending', 'authorised'].includes(now.state))
      throw new Error(`payment ${now.payment_id} is not let go of yet`)
    gone.push(now)
  }
  return gone
}
