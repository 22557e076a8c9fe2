import { randomBytes } from 'node:crypto'
import type { Input, Output } from '#platform/contract.ts'
import type { Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { customers } from './contract.ts'
import type { Customers } from './needs.ts'
import { hashPassword } from './password-hash.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'
import { hashOfSetupToken, readSetup } from './set-up-admin.ts'

const TOKEN_HOURS = 24

/**
 * For every start of the shop. With an administrator in place nothing happens. Without one, `email` and `password` make one;
 * without those a one-time token is handed out, which the caller prints. Several processes may start at once:
 * they agree on one administrator, and the token of each is valid until the first is used.
 * @throws WEAK_PASSWORD
 */
export const ensureAdmin = async (
  needs: Customers,
  { email, password }: Input<typeof customers.ops.ensureAdmin>,
): Promise<Output<typeof customers.ops.ensureAdmin>> => {
  const { needs_admin } = await readSetup(needs)
  if (!needs_admin) return { needs_admin: false, setup_token: null }
  if (!email || !password) return { needs_admin: true, setup_token: await makeSetupToken(needs) }
  refuseWeakPassword(needs, { email, password })
  const password_hash = await hashPassword(password)
  const now = needs.clock.now()
  await needs.db.transaction(async (sql) => {
    const { count } = await sql`UPDATE customers.setup SET done_at = ${now} WHERE done_at IS NULL`
    if (count === 0) return
    await sql`DELETE FROM customers.setup_tokens`
    await makeAdmin(sql, { email, password_hash, now })
    await needs.db.changed(sql, 'sessions')
  })
  return { needs_admin: false, setup_token: null }
}

const makeSetupToken = async ({ db, clock }: Customers): Promise<string> => {
  const token = randomBytes(32).toString('base64url')
  const expires_at = new Date(clock.now().getTime() + TOKEN_HOURS * 3_600_000)
  await db.sql`INSERT INTO customers.setup_tokens (token_hash, expires_at) VALUES (${hashOfSetupToken(token)}, ${expires_at})`
  return token
}

type NewAdmin = { email: string; password_hash: string; now: Date }

/** Whoever had opened an account under this e-mail before loses its password and its sessions: the e-mail is the owner's. */
const makeAdmin = (sql: Sql, { email, password_hash, now }: NewAdmin) => sql`
  WITH made AS (
    INSERT INTO customers.users (user_id, email, name, role, created_at)
    VALUES (${newId(now)}, ${email}, ${email.slice(0, email.lastIndexOf('@'))}, 'admin', ${now})
    ON CONFLICT ((lower(email))) DO UPDATE SET role = 'admin'
    RETURNING user_id, email, name, xmax = 0 AS is_new
  ), credential AS (
    INSERT INTO customers.credentials (user_id, password_hash, changed_at)
    SELECT user_id, ${password_hash}, ${now}::timestamptz FROM made
    ON CONFLICT (user_id) DO UPDATE SET password_hash = EXCLUDED.password_hash, changed_at = EXCLUDED.changed_at
  ), ended AS (
    DELETE FROM customers.sessions USING made WHERE sessions.user_id = made.user_id
  )
  INSERT INTO customers.outbox (type, aggregate_id, payload)
  SELECT 'customers.registered', user_id::text, jsonb_build_object('user_id', user_id, 'email', email, 'name', name) FROM made WHERE is_new`
