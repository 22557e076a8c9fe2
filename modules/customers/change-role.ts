import type { Input, Output, Role } from '#platform/contract.ts'
import type { Sql } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { customers, User } from './contract.ts'
import type { Customers } from './needs.ts'

/**
 * What someone may do. The last administrator stays one, also when two administrators demote each other at the same moment:
 * role changes wait for each other at the setup row. A change ends the person's sessions and tokens, so that
 * what they may do now holds at once. The role they already have changes nothing.
 * @throws NOT_FOUND, LAST_ADMIN
 */
export const changeRole = async (
  { db }: Customers,
  { user_id, role }: Input<typeof customers.ops.changeRole>,
): Promise<Output<typeof customers.ops.changeRole>> => {
  const user = await db.transaction(async (sql) => {
    await sql`SELECT FROM customers.setup FOR UPDATE`
    const before = await readRole(sql, user_id)
    if (before.user.role === role) return before.user
    if (before.user.role === 'admin' && before.is_last_admin) {
      throw fail('LAST_ADMIN', `${before.user.name} is the only administrator. Make someone else one first.`, { user_id })
    }
    await sql`UPDATE customers.users SET role = ${role} WHERE user_id = ${user_id}`
    await sql`
      WITH ended AS (DELETE FROM customers.sessions WHERE user_id = ${user_id})
      INSERT INTO customers.outbox (type, aggregate_id, payload)
      VALUES ('customers.sessions_ended', ${user_id}::text, jsonb_build_object('user_id', ${user_id}::text))`
    await db.changed(sql, 'sessions')
    return { ...before.user, role }
  })
  return { user }
}

const readRole = async (sql: Sql, user_id: string): Promise<{ user: User; is_last_admin: boolean }> => {
  const { rows } = await sql<{
    user_id: string
    email: string
    name: string
    username: string | null
    role: Role
    created_at: string
    is_last_admin: boolean
  }>`
    SELECT user_id, email, name, username, role, created_at,
      NOT EXISTS (SELECT FROM customers.users AS others WHERE others.role = 'admin' AND others.user_id <> users.user_id) AS is_last_admin
    FROM customers.users WHERE user_id = ${user_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no account with this id.', { field: 'user_id' })
  const { is_last_admin, ...user } = rows[0]
  return { user, is_last_admin }
}
