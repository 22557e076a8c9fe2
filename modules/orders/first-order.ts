import type { Orders } from './needs.ts'

/** `order_id`: the order itself that is asked about */
type Buyer = { customer_id: string | null; email: string | null; order_id: string | null }

/**
 * Has this customer, or somebody with this e-mail, no other order that stands? Drafts, and what was cancelled or rejected, are none. One statement;
 * none while nobody is named. Orders that are placed in this moment are not seen: that of them only one gets the offer, promotions hold.
 */
export const isFirstOrder = async ({ db }: Orders, { customer_id, email, order_id }: Buyer): Promise<boolean> => {
  if (!customer_id && !email) return true
  const { rows } = await db.sql<{ is_first: boolean }>`
    SELECT NOT EXISTS (
        SELECT FROM orders.orders WHERE customer_id = ${customer_id}::uuid AND state NOT IN ('draft', 'cancelled', 'rejected')
          AND order_id IS DISTINCT FROM ${order_id}::uuid)
      AND NOT EXISTS (
        SELECT FROM orders.orders WHERE lower(email) = lower(${email}::text) AND state NOT IN ('draft', 'cancelled', 'rejected')
          AND order_id IS DISTINCT FROM ${order_id}::uuid) AS is_first`
  return rows[0]?.is_first ?? true
}
