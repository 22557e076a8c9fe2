import { createHash } from 'node:crypto'
import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { customers } from './contract.ts'
import { createAccount } from './create-account.ts'
import type { Customers } from './needs.ts'
import { hashPassword } from './password-hash.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'
import { newSession } from './session-token.ts'

export const hashOfSetupToken = (token: string): Buffer => createHash('sha256').update(`setup ${token}`).digest()

/** Does this shop still wait for its first administrator? */
export const readSetup = async ({ db }: Customers): Promise<Output<typeof customers.ops.readSetup>> => {
  const { rows } = await db.sql<{ needs_admin: boolean }>`SELECT done_at IS NULL AS needs_admin FROM customers.setup`
  return { needs_admin: rows[0]?.needs_admin ?? true }
}

/**
 * The first administrator, made with the one-time token that the shop printed. There is never a second first one:
 * of two at the same moment the one who comes later to the lock on the setup row is told ALREADY_SET_UP.
 * @throws WRONG_TOKEN, ALREADY_SET_UP, WEAK_PASSWORD, EMAIL_TAKEN
 */
export const setUpAdmin = async (
  needs: Customers,
  { setup_token, email, password, name }: Input<typeof customers.ops.setUpAdmin>,
): Promise<Output<typeof customers.ops.setUpAdmin>> => {
  const { db, clock } = needs
  const now = clock.now()
  await refuseWrongToken(needs, setup_token) // before the costly hash
  refuseWeakPassword(needs, { email, password })
  const password_hash = await hashPassword(password)
  const { secret, session } = newSession('page', 'admin', now)
  const user = await db.transaction(async (sql) => {
    const { count } = await sql`UPDATE customers.setup SET done_at = ${now} WHERE done_at IS NULL`
    if (count === 0) throw alreadySetUp()
    await sql`DELETE FROM customers.setup_tokens`
    const made = await createAccount(sql, { email, name, role: 'admin', password_hash, session }, now)
    if (!made) throw fail('EMAIL_TAKEN', 'There is an account with this e-mail already. Take another.', { field: 'email' })
    return made
  })
  return { session_token: secret, expires_at: session.ends_at.toISOString(), user }
}

const alreadySetUp = () => fail('ALREADY_SET_UP', 'This shop has an administrator already. Sign in instead.')

const refuseWrongToken = async ({ db, clock }: Customers, token: string): Promise<void> => {
  const { rows } = await db.sql<{ is_done: boolean; is_known: boolean }>`
    SELECT done_at IS NOT NULL AS is_done, EXISTS (
      SELECT FROM customers.setup_tokens WHERE token_hash = ${hashOfSetupToken(token)} AND expires_at > ${clock.now()}
    ) AS is_known
    FROM customers.setup`
  if (rows[0]?.is_done) throw alreadySetUp()
  if (!rows[0]?.is_known) {
    throw fail('WRONG_TOKEN', 'This set-up token is not right or too old. Restart the shop: it prints a new one.', { field: 'setup_token' })
  }
}
