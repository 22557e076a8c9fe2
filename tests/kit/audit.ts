/** The invariants of the shop's books, asked of the database itself after races and crashes. Each returns the rows that break it. */
import assert from 'node:assert/strict'
import pg from 'pg'

const RULES: Record<string, string> = {
  'stock is never negative, and never promised beyond the shelf': `
    SELECT variant_id FROM inventory.stock WHERE on_hand < 0 OR reserved < 0 OR reserved > on_hand`,
  'what is reserved is the sum of the living holds': `
    SELECT s.variant_id FROM inventory.stock s
    WHERE s.reserved <> coalesce((SELECT sum(l.quantity - l.shipped) FROM inventory.held_lines l JOIN inventory.holds h USING (order_id)
      WHERE l.variant_id = s.variant_id AND h.state IN ('held', 'kept')), 0)`,
  'the journal of the stock adds up to the stock': `
    SELECT s.variant_id FROM inventory.stock s
    WHERE (s.on_hand, s.reserved) IS DISTINCT FROM (SELECT coalesce(sum(on_hand_delta), 0), coalesce(sum(reserved_delta), 0)
      FROM inventory.stock_moves m WHERE m.variant_id = s.variant_id)`,
  'an order that is under way has its stock held': `
    SELECT o.order_id FROM orders.orders o LEFT JOIN inventory.holds h USING (order_id)
    WHERE o.state IN ('pending', 'confirmed') AND coalesce(h.state, '') NOT IN ('held', 'kept')`,
  'an order is charged at most once for each of its tenders': `
    SELECT order_id FROM payments.payments WHERE state IN ('authorised', 'captured') AND NOT is_surplus GROUP BY order_id, tender HAVING count(*) > 1`,
  'the shop’s captures are the provider’s charges, in both directions': `
    SELECT coalesce(p.payment_id, c.payment_id) AS payment_id
    FROM (SELECT * FROM payments.payments WHERE state IN ('captured', 'refunded') AND provider = 'simulated') p
    FULL JOIN (SELECT * FROM simulated_payments.charges WHERE outcome = 'captured') c USING (payment_id)
    WHERE p.payment_id IS NULL OR c.payment_id IS NULL OR p.captured_amount <> c.captured_amount
      OR p.refunded_amount <> c.refunded_amount OR p.currency <> c.currency`,
  'a captured payment makes its order paid': `
    SELECT p.order_id FROM payments.payments p LEFT JOIN orders.orders o USING (order_id)
    WHERE p.state = 'captured' AND coalesce(o.payment_state, '') <> 'paid'`,
  'no payment is left without an answer': `SELECT payment_id FROM payments.payments WHERE state IN ('started', 'unknown')`,
  'every order has one mail for each of its events': `
    SELECT o.order_id, t.what FROM orders.orders o, LATERAL (SELECT entry ->> 'what' AS what FROM jsonb_array_elements(o.timeline) entry) t
    WHERE t.what IN ('placed', 'paid', 'confirmed', 'rejected')
      AND (SELECT count(*) FROM notifications.mails m WHERE m."to" = o.email
           AND m.template = CASE t.what WHEN 'placed' THEN 'order_received' ELSE 'order_' || t.what END) <>
          (SELECT count(*) FROM orders.orders other, jsonb_array_elements(other.timeline) entry WHERE other.email = o.email AND entry ->> 'what' = t.what)`,
  'nothing is left in an outbox':
    'SELECT sequence FROM orders.outbox UNION ALL SELECT sequence FROM payments.outbox UNION ALL SELECT sequence FROM inventory.outbox',
  'nothing is a dead letter': `
    SELECT event_id FROM orders.inbox WHERE state = 'dead' UNION ALL SELECT event_id FROM payments.inbox WHERE state = 'dead'
    UNION ALL SELECT event_id FROM inventory.inbox WHERE state = 'dead' UNION ALL SELECT event_id FROM notifications.inbox WHERE state = 'dead'`,
}

export const audit = async (connection: pg.ClientConfig): Promise<void> => {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    for (const [rule, statement] of Object.entries(RULES)) {
      const { rows } = await client.query(statement)
      assert.deepEqual(rows, [], rule)
    }
  } finally {
    await client.end()
  }
}

/** Asks until the books are in order: what is on its way gets the time a person would give it. */
export const auditWithin = async (connection: pg.ClientConfig, seconds: number): Promise<void> => {
  const end = performance.now() + seconds * 1000
  for (;;) {
    try {
      return await audit(connection)
    } catch (error) {
      if (performance.now() > end) throw error
      await new Promise((resume) => setTimeout(resume, 250))
    }
  }
}
