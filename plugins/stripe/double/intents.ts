/** Payment intents and what is given back of them. https://docs.stripe.com/api/payment_intents and https://docs.stripe.com/api/refunds */
import { type Books, type IntentRow, newRef, type RefundRow, refundedOf } from './books.ts'
import { invalid, missing } from './errors.ts'
import { type Form, numberAt, textAt, textsAt } from './form.ts'

export const intentOf = (books: Books, id: string): IntentRow => {
  const intent = books.intents.get(id)
  if (!intent) throw missing('payment_intent', id)
  return intent
}

const wrongState = (doing: string, { status }: IntentRow) =>
  invalid(`This PaymentIntent could not be ${doing} because it has a status of ${status}.`, 'payment_intent_unexpected_state')

export const captureIntent = (books: Books, id: string, form: Form): IntentRow => {
  const intent = intentOf(books, id)
  const amount = numberAt(form, 'amount_to_capture') ?? intent.amount
  if (intent.status !== 'requires_capture') throw wrongState('captured', intent)
  if (amount < 1 || amount > intent.amount)
    throw invalid('The amount to capture is greater than what is capturable.', 'amount_too_large', 'amount_to_capture')
  intent.status = 'succeeded'
  intent.amount_received = amount
  const charge = books.charges.get(intent.latest_charge ?? '')
  if (charge) {
    charge.is_captured = true
    charge.amount_captured = amount
    books.tell('charge.captured', charge)
    if (amount < charge.amount) release(books, charge.id, charge.amount - amount)
  }
  books.tell('payment_intent.succeeded', intent)
  return intent
}

/** What is let go of stands in the books as a refund. https://docs.stripe.com/api/charges/capture */
const release = (books: Books, charge_id: string, amount: number): void => {
  const charge = books.charges.get(charge_id)
  if (!charge) return
  const refund: RefundRow = {
    id: newRef('re'),
    created: books.now(),
    charge: charge.id,
    intent: charge.intent,
    amount,
    currency: charge.currency,
    status: 'succeeded',
    metadata: {},
    reason: null,
    failure_reason: null,
  }
  books.refunds.set(refund.id, refund)
  books.tell('refund.created', refund)
  books.tell('charge.refunded', charge)
}

export const cancelIntent = (books: Books, id: string, why: IntentRow['cancellation_reason'] = null): IntentRow => {
  const intent = intentOf(books, id)
  if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') throw wrongState('canceled', intent)
  const was_held = intent.status === 'requires_capture'
  intent.status = 'canceled'
  intent.canceled_at = books.now()
  intent.cancellation_reason = why
  if (was_held && intent.latest_charge) release(books, intent.latest_charge, intent.amount)
  books.tell('payment_intent.canceled', intent)
  return intent
}

export const createRefund = (books: Books, form: Form): RefundRow => {
  const intent = intentOf(books, textAt(form, 'payment_intent') ?? '')
  const charge = books.charges.get(intent.latest_charge ?? '')
  if (intent.status !== 'succeeded' || !charge)
    throw invalid('This PaymentIntent does not have a successful charge to refund.', 'payment_intent_unexpected_state')
  if (charge.is_disputed) throw invalid('Charge has been charged back; cannot issue a refund.', 'charge_disputed')
  const left = charge.amount - refundedOf(books, charge.id)
  const amount = numberAt(form, 'amount') ?? left
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded')
  if (amount < 1) throw invalid('Invalid positive integer', 'parameter_invalid_integer', 'amount')
  if (amount > left) throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, undefined, 'amount')
  const refund: RefundRow = {
    id: newRef('re'),
    created: books.now(),
    charge: charge.id,
    intent: intent.id,
    amount,
    currency: charge.currency,
    status: books.next_refund,
    metadata: textsAt(form, 'metadata'),
    reason: textAt(form, 'reason') === 'requested_by_customer' ? 'requested_by_customer' : null,
    failure_reason: null,
  }
  books.refunds.set(refund.id, refund)
  books.tell('refund.created', refund)
  books.tell('charge.refunded', charge)
  return refund
}

/** The bank has decided about a refund. https://docs.stripe.com/refunds#failed-refunds */
export const settleRefund = (books: Books, id: string, status: 'succeeded' | 'failed' | 'canceled'): RefundRow => {
  const refund = books.refunds.get(id)
  if (!refund) throw missing('refund', id)
  refund.status = status
  if (status !== 'succeeded') refund.failure_reason = 'expired_or_canceled_card'
  books.tell('refund.updated', refund)
  books.tell('charge.refund.updated', refund)
  if (status === 'failed') books.tell('refund.failed', refund)
  return refund
}
