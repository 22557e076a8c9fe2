import type { Order } from '#modules/orders/contract.ts'
import type { Call } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { formatMoney } from '#platform/money.ts'
import type { Return, ReturnLine, Settle } from './contract.ts'
import { FINISHING_SECONDS, finishAgain, finishReturn } from './finish-return.ts'
import { AS_SHOP, type Claim, type Returning } from './needs.ts'
import { readReturnOf } from './read-returns.ts'
import { RETURN } from './states.ts'
import { afterStep, whoActs } from './take-step.ts'
import { paidFor, paidForShipping, paidOrderOf, upTo } from './worth.ts'

/**
 * Decides what goes back for the accepted units and carries it out. The amount is what was paid for them, to the minor unit over all returns of
 * a line, plus the delivery cost where staff give it back, less a deduction. What is still due of the order is not asked for any more, as far as
 * that goes, and the rest is given back: who has not paid owes nothing for what they do not have. It is fixed by the decision; the steps that follow (stock, money,
 * the order's books) are each safe to repeat, so a crash in between is finished by a timer. Where nothing can be given after all, the decision
 * is taken back, and this says why.
 * @throws NOT_FOUND STALE NOT_ALLOWED_IN_STATE DEDUCTION_TOO_LARGE { total } MORE_THAN_PAID { left }
 *   SHIPPING_GIVEN_BACK { number } OUT_OF_STOCK { variant_id } REFUND_FAILED BEING_EDITED
 */
export const settleReturn = async (needs: Returning, settle: Settle, call: Call): Promise<Return> => {
  const asked = await readReturnOf(needs, settle.return_id)
  const order = await needs.orders.readOrder({ order_id: asked.order_id }, AS_SHOP)
  const paid_order_id = paidOrderOf(order)
  const paid_with = paid_order_id === order.order_id ? order : await needs.orders.readOrder({ order_id: paid_order_id }, AS_SHOP)
  const left = Math.min(leftOf(paid_with), await freeOf(needs, paid_with))
  const claim = await needs.db.transaction((sql) => decide(needs, sql, { settle, order, paid_with, left, who: whoActs(call) }))
  const finished = await (claim ? finishReturn(needs, settle.return_id, claim) : finishAgain(needs, settle.return_id))
  if (finished.refusal) throw finished.refusal
  return finished.return
}

const SETTLES_FROM: readonly Return['state'][] = RETURN.moves.settle.from

/** What was paid and not given back yet, as money or store credit or by a bank; minor units. Whoever gives it has the last word on it. */
const leftOf = ({ paid, refunded, charged_back, credited }: Order): number =>
  paid.amount - refunded.amount - (charged_back?.amount ?? 0) - (credited?.amount ?? 0)

/** What payments could give back now: without refunds that are under way, and what banks hold. They have the last word when it is given. */
const freeOf = async ({ payments }: Returning, { order_id, currency }: Order): Promise<number> => {
  const { paid } = await payments.readPaid({ order_ids: [order_id] }, AS_SHOP)
  return paid
    .filter((one) => one.currency === currency)
    .reduce(
      (all, one) => all + one.captured_amount - one.refunded_amount - one.refunding_amount - one.disputed_amount - one.credited_amount,
      0,
    )
}

type Decision = { settle: Settle; order: Order; paid_with: Order /** minor units */; left: number; who: string }

/** The decision, in the hands of who made it; nothing where it was made before. */
const decide = async ({ clock }: Returning, sql: Sql, { settle, order, paid_with, left, who }: Decision): Promise<Claim | undefined> => {
  const { return_id, version, as, deduction, note } = settle
  const { from, to } = RETURN.moves.settle
  const { rows } = await sql<{
    return: Return
  }>`SELECT returns.as_json(r) AS return FROM returns.returns r WHERE return_id = ${return_id} FOR UPDATE`
  const found = rows[0]?.return
  if (!found || !SETTLES_FROM.includes(found.state) || (version ?? found.version) !== found.version) {
    afterStep(found && { return: found, is_taken: found.state === 'settling' || found.state === 'settled' }, to, from, version)
    return undefined
  }
  const lines = await takeWorth(sql, order, found)
  const shipping = await takeShipping(sql, order, found, settle)
  const whole = lines.reduce((all, line) => all + line.amount.amount, shipping)
  const kept = deduction?.amount ?? 0
  if (kept > whole) throw fail('DEDUCTION_TOO_LARGE', 'More would be kept back than is due.', { field: 'deduction.amount', total: whole })
  const waived = as === 'exchange' ? 0 : Math.min(whole - kept, paid_with.due.amount)
  if (as !== 'exchange' && whole - kept - waived > left)
    throw fail(
      'MORE_THAN_PAID',
      `Only ${formatMoney({ ...found.total, amount: Math.max(0, left) }, 'en')} of this order is left to give back.`,
      {
        left,
      },
    )
  const { rows: decided } = await sql<Claim>`
    UPDATE returns.returns AS r
    SET state = ${to}::text, version = version + 1, updated_at = ${clock.now()}, settled_as = ${as}, lines = ${json(lines)}::jsonb,
        settlement_id = CASE WHEN settlement_id IS NULL THEN return_id ELSE ${newId(clock.now())}::uuid END,
        paid_order_id = ${paid_with.order_id},
        undecided = jsonb_build_object('lines', lines, 'shipping_amount', shipping_amount, 'total_amount', total_amount),
        finishing_until = ${clock.now()}::timestamptz + make_interval(secs => ${FINISHING_SECONDS}),
        shipping_amount = ${shipping}, deduction_amount = ${kept}, deduction_reason = ${deduction?.reason ?? null}, total_amount = ${whole - kept}, waived_amount = ${waived},
        timeline = timeline || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', ${as}::text, 'who', ${who}::text, 'note', ${note || null}::text))
    WHERE return_id = ${return_id} RETURNING returns.as_json(r) AS decided, coalesce(settlement_id, return_id) AS settlement_id, coalesce(paid_order_id, order_id) AS paid_order_id,
      coalesce(finishing_until, ${clock.now()}::timestamptz) AS finishing_until`
  return decided[0]
}

/**
 * The delivery cost that goes back with this return: where staff say so, or everything was withdrawn, and once for an order. `takeWorth` has
 * locked the order's lines, so of two returns that are settled at once the second sees what the first decided. Goods that are sent anew give
 * none of it back.
 */
const takeShipping = async (sql: Sql, order: Order, { return_id, shipping }: Return, { as, with_shipping }: Settle): Promise<number> => {
  const wanted = with_shipping ? paidForShipping(order) : shipping.amount
  if (as === 'exchange' || wanted === 0) return 0
  const { rows } = await sql<{ number: string }>`
    SELECT number FROM returns.returns WHERE order_id = ${order.order_id} AND return_id <> ${return_id} AND shipping_amount > 0 AND state IN ('settling', 'settled') LIMIT 1`
  const [earlier] = rows
  if (!earlier) return wanted
  if (!with_shipping) return 0
  throw fail('SHIPPING_GIVEN_BACK', `The delivery cost of this order went back with return ${earlier.number}.`, {
    field: 'with_shipping',
    number: earlier.number,
  })
}

/**
 * Counts the accepted units as settled and says what each line is worth: what was paid for all that came back of it, less what was settled
 * before. The order says what was paid, because it may have been changed since the return was asked for.
 */
const takeWorth = async (sql: Sql, order: Order, { order_id, lines }: Return): Promise<ReturnLine[]> => {
  const { rows } = await sql<{ line_id: string; settled_quantity: number; settled_amount: number }>`
    SELECT line_id, settled_quantity, settled_amount FROM returns.returnable WHERE order_id = ${order_id} ORDER BY line_id FOR UPDATE`
  const before = new Map(rows.map((row) => [row.line_id, row]))
  const told = lines.flatMap(({ line_id, accepted_quantity }) => {
    const [line, settled] = [order.lines.find((one) => one.line_id === line_id), before.get(line_id)]
    if (!line || !settled) return []
    const [units, paid] = [accepted_quantity ?? 0, paidFor(order, line)]
    const worth = upTo({ paid, quantity: line.quantity }, settled.settled_quantity + units) - settled.settled_amount
    return [{ line_id, units, amount: units > 0 ? Math.max(0, worth) : 0, quantity: line.quantity, paid }]
  })
  await sql`
    UPDATE returns.returnable r SET settled_quantity = settled_quantity + units, settled_amount = settled_amount + amount, quantity = t.quantity, paid_amount = paid
    FROM jsonb_to_recordset(${json(told)}::jsonb) AS t (line_id uuid, units integer, amount bigint, quantity integer, paid bigint)
    WHERE r.order_id = ${order_id} AND r.line_id = t.line_id`
  const worth = new Map(told.map(({ line_id, amount }) => [line_id, amount]))
  return lines.map((line) => ({ ...line, amount: { ...line.amount, amount: worth.get(line.line_id) ?? 0 } }))
}
