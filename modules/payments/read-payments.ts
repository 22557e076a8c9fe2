import { fail } from '#platform/errors.ts'
import type { Payment, PaymentMethod } from './contract.ts'
import type { Payments } from './needs.ts'

/** @throws NOT_FOUND */
export const readPayment = async ({ db }: Payments, payment_id: string): Promise<Payment> => {
  const { rows } = await db.sql<{
    payment: Payment
  }>`SELECT payments.as_json(p) AS payment FROM payments.payments p WHERE payment_id = ${payment_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no such payment.')
  return rows[0].payment
}

/** All attempts to pay an order, oldest first. */
export const listPayments = async ({ db }: Payments, { order_id }: { order_id: string }): Promise<{ payments: Payment[] }> => {
  const { rows } = await db.sql<{ payment: Payment }>`
    SELECT payments.as_json(p) AS payment FROM payments.payments p WHERE order_id = ${order_id} ORDER BY created_at LIMIT 100`
  return { payments: rows.map((row) => row.payment) }
}

/** Ways to pay, in the order the providers were set up. */
export const listMethods = async ({ providers }: Payments): Promise<{ methods: PaymentMethod[] }> => ({
  methods: providers.flatMap((provider) => provider.methods.map((method) => ({ ...method, provider: provider.name }))),
})
