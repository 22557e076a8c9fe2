import type { Payment } from './contract.ts'
import type { Payments } from './needs.ts'

/** Staff are shown so many. */
const MOST = 100
/** So many are asked about at once. */
const PAGE = 500
/** Reserved money is wanted for these. */
const OPEN = ['unpaid', 'partly_paid', 'checking']
/** All that is owed was taken, so what ended was not needed. `authorised` is not among them: orders may not have heard yet that it ended. */
const SETTLED = ['paid', 'partly_refunded', 'refunded']

/**
 * Reserved money that its provider has let go of by itself, while its order is open and not paid: the oldest hundred. Where the order was paid in
 * another way, or came to less, it is marked as not wanted any more (`void_asked_at`) and never looked at again; of an order that is closed it was
 * marked when that was. One statement, and for each five hundred that are not marked one of orders and one that marks.
 */
export const listEndedReservations = async (needs: Payments): Promise<Payment[]> => {
  const open: Payment[] = []
  for (let page = await readEnded(needs); page.length > 0; page = page.length < PAGE ? [] : await readEnded(needs, page.at(-1))) {
    const states = await readStates(needs, page)
    const among = (wanted: string[]) => page.filter(({ order_id }) => wanted.includes(states.get(order_id) ?? ''))
    open.push(...among(OPEN))
    await mark(needs, among(SETTLED))
    if (open.length >= MOST) break
  }
  return open.slice(0, MOST)
}

const readEnded = async ({ db }: Payments, after?: Payment): Promise<Payment[]> => {
  const { rows } = await db.sql<{ payment: Payment }>`
    SELECT payments.as_json(p) AS payment FROM payments.payments p
    WHERE state = 'voided' AND is_capture_later AND void_asked_at IS NULL
      AND (${after?.payment_id ?? null}::uuid IS NULL OR (settled_at, payment_id) > (${after?.settled_at ?? null}::timestamptz, ${after?.payment_id ?? null}::uuid))
    ORDER BY settled_at, payment_id LIMIT ${PAGE}`
  return rows.map(({ payment }) => payment)
}

const readStates = async ({ orders }: Payments, page: Payment[]): Promise<Map<string, string>> => {
  const { orders: known } = await orders.readPaymentStates({ order_ids: [...new Set(page.map(({ order_id }) => order_id))] })
  return new Map(known.map(({ order_id, payment_state }) => [order_id, payment_state]))
}

const mark = async ({ db, clock }: Payments, settled: Payment[]): Promise<void> => {
  if (settled.length === 0) return
  await db.sql`
    UPDATE payments.payments SET void_asked_at = ${clock.now()}
    WHERE payment_id = ANY(${settled.map(({ payment_id }) => payment_id)}::uuid[]) AND state = 'voided' AND void_asked_at IS NULL`
}
