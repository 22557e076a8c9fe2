import type { Carts } from './needs.ts'

const DAYS = 60
const BATCH = 1_000

/** Guests' carts that nobody has changed for 60 days go; a customer's stays. Batch by batch, each a transaction. */
export const pruneCarts = async ({ db, clock }: Carts): Promise<void> => {
  const oldest = new Date(clock.now().getTime() - DAYS * 86_400_000)
  for (;;) {
    const { count } = await db.sql`
      DELETE FROM cart.carts WHERE cart_id IN (
        SELECT cart_id FROM cart.carts WHERE customer_id IS NULL AND touched_on < ${oldest} ORDER BY touched_on LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`
    if (count < BATCH) return
  }
}
