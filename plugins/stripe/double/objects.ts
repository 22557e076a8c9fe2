/**
 * The objects of the API, field for field as its reference shows them; the compiler holds them against the types of the pinned client.
 * Sources: https://docs.stripe.com/api/checkout/sessions/object, .../payment_intents/object, .../charges/object, .../refunds/object,
 * .../disputes/object, .../events/object
 */
import type { Stripe } from 'stripe'
import type { Books, ChargeRow, DisputeRow, IntentRow, PageRow, RefundRow } from './books.ts'
import { refundedOf } from './books.ts'
import { chargeFields, intentFields, sessionFields } from './unused-fields.ts'

/** `paths`: what the request wanted whole (expand) */
type Show<Row, Shape> = (books: Books, row: Row, paths: string[]) => Shape

const below = (paths: string[], name: string): string[] =>
  paths.flatMap((path) => (path.startsWith(`${name}.`) ? [path.slice(name.length + 1)] : []))

const wants = (paths: string[], name: string): boolean => paths.some((path) => path === name || path.startsWith(`${name}.`))

export const showPage: Show<PageRow, Stripe.Checkout.Session> = (books, row, paths) => {
  const intent = row.intent ? books.intents.get(row.intent) : undefined
  const is_paid = intent?.status === 'succeeded'
  return {
    ...sessionFields,
    id: row.id,
    amount_subtotal: row.amount,
    amount_total: row.amount,
    cancel_url: row.cancel_url,
    client_reference_id: row.client_reference_id,
    created: row.created,
    currency: row.currency,
    customer_email: row.customer_email,
    expires_at: row.expires_at,
    livemode: books.is_live,
    metadata: row.metadata,
    payment_intent: intent && wants(paths, 'payment_intent') ? showIntent(books, intent, below(paths, 'payment_intent')) : row.intent,
    payment_status: is_paid ? 'paid' : 'unpaid',
    status: row.status,
    success_url: row.success_url,
    url: row.status === 'open' ? `${books.base()}/c/pay/${row.id}` : null,
  }
}

export const showIntent: Show<IntentRow, Stripe.PaymentIntent> = (books, row, paths) => {
  const charge = row.latest_charge ? books.charges.get(row.latest_charge) : undefined
  return {
    ...intentFields,
    id: row.id,
    amount: row.amount,
    amount_capturable: row.status === 'requires_capture' ? row.amount : 0,
    amount_received: row.amount_received,
    canceled_at: row.canceled_at,
    cancellation_reason: row.cancellation_reason,
    capture_method: row.is_manual ? 'manual' : 'automatic',
    client_secret: `${row.id}_secret_double`,
    created: row.created,
    currency: row.currency,
    description: row.description,
    last_payment_error: row.failure && {
      type: row.failure.type,
      code: row.failure.code,
      message: row.failure.message,
      ...(row.failure.decline_code ? { decline_code: row.failure.decline_code } : {}),
    },
    latest_charge: charge && wants(paths, 'latest_charge') ? showCharge(books, charge, []) : row.latest_charge,
    livemode: books.is_live,
    metadata: row.metadata,
    status: row.status,
  }
}

export const showCharge: Show<ChargeRow, Stripe.Charge> = (books, row) => {
  const amount_refunded = refundedOf(books, row.id)
  return {
    ...chargeFields,
    id: row.id,
    amount: row.amount,
    amount_captured: row.amount_captured,
    amount_refunded,
    captured: row.is_captured,
    created: row.created,
    currency: row.currency,
    disputed: row.is_disputed,
    livemode: books.is_live,
    metadata: row.metadata,
    paid: row.status === 'succeeded',
    payment_intent: row.intent,
    payment_method_details: {
      ...chargeFields.payment_method_details,
      card: { ...chargeFields.payment_method_details.card, fingerprint: row.fingerprint },
    },
    refunded: amount_refunded >= row.amount,
    status: row.status,
  }
}

export const showRefund: Show<RefundRow, Stripe.Refund> = (_books, row) => ({
  id: row.id,
  object: 'refund',
  amount: row.amount,
  balance_transaction: null,
  charge: row.charge,
  created: row.created,
  currency: row.currency,
  customer: null,
  customer_account: null,
  destination_details: { type: 'card', card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' } },
  ...(row.failure_reason ? { failure_reason: row.failure_reason } : {}),
  metadata: row.metadata,
  payment_intent: row.intent,
  payment_method: null,
  reason: row.reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status: row.status,
  transfer_reversal: null,
})

/** The balance transactions carry what moved; of each only what the shop reads is filled. */
export const showDispute: Show<DisputeRow, Stripe.Dispute> = (books, row) => ({
  id: row.id,
  object: 'dispute',
  amount: row.amount,
  balance_transactions: row.moved.map((amount, i) => ({
    id: `${row.id}_txn_${i}`,
    object: 'balance_transaction',
    amount,
    available_on: row.created,
    balance_type: 'payments',
    created: row.created,
    currency: row.currency,
    description: 'Chargeback withdrawal',
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category: 'dispute',
    source: row.charge,
    status: 'available',
    type: 'adjustment',
  })),
  charge: row.charge,
  created: row.created,
  currency: row.currency,
  enhanced_eligibility_types: [],
  evidence: noEvidence,
  evidence_details: {
    due_by: row.created + 7 * 86_400,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: null,
  is_charge_refundable: row.status.startsWith('warning_'),
  livemode: books.is_live,
  metadata: {},
  payment_intent: row.intent,
  reason: row.reason,
  status: row.status,
})

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
}
