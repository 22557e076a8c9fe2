import type { Role } from '#platform/contract.ts'
import type { Sql } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import type { User } from './contract.ts'
import type { NewSession } from './session-token.ts'

export type Account = {
  email: string
  name?: string | undefined
  username?: string | undefined
  role: Role
  password_hash: string
  session: NewSession
}

const localPart = (email: string): string => email.slice(0, email.lastIndexOf('@'))

/**
 * An account, its password and its first session, all or none, in one statement.
 * Undefined when the e-mail has an account already, in whatever case it is written.
 */
export const createAccount = async (sql: Sql, account: Account, now: Date): Promise<User | undefined> => {
  const { email, role, password_hash, session } = account
  const name = account.name ?? account.username ?? localPart(email)
  const { rows } = await sql<{
    user_id: string
    email: string
    name: string
    username: string | null
    role: Role
    created_at: string
  }>`
    WITH made AS (
      INSERT INTO customers.users (user_id, email, name, username, role, created_at)
      VALUES (${newId(now)}, ${email}, ${name}, ${account.username ?? null}, ${role}, ${now})
      ON CONFLICT ((lower(email))) DO NOTHING
      RETURNING user_id, email, name, username, role, created_at
    ), credential AS (
      INSERT INTO customers.credentials (user_id, password_hash, changed_at)
      SELECT user_id, ${password_hash}, created_at FROM made
    ), opened AS (
      INSERT INTO customers.sessions (session_id, user_id, kind, token_hash, idle_seconds, created_at, expires_at, ends_at)
      SELECT ${session.session_id}::uuid, user_id, ${session.kind}, ${session.token_hash}::bytea, ${session.idle_seconds}::int,
        created_at, ${session.expires_at}::timestamptz, ${session.ends_at}::timestamptz
      FROM made
    ), told AS (
      INSERT INTO customers.outbox (type, aggregate_id, payload)
      SELECT 'customers.registered', user_id::text, jsonb_build_object('user_id', user_id, 'email', email, 'name', name) FROM made
    )
    SELECT user_id, email, name, username, role, created_at FROM made`
  return rows[0]
}
