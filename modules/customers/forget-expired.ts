import type { Customers } from './needs.ts'

/** Sessions, tries and set-up tokens whose time is over are forgotten; nobody could use them any more. */
export const forgetExpired = async ({ db, clock }: Customers): Promise<void> => {
  const now = clock.now()
  await db.sql`DELETE FROM customers.sessions WHERE expires_at <= ${now}`
  await db.sql`DELETE FROM customers.tries WHERE ends_at <= ${now}`
  await db.sql`DELETE FROM customers.setup_tokens WHERE expires_at <= ${now}`
}
