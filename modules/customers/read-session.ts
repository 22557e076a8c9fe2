import type { Input, Output, Role } from '#platform/contract.ts'
import type { customers } from './contract.ts'
import type { Customers } from './needs.ts'
import { hashOfToken } from './session-token.ts'

/**
 * Whose session this is, or null. Takes a page's token or an API's JWT. One statement: it also moves the expiry on, but writes
 * only after a thirtieth of the idle time, so that most reads change nothing. Callers keep the answer for seconds
 * and drop it at the change `sessions`.
 */
export const readSession = async (
  needs: Customers,
  input: Input<typeof customers.ops.readSession>,
): Promise<Output<typeof customers.ops.readSession>> => {
  const token_hash = await hashOfToken(needs, input.session_token)
  if (!token_hash) return { user: null }
  const now = needs.clock.now()
  const { rows } = await needs.db.sql<{
    user_id: string
    email: string
    name: string
    username: string | null
    role: Role
    created_at: string
  }>`
    WITH found AS (
      SELECT session_id, user_id, expires_at, least(ends_at, ${now}::timestamptz + idle_seconds * interval '1 second') AS could_expire_at,
        idle_seconds * interval '1 second' / 30 AS step
      FROM customers.sessions WHERE token_hash = ${token_hash} AND expires_at > ${now}
    ), moved AS (
      UPDATE customers.sessions SET expires_at = found.could_expire_at
      FROM found WHERE sessions.session_id = found.session_id AND found.expires_at + found.step < found.could_expire_at
    )
    SELECT users.user_id, email, name, username, role, users.created_at FROM found JOIN customers.users USING (user_id)`
  return { user: rows[0] ?? null }
}
