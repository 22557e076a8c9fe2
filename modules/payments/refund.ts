import type { Input } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { formatMoney } from '#platform/money.ts'
import { askProvider } from './ask-provider.ts'
import type { GivenFor, payments, Refund, RefundPart } from './contract.ts'
import { type Payments, providerNamed } from './needs.ts'
import { settleRefund } from './settle-refund.ts'

type Wish = Input<typeof payments.ops.refund>

/** More payments than one order ever has. */
const MOST_PARTS = 50

/**
 * Gives money back: an amount, or all there is; from the main payment first, then from stored value. What is given back, what is under
 * way, what stays for store credit, and what banks hold or took back never come to more than what was captured: the rows of the order's payments are locked, what is
 * left is counted and reserved by one statement, and `refunds_cannot_exceed_the_capture` says it again. The same refund_id is the same
 * refund. Each part is a row before its provider is asked, and its id is the provider's key: where no answer comes it stays `started`,
 * and the reconciler repeats it. A part that fails makes its amount free again. Two statements, and one more for each part.
 * @throws REFUND_EXCEEDS_CAPTURE { refundable } REFUND_ID_REUSED
 */
export const refund = async (needs: Payments, wish: Wish): Promise<Refund> => {
  const { refundable, is_opened } = await openRefund(needs, wish)
  const parts = await readParts(needs, wish.refund_id)
  const request = parts[0]
  if (!request) throw exceeds(wish, refundable)
  if (!is_opened) refuseOther(wish, request)
  const done = await Promise.all(parts.map(({ requested: _, given_for: __, ...part }) => carryOut(needs, part)))
  return {
    refund_id: wish.refund_id,
    order_id: wish.order_id,
    amount: { amount: request.requested, currency: request.amount.currency },
    state: stateOf(done),
    parts: done,
    given_for: request.given_for,
  }
}

const exceeds = ({ amount }: Wish, refundable: number) => {
  const left = amount ? formatMoney({ amount: refundable, currency: amount.currency }, 'en') : 'nothing'
  return fail('REFUND_EXCEEDS_CAPTURE', `There is ${left} left of this order that can be given back.`, { field: 'amount', refundable })
}

const refuseOther = ({ order_id, amount, given_for }: Wish, request: Asked) => {
  const is_amount = !amount || (amount.amount === request.requested && amount.currency === request.amount.currency)
  if (request.order_id === order_id && is_amount && unitsOf(given_for) === unitsOf(request.given_for)) return
  throw fail('REFUND_ID_REUSED', 'This refund_id stands for another refund. Send a new one for a new refund.', { field: 'refund_id' })
}

const unitsOf = (given_for: GivenFor | null = null) =>
  given_for && [...given_for.lines.map(({ line_id, quantity }) => `${line_id} ${quantity}`).sort(), given_for.shipping_amount].join()

const stateOf = (parts: RefundPart[]): Refund['state'] => {
  const has = (state: RefundPart['state']) => parts.some((part) => part.state === state)
  return has('failed') ? 'failed' : has('started') ? 'started' : has('pending') ? 'pending' : 'done'
}

type Opened = { refundable: number; is_opened: boolean }

/**
 * Reserves what is to be given back. Payments are locked in the order of their ids, and written from what was read under the lock: what
 * another refund took while this statement waited is counted (see modules/inventory/hold-stock.ts).
 */
export const openRefund = async ({ db, clock }: Payments, wish: Wish & { payment_id?: string }): Promise<Opened> => {
  const { refund_id, order_id, amount, reason, payment_id = null, kept_amount = 0, who = null, given_for = null } = wish
  const ids = [refund_id, ...Array.from({ length: MOST_PARTS - 1 }, () => newId(clock.now()))]
  const { rows } = await db.sql<Opened>`
    WITH earlier AS (SELECT refund_id FROM payments.refund_requests WHERE refund_id = ${refund_id}),
    locked AS (
      SELECT payment_id, tender, created_at, refunding_amount, credited_amount,
             captured_amount - refunded_amount - refunding_amount - disputed_amount - credited_amount AS free
      FROM payments.payments
      WHERE order_id = ${order_id} AND state = 'captured' AND currency = coalesce(${amount?.currency ?? null}::text, currency)
        AND CASE WHEN ${payment_id}::uuid IS NULL THEN NOT is_surplus ELSE payment_id = ${payment_id}::uuid END AND NOT EXISTS (SELECT FROM earlier)
      ORDER BY payment_id FOR NO KEY UPDATE),
    counted AS (
      SELECT *, sum(free) OVER turn - free AS before, coalesce(${amount?.amount ?? null}::bigint, refundable) AS wanted
      FROM locked, (SELECT sum(free) - greatest(${kept_amount}::bigint - sum(credited_amount), 0) AS refundable FROM locked) whole
      WHERE free > 0 WINDOW turn AS (ORDER BY tender NOT LIKE 'main%', created_at, payment_id ROWS UNBOUNDED PRECEDING)),
    parts AS (
      SELECT payment_id, refunding_amount, least(free, wanted - before)::bigint AS part, row_number() OVER (ORDER BY before) AS n
      FROM counted WHERE wanted - before > 0 AND wanted <= refundable),
    requested AS (
      INSERT INTO payments.refund_requests (refund_id, order_id, amount, reason, who, given_for, created_at)
      SELECT ${refund_id}::uuid, ${order_id}::uuid, sum(part)::bigint, ${reason}, ${who}::text, ${given_for && json(given_for)}::jsonb, ${clock.now()}::timestamptz
      FROM parts HAVING count(*) > 0
      ON CONFLICT (refund_id) DO NOTHING RETURNING refund_id),
    opened AS (
      INSERT INTO payments.refunds (refund_id, asked_as, payment_id, amount, reason, created_at, looked_at)
      SELECT (${ids}::uuid[])[n], requested.refund_id, payment_id, part, ${reason}, ${clock.now()}::timestamptz, ${clock.now()}::timestamptz FROM parts, requested
      RETURNING refund_id, payment_id, amount),
    reserved AS (
      UPDATE payments.payments p SET refunding_amount = parts.refunding_amount + opened.amount
      FROM opened JOIN parts USING (payment_id) WHERE p.payment_id = opened.payment_id),
    noted AS (
      INSERT INTO payments.messages (payment_id, refund_id, at, direction, what, body)
      SELECT payment_id, refund_id, ${clock.now()}::timestamptz, 'out', 'refund', jsonb_build_object('amount', amount, 'reason', ${reason}::text) FROM opened)
    SELECT greatest(coalesce((SELECT max(refundable) FROM counted), 0), 0)::bigint AS refundable, EXISTS (SELECT FROM opened) AS is_opened`
  return rows[0] ?? { refundable: 0, is_opened: false }
}

export type Part = RefundPart & { provider_ref: string | null }
/** With the whole refund it is a part of. */
type Asked = Part & { requested: number; given_for: GivenFor | null }

/** The parts of a refund. A twin that wrote them while our statement ran is seen here. */
const readParts = async ({ db }: Payments, refund_id: string): Promise<Asked[]> => {
  const { rows } = await db.sql<{ part: Asked }>`
    SELECT payments.part_as_json(r, p) || jsonb_build_object('requested', q.amount, 'given_for', q.given_for) AS part
    FROM payments.refunds r JOIN payments.payments p USING (payment_id) JOIN payments.refund_requests q ON q.refund_id = r.asked_as
    WHERE r.asked_as = ${refund_id} ORDER BY p.tender NOT LIKE 'main%', p.created_at, p.payment_id`
  return rows.map((row) => row.part)
}

/** Asks the provider for one part, unless it has its last word already. Repeating it is the same refund at the provider. */
export const carryOut = async (needs: Payments, part: Part): Promise<RefundPart> => {
  const { provider_ref, ...shown } = part
  if (part.state === 'done' || part.state === 'failed') return shown
  const { refund_id, payment_id, amount } = part
  const provider = providerNamed(needs.providers, part.provider)
  const heard = await askProvider(needs, { refund_id, payment_id }, async () => {
    if (!provider) throw new Error(`the provider ${part.provider} is not set up`)
    return provider.refund({ refund_id, payment_id, amount, provider_ref })
  })
  if (heard.answer?.state === part.state) return shown // still to be paid out: nothing to write down
  return settleRefund(needs, refund_id, { what: 'answer to a refund', ...heard })
}
