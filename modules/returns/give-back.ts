import type { Refund } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { type Failure, fail, isFailure } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import type { Return } from './contract.ts'
import { AS_SHOP, type Claim, type Returning } from './needs.ts'

/** `refusal`: nothing was given, and trying again will not change that. `problem`: of a part of the money, for staff. */
type Given = { refusal?: Failure; replacement_order_id?: string; problem?: string }

/**
 * Money by the way it came, store credit, or the goods anew; then the order is told which goods came back, and what was given for them as
 * credit or is not asked for any more, from which the credit note and the books follow. What can be refused comes first, and under an id of the decision, not of the
 * return: a decision that comes to nothing leaves nothing behind, and the next one is another.
 */
export const giveBack = async (needs: Returning, claim: Claim): Promise<Given> => {
  const { decided } = claim
  const { settled_as } = decided
  const money = moneyOf(decided)
  if (settled_as === 'store_credit' && money.amount > 0) return giveCredit(needs, claim)
  const is_anew = settled_as === 'exchange' && accepted(decided).length > 0
  const given = is_anew ? await sendAnew(needs, claim) : settled_as !== 'exchange' && money.amount > 0 ? await refund(needs, claim) : {}
  if (!given.refusal) await tellOrders(needs, claim)
  return given
}

/** What is given, beside what is only not asked for any more. */
const moneyOf = ({ total, waived }: Return) => ({ ...total, amount: total.amount - (waived?.amount ?? 0) })

/** The order that was paid is told what is given for the goods, and first; the one that they came from, which units came back. */
const tellOrders = async ({ orders }: Returning, { decided, paid_order_id }: Claim, credit?: Money) => {
  const { return_id, order_id } = decided
  const lines = accepted(decided)
  const waived = decided.waived && decided.waived.amount > 0 ? decided.waived : undefined
  const given = { ...(credit && { credit }), ...(waived && { waived }) }
  const is_given = credit !== undefined || waived !== undefined
  if (paid_order_id !== order_id && is_given)
    await orders.recordReturn({ return_id, order_id: paid_order_id, lines: [], ...given }, AS_SHOP)
  if (paid_order_id !== order_id && lines.length > 0) await orders.recordReturn({ return_id, order_id, lines }, AS_SHOP)
  if (paid_order_id === order_id && (is_given || lines.length > 0))
    await orders.recordReturn({ return_id, order_id, lines, ...given }, AS_SHOP)
}

const accepted = ({ lines }: Return) =>
  lines.flatMap(({ line_id, accepted_quantity }) => (accepted_quantity ? [{ line_id, quantity: accepted_quantity }] : []))

const reasonOf = ({ number }: Return) => `return ${number}`

const sendAnew = async ({ orders }: Returning, { decided, settlement_id }: Claim): Promise<Given> => {
  const { order_id } = decided
  try {
    const lines = decided.lines.flatMap(({ line_id, accepted_quantity, amount, sent_instead }) => {
      const anew = { line_id, quantity: accepted_quantity ?? 0, paid_amount: amount.amount }
      return accepted_quantity ? [{ ...anew, ...(sent_instead && { variant_id: sent_instead.variant_id }) }] : []
    })
    const anew = { replacement_id: settlement_id, order_id, lines, reason: reasonOf(decided) }
    return { replacement_order_id: (await orders.placeReplacement(anew, AS_SHOP)).order_id }
  } catch (error) {
    if (isFailure(error, 'OUT_OF_STOCK')) return { refusal: soldOut(decided, error) }
    if (isFailure(error, 'NOT_EXCHANGEABLE')) return { refusal: error }
    if (!isFailure(error, 'HOLD_ENDED')) throw error
    return { refusal: fail('OUT_OF_STOCK', 'The goods were kept for too long and are free again. Settle the return once more.') }
  }
}

/** Says which it is. */
const soldOut = ({ lines }: Return, { code, details }: Failure): Failure => {
  const { variant_id, available, wanted } = details
  const short = lines.find((line) => (line.sent_instead ?? line).variant_id === variant_id)
  const name = short ? [short.title, (short.sent_instead ?? short).variant_title].filter(Boolean).join(', ') : 'What would be sent'
  const text = Number(available) > 0 ? `Only ${available} of ${name} are left, ${wanted} were wanted.` : `${name} is sold out.`
  return fail(code, text, details)
}

const refund = async ({ payments }: Returning, { decided, settlement_id, paid_order_id }: Claim): Promise<Given> => {
  try {
    const wish = { refund_id: settlement_id, order_id: paid_order_id, amount: moneyOf(decided), reason: reasonOf(decided) }
    return judge(await payments.refund(wish, AS_SHOP))
  } catch (error) {
    return { refusal: moreThanPaid(error) }
  }
}

/** What is paid out by hand, or was not answered yet, goes on by itself. What failed in part is told: the other part is with the customer. */
const judge = ({ state, parts, amount }: Refund): Given => {
  if (state !== 'failed') return {}
  const failed = parts.filter((part) => part.state === 'failed')
  const why = failed.map(({ problem }) => problem).find(Boolean) ?? 'The payment provider refused it.'
  if (failed.length === parts.length) return { refusal: fail('REFUND_FAILED', `The money could not be given back. ${why}`) }
  const rest = { ...amount, amount: failed.reduce((all, part) => all + part.amount.amount, 0) }
  return { problem: `${formatMoney(rest, 'en')} of it could not be given back. ${why}` }
}

/** Payments keep the money of a credit first: of a refund and a credit at once they let one have it. */
const giveCredit = async (needs: Returning, claim: Claim): Promise<Given> => {
  const { payments } = needs
  const { decided, settlement_id, paid_order_id } = claim
  const credit = moneyOf(decided)
  try {
    await payments.keepForCredit({ credit_id: settlement_id, order_id: paid_order_id, amount: credit }, AS_SHOP)
  } catch (error) {
    return { refusal: moreThanPaid(error) }
  }
  try {
    await tellOrders(needs, claim, credit)
  } catch (error) {
    if (!isFailure(error, 'MORE_THAN_PAID')) throw error
    await payments.releaseCredit({ credit_id: settlement_id }, AS_SHOP)
    return { refusal: error }
  }
  return {}
}

const moreThanPaid = (error: unknown): Failure => {
  if (!isFailure(error, 'REFUND_EXCEEDS_CAPTURE')) throw error
  return fail('MORE_THAN_PAID', error.message, { left: error.details.refundable })
}

/** The credit itself, once its money is kept and the order knows of it; a guest's is a card, by a mail in the language of the return. */
export const putOnCard = async ({ giftCards }: Returning, { decided, settlement_id, paid_order_id }: Claim) => {
  const { settled_as, customer_id, email, locale } = decided
  const amount = moneyOf(decided)
  if (settled_as !== 'store_credit' || amount.amount === 0) return
  const to_whom = customer_id ? { customer_id } : { email, locale }
  await giftCards.credit({ credit_id: settlement_id, order_id: paid_order_id, ...to_whom, amount, reason: reasonOf(decided) }, AS_SHOP)
}
