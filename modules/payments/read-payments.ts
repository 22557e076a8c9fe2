import type { Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Payment, PaymentMethod, payments } from './contract.ts'
import type { Payments } from './needs.ts'

/** @throws NOT_FOUND */
export const readPayment = async ({ db }: Payments, payment_id: string): Promise<Payment> => {
  const { rows } = await db.sql<{
    payment: Payment
  }>`SELECT payments.as_json(p) AS payment FROM payments.payments p WHERE payment_id = ${payment_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such payment.')
  return rows[0].payment
}

type Listed = Output<typeof payments.ops.listPayments>

/** All attempts to pay an order, what was given back of them, and what banks dispute, oldest first. One statement. */
export const listPayments = async ({ db }: Payments, { order_id }: { order_id: string }): Promise<Listed> => {
  const { rows } = await db.sql<Listed>`
    WITH paid AS (SELECT * FROM payments.payments WHERE order_id = ${order_id} ORDER BY created_at LIMIT 100)
    SELECT
      coalesce((SELECT jsonb_agg(payments.as_json(p) || jsonb_build_object('capturing_amount', p.capture_amount) ORDER BY p.created_at, p.payment_id) FROM payments.payments p WHERE p.payment_id IN (SELECT payment_id FROM paid)), '[]') AS payments,
      coalesce((SELECT jsonb_agg(payments.part_as_json(r, p) - 'provider_ref'
                  || jsonb_build_object('reason', r.reason, 'who', q.who, 'given_for', q.given_for, 'settled_at', r.settled_at) ORDER BY r.created_at, r.refund_id)
                FROM payments.refunds r JOIN payments.payments p USING (payment_id) LEFT JOIN payments.refund_requests q ON q.refund_id = r.asked_as WHERE p.payment_id IN (SELECT payment_id FROM paid)), '[]') AS refunds,
      coalesce((SELECT jsonb_agg(payments.dispute_as_json(d, p) ORDER BY d.opened_at)
                FROM payments.disputes d JOIN payments.payments p USING (payment_id) WHERE p.payment_id IN (SELECT payment_id FROM paid)), '[]') AS disputes`
  return rows[0] ?? { payments: [], refunds: [], disputes: [] }
}

/** Ways to pay, in the order the providers were set up. */
export const listMethods = async (
  { providers }: Payments,
  { with_unoffered = false }: { with_unoffered?: boolean },
): Promise<{ methods: PaymentMethod[] }> => ({
  methods: providers.flatMap((provider) =>
    provider.methods
      .filter(({ is_offered = true }) => is_offered || with_unoffered)
      .map(({ method, title, text, params, is_test, waits_days }) => ({
        ...{ method, title, text, is_test, provider: provider.name },
        ...(provider.is_by_hand && { is_by_hand: true }),
        ...(params && { params }),
        ...(waits_days !== undefined && { waits_days }),
      })),
  ),
})
