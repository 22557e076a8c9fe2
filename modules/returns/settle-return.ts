import type { Order } from '#modules/orders/contract.ts'
import type { Call } from '#platform/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import { type Failure, fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { formatMoney, worthOfMore } from '#platform/money.ts'
import type { Return, ReturnLine, Settle } from './contract.ts'
import { givenWith, shippingGivenBack } from './delivery.ts'
import { decidedExchange, type Exchange } from './exchange.ts'
import { FINISHING_SECONDS, finishAgain, finishReturn } from './finish-return.ts'
import { AS_SHOP, type Claim, type Returning } from './needs.ts'
import { readReturnOf } from './read-returns.ts'
import { RETURN } from './states.ts'
import { afterStep, whoActs } from './take-step.ts'
import { paidFor, paidForShipping, paidOrderOf } from './worth.ts'

/**
 * Decides what goes back for the accepted units and carries it out. The amount is what was paid for them, to the minor unit over all returns of
 * a line, plus the delivery cost where staff give it back, less a deduction. What was not paid of the order is not asked for any more, as far as
 * that goes, nor taken of what is reserved, and the rest is given back: who has not paid owes nothing for what they do not have. It is fixed by the decision; the steps that follow (stock, money,
 * the order's books) are each safe to repeat, so a crash in between is finished by a timer. Where nothing can be given after all, the decision
 * is taken back, and this says why. An exchange is even: what is sent instead is worth what was paid for what came back, whatever it costs today.
 * @throws NOT_FOUND STALE NOT_ALLOWED_IN_STATE DEDUCTION_TOO_LARGE { total } MORE_THAN_PAID { left }
 *   SHIPPING_GIVEN_BACK { number } TOO_MANY { line_id, wanted, left } OUT_OF_STOCK { variant_id } REFUND_FAILED BEING_EDITED
 *   NOT_EXCHANGEABLE { field, line_id }
 */
export const settleReturn = async (needs: Returning, settle: Settle, call: Call): Promise<Return> => {
  const asked = await readReturnOf(needs, settle.return_id)
  const order = await needs.orders.readOrder({ order_id: asked.order_id }, AS_SHOP)
  const paid_order_id = paidOrderOf(order)
  const paid_with = paid_order_id === order.order_id ? order : await needs.orders.readOrder({ order_id: paid_order_id }, AS_SHOP)
  const left = Math.min(leftOf(paid_with), await freeOf(needs, paid_with))
  const exchange = await decidedExchange(needs, order, asked, settle)
  const decision = { settle, order, paid_with, left, exchange, who: whoActs(call) }
  const claim = await needs.db.transaction((sql) => decide(needs, sql, decision))
  const finished = await (claim ? finishReturn(needs, settle.return_id, claim) : finishAgain(needs, settle.return_id))
  if (finished.refusal) throw finished.refusal
  return finished.return
}

const SETTLES_FROM: readonly Return['state'][] = RETURN.moves.settle.from

/** What was paid and not given back yet, as money or store credit or by a bank; minor units. Whoever gives it has the last word on it. */
const leftOf = ({ paid, refunded, charged_back, credited }: Order): number =>
  paid.amount - refunded.amount - (charged_back?.amount ?? 0) - (credited?.amount ?? 0)

/** What was not paid yet, also where money for it is reserved; more may be reserved than that, where an edit made the order cheaper. Minor units. */
const owedOf = ({ total, waived, paid, refunded, due, reserved }: Order): number =>
  Math.min(due.amount + (reserved?.amount ?? 0), Math.max(0, total.amount - (waived?.amount ?? 0) - paid.amount + refunded.amount))

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

type Decision = {
  settle: Settle
  order: Order
  paid_with: Order
  /** minor units */
  left: number
  exchange: Exchange | Failure
  who: string
}

/** The decision, in the hands of who made it; nothing where it was made before. */
const decide = async ({ clock }: Returning, sql: Sql, decision: Decision): Promise<Claim | undefined> => {
  const { settle, order, paid_with, left, exchange, who } = decision
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
  if (!(exchange instanceof Map)) throw exchange
  const lines = (await takeWorth(sql, order, found)).map((line) => {
    const sent_instead = line.accepted_quantity ? exchange.get(line.line_id) : undefined
    return sent_instead ? { ...line, sent_instead } : line
  })
  if (as === 'exchange') refuseTwice(lines)
  const shipping = await takeShipping(sql, order, found, settle)
  const whole = lines.reduce((all, line) => all + line.amount.amount, shipping)
  const kept = deduction?.amount ?? 0
  if (kept > whole) throw fail('DEDUCTION_TOO_LARGE', 'More would be kept back than is due.', { field: 'deduction.amount', total: whole })
  const waived = as === 'exchange' ? 0 : Math.min(whole - kept, owedOf(paid_with))
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
  const earlier = await givenWith(sql, order.order_id, return_id)
  if (!earlier) return wanted
  if (!with_shipping) return 0
  throw shippingGivenBack(earlier)
}

/**
 * Counts the accepted units as settled and says what each line is worth: what was paid for all that money was given for, less what was given
 * before, with a return or without. Units that money was given for already are worth nothing more. The order says what was paid, because it
 * may have been changed since the return was asked for.
 */
const takeWorth = async (sql: Sql, order: Order, { order_id, lines }: Return): Promise<ReturnLine[]> => {
  const { rows } = await sql<{ line_id: string; delivered: number; units: number; amount: number }>`
    SELECT line_id, delivered, settled_quantity + refunded_quantity AS units, settled_amount + refunded_amount AS amount FROM returns.returnable WHERE order_id = ${order_id} ORDER BY line_id FOR UPDATE`
  const before = new Map(rows.map((row) => [row.line_id, row]))
  const told = lines.flatMap(({ line_id, accepted_quantity }) => {
    const [line, given] = [order.lines.find((one) => one.line_id === line_id), before.get(line_id)]
    if (!line || !given) return []
    const { quantity } = line
    const paid = paidFor(order, line)
    const units = Math.max(0, Math.min(accepted_quantity ?? 0, given.delivered - given.units))
    return [{ line_id, units, amount: worthOfMore({ paid, quantity }, given, units), quantity, paid }]
  })
  await sql`
    UPDATE returns.returnable r SET settled_quantity = settled_quantity + units, settled_amount = settled_amount + amount,
      quantity = greatest(t.quantity, r.settled_quantity + r.refunded_quantity), paid_amount = greatest(paid, r.settled_amount + r.refunded_amount)
    FROM jsonb_to_recordset(${json(told)}::jsonb) AS t (line_id uuid, units integer, amount bigint, quantity integer, paid bigint)
    WHERE r.order_id = ${order_id} AND r.line_id = t.line_id`
  const worth = new Map(told.map((line) => [line.line_id, line]))
  return lines.map((line) => {
    const { units = 0, amount = 0 } = worth.get(line.line_id) ?? {}
    return { ...line, settled_quantity: units, amount: { ...line.amount, amount } }
  })
}

/** Goods are not sent anew for units that money was given for already. */
const refuseTwice = (lines: ReturnLine[]) => {
  const twice = lines.find(({ accepted_quantity, settled_quantity = 0 }) => (accepted_quantity ?? 0) > settled_quantity)
  if (!twice) return
  const { title, line_id, accepted_quantity, settled_quantity: left = 0 } = twice
  throw fail('TOO_MANY', `Money was given back for ${title} already: ${left} of these ${accepted_quantity} can be sent anew.`, {
    ...{ field: 'as', line_id, wanted: accepted_quantity, left },
  })
}
