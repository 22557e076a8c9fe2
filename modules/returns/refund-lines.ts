import type { GivenFor, Refund } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { isViolation } from '#platform/db.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { type Counted, countUnits, type LinesWish, quantitiesOf } from './count-units.ts'
import { failUnits, forgetUnits, SILENT_SECONDS } from './free-units.ts'
import { AS_SHOP, type Returning } from './needs.ts'

/**
 * Gives back what was paid for units of an order's lines, to the minor unit over all refunds and returns of a line. The units are counted and
 * their worth is fixed first (`countUnits`), then payments are asked under the same id: both are safe to repeat, and what is cut off in
 * between is carried on by the same request again, or by a timer after a minute. Where payments refuse, or all of the money fails, at once or
 * later, the units are free again. Of what fails in part they stay counted: the other part is with the customer, and staff are told.
 * @throws NOT_FOUND TOO_MANY { line_id, wanted, left } SHIPPING_GIVEN_BACK NOTHING_PAID REFUND_EXCEEDS_CAPTURE { refundable } REFUND_ID_REUSED
 */
export const refundLines = async (needs: Returning, wish: LinesWish): Promise<Refund> => {
  const known = await takeAgain(needs, wish.refund_id)
  return carryOut(needs, known ? sameAs(wish, known) : await count(needs, wish))
}

const count = async (needs: Returning, wish: LinesWish): Promise<Counted> => {
  const order = await needs.orders.readOrder({ order_id: wish.order_id }, AS_SHOP)
  try {
    const counted = await countUnits(needs, order, wish)
    if (counted) return counted
  } catch (error) {
    if (!isViolation(error, 'refunds_pkey')) throw error // else another order's refund has this id since a moment ago
  }
  const twin = await takeAgain(needs, wish.refund_id)
  return twin ? sameAs(wish, twin) : count(needs, wish) // else it was refused, and forgotten, in between
}

const takeAgain = async ({ db, clock }: Returning, refund_id: string): Promise<Counted | undefined> => {
  const { rows } = await db.sql<Counted>`
    UPDATE returns.refunds SET tries = tries + 1, tried_before = tried_at, tried_at = ${clock.now()} WHERE refund_id = ${refund_id}
    RETURNING refund_id, order_id, lines, with_shipping, shipping_amount, total_amount, currency, reason, who, tries`
  return rows[0]
}

const sameAs = (wish: LinesWish, known: Counted): Counted => {
  const is_same = wish.order_id === known.order_id && wish.with_shipping === known.with_shipping && unitsOf(wish) === unitsOf(known)
  if (is_same) return known
  throw reused()
}

const reused = () =>
  fail('REFUND_ID_REUSED', 'This refund_id stands for another refund. Send a new one for a new refund.', { field: 'refund_id' })

const unitsOf = ({ lines }: Pick<LinesWish, 'lines'>): string => JSON.stringify([...quantitiesOf(lines)].sort())

const carryOut = async (needs: Returning, counted: Counted): Promise<Refund> => {
  const { refund_id, order_id, lines, shipping_amount, total_amount, currency, reason, who } = counted
  const amount = { amount: total_amount, currency }
  const wish = { refund_id, order_id, amount, reason, given_for: { lines, shipping_amount }, ...(who !== null && { who }) }
  try {
    const given = await askPayments(needs, wish)
    if (given.parts.length > 0 && given.parts.every(({ state }) => state === 'failed')) await failUnits(needs, refund_id)
    else await needs.db.sql`UPDATE returns.refunds SET state = 'given' WHERE refund_id = ${refund_id} AND state = 'asked'`
    return given
  } catch (error) {
    if (isFailure(error, 'REFUND_EXCEEDS_CAPTURE') || isFailure(error, 'REFUND_ID_REUSED')) await forgetUnits(needs, counted)
    throw error
  }
}

type Asked = { refund_id: string; order_id: string; amount: Money; reason: string; who?: string; given_for?: GivenFor }

/** What the customer has as store credit for goods that came back is not given a second time. */
export const askPayments = async ({ orders, payments }: Returning, wish: Asked): Promise<Refund> => {
  const states = await orders.readPaymentStates({ order_ids: [wish.order_id] }, AS_SHOP)
  return payments.refund({ ...wish, kept_amount: states.orders[0]?.credited_amount ?? 0 }, AS_SHOP)
}

const AT_ONCE = 20
/** Goes on with refunds of which nobody has heard from payments. */
export const finishRefunds = async (needs: Returning): Promise<void> => {
  const { db, clock, log } = needs
  const { rows } = await db.sql<{ refund_id: string }>`
    SELECT refund_id FROM returns.refunds
    WHERE state = 'asked' AND tried_at < ${clock.now()}::timestamptz - make_interval(secs => ${SILENT_SECONDS}) ORDER BY tried_at LIMIT ${AT_ONCE}`
  for (const { refund_id } of rows)
    await finishRefund(needs, refund_id).catch((error) =>
      log.warn({ err: error, refund_id }, 'a refund could not be given yet, or is refused by now'),
    )
}

export const finishRefund = async (needs: Returning, refund_id: string): Promise<void> => {
  const counted = await takeAgain(needs, refund_id)
  if (counted) await carryOut(needs, counted)
}
