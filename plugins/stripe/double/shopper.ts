/** What a person does on the page, and what their bank does after. There is no card number anywhere: ways to behave are chosen by name. */
import { createHash } from 'node:crypto'
import { type Books, type ChargeRow, type DisputeRow, type Failure, type IntentRow, newRef, type PageRow } from './books.ts'
import { invalid, missing } from './errors.ts'
import { cancelIntent } from './intents.ts'
import { pageOf } from './pages.ts'

const declined = (decline_code: string): Failure => ({
  type: 'card_error',
  code: 'card_declined',
  decline_code,
  message: 'Your card was declined.',
})

/** Named after the test cards of https://docs.stripe.com/testing */
const FAILURES = {
  declined: declined('generic_decline'),
  no_funds: declined('insufficient_funds'),
  stolen: declined('stolen_card'),
  expired_card: { type: 'card_error', code: 'expired_card', message: 'Your card has expired.' },
} satisfies Record<string, Failure>

const UNPROVEN: Failure = {
  type: 'invalid_request_error',
  code: 'payment_intent_authentication_failure',
  message: 'The provided PaymentMethod has failed authentication.',
}

export const WAYS = ['card', 'declined', 'no_funds', 'stolen', 'expired_card', 'challenge', 'prove', 'fail_to_prove', 'bank_debit'] as const
export type Way = (typeof WAYS)[number]

/** @throws ApiError when the page is not open */
export const pay = (books: Books, page_id: string, way: Way): IntentRow => {
  const page = pageOf(books, page_id)
  if (page.status !== 'open') throw invalid('This page is no longer open.')
  const intent = intentFor(books, page)
  if (way === 'challenge') return tellAs(books, intent, 'requires_action', 'payment_intent.requires_action')
  if (way === 'bank_debit') {
    addCharge(books, intent, 'pending')
    page.status = 'complete'
    tellAs(books, intent, 'processing', 'payment_intent.processing')
    books.tell('checkout.session.completed', page)
    return intent
  }
  if (way === 'card' || way === 'prove') return succeed(books, intent, page)
  return failWith(books, intent, way === 'fail_to_prove' ? UNPROVEN : FAILURES[way])
}

const intentFor = (books: Books, page: PageRow): IntentRow => {
  const earlier = books.intents.get(page.intent ?? '')
  if (earlier) return earlier
  const intent: IntentRow = {
    id: newRef('pi'),
    created: books.now(),
    amount: page.amount,
    currency: page.currency,
    status: 'requires_payment_method',
    amount_received: 0,
    is_manual: page.is_manual,
    metadata: page.intent_metadata,
    description: page.description,
    latest_charge: null,
    failure: null,
    canceled_at: null,
    cancellation_reason: null,
  }
  books.intents.set(intent.id, intent)
  page.intent = intent.id
  books.tell('payment_intent.created', intent)
  return intent
}

const tellAs = (books: Books, intent: IntentRow, status: IntentRow['status'], type: string): IntentRow => {
  intent.status = status
  books.tell(type, intent)
  return intent
}

const addCharge = (books: Books, intent: IntentRow, status: ChargeRow['status']): ChargeRow => {
  const charge: ChargeRow = {
    id: newRef('ch'),
    created: books.now(),
    intent: intent.id,
    amount: intent.amount,
    amount_captured: 0,
    currency: intent.currency,
    status,
    is_captured: false,
    fingerprint: createHash('sha256').update('the card of the double').digest('base64url').slice(0, 16),
    metadata: intent.metadata,
    is_disputed: false,
  }
  books.charges.set(charge.id, charge)
  intent.latest_charge = charge.id
  return charge
}

const succeed = (books: Books, intent: IntentRow, page: PageRow): IntentRow => {
  const charge = addCharge(books, intent, 'succeeded')
  intent.failure = null
  page.status = 'complete'
  books.tell('charge.succeeded', charge)
  if (intent.is_manual) tellAs(books, intent, 'requires_capture', 'payment_intent.amount_capturable_updated')
  else take(books, intent, charge)
  books.tell('checkout.session.completed', page)
  return intent
}

const take = (books: Books, intent: IntentRow, charge: ChargeRow): void => {
  charge.status = 'succeeded'
  charge.is_captured = true
  charge.amount_captured = intent.amount
  intent.amount_received = intent.amount
  tellAs(books, intent, 'succeeded', 'payment_intent.succeeded')
}

const failWith = (books: Books, intent: IntentRow, failure: Failure): IntentRow => {
  addCharge(books, intent, 'failed')
  intent.failure = failure
  return tellAs(books, intent, 'requires_payment_method', 'payment_intent.payment_failed')
}

/** Days later a bank pays a debit, or does not. https://docs.stripe.com/payments/checkout/fulfill-orders#delayed-notification */
export const settleDebit = (books: Books, page_id: string, is_paid: boolean): void => {
  const page = pageOf(books, page_id)
  const intent = books.intents.get(page.intent ?? '')
  const charge = books.charges.get(intent?.latest_charge ?? '')
  if (!intent || !charge || intent.status !== 'processing') throw invalid('Nothing is being processed.')
  if (is_paid) {
    take(books, intent, charge)
    books.tell('checkout.session.async_payment_succeeded', page)
    return
  }
  charge.status = 'failed'
  intent.failure = declined('generic_decline')
  tellAs(books, intent, 'requires_payment_method', 'payment_intent.payment_failed')
  books.tell('checkout.session.async_payment_failed', page)
}

/** A reservation ends by itself after about a week. https://docs.stripe.com/payments/place-a-hold-on-a-payment-method */
export const endReservation = (books: Books, intent: string): void => {
  cancelIntent(books, intent, 'automatic')
}

export const openDispute = (books: Books, intent_id: string, amount?: number, is_inquiry = false): DisputeRow => {
  const charge = [...books.charges.values()].find(({ intent, is_captured }) => intent === intent_id && is_captured)
  if (!charge) throw missing('charge', intent_id)
  charge.is_disputed = !is_inquiry
  const dispute: DisputeRow = {
    id: newRef('du'),
    created: books.now(),
    charge: charge.id,
    intent: intent_id,
    amount: amount ?? charge.amount_captured,
    currency: charge.currency,
    reason: 'fraudulent',
    status: is_inquiry ? 'warning_needs_response' : 'needs_response',
    moved: is_inquiry ? [] : [-(amount ?? charge.amount_captured)],
  }
  books.disputes.set(dispute.id, dispute)
  books.tell('charge.dispute.created', dispute)
  if (!is_inquiry) books.tell('charge.dispute.funds_withdrawn', dispute)
  return dispute
}

export const closeDispute = (books: Books, id: string, status: 'won' | 'lost' | 'warning_closed' | 'prevented'): DisputeRow => {
  const dispute = books.disputes.get(id)
  if (!dispute) throw missing('dispute', id)
  dispute.status = status
  if (status === 'won') {
    dispute.moved.push(dispute.amount)
    books.tell('charge.dispute.funds_reinstated', dispute)
  }
  books.tell('charge.dispute.closed', dispute)
  return dispute
}
