import type { Call, Input, Output, Role } from '#platform/contract.ts'
import { fail, failCommon } from '#platform/errors.ts'
import type { customers } from './contract.ts'
import type { Customers } from './needs.ts'

/** The user on whose behalf this call runs. @throws SIGN_IN_REQUIRED for the shop itself and for strangers */
export const userIdOf = ({ actor }: Call): string => {
  if (actor.kind !== 'user') throw failCommon('SIGN_IN_REQUIRED', 'Sign in first.')
  return actor.user_id
}

const noSuchUser = () => fail('NOT_FOUND', 'This account is no longer there.')

/** Who is signed in. @throws NOT_FOUND */
export const readMe = async ({ db }: Customers, _input: unknown, call: Call): Promise<Output<typeof customers.ops.readMe>> => {
  const { rows } = await db.sql<{
    user_id: string
    email: string
    name: string
    username: string | null
    role: Role
    created_at: string
  }>`SELECT user_id, email, name, username, role, created_at FROM customers.users WHERE user_id = ${userIdOf(call)}`
  if (!rows[0]) throw noSuchUser()
  return { user: rows[0] }
}

/** Changes one's own name or username; what is left out stays, `username: null` takes it away. @throws NOT_FOUND */
export const updateMe = async (
  { db }: Customers,
  { name, username }: Input<typeof customers.ops.updateMe>,
  call: Call,
): Promise<Output<typeof customers.ops.updateMe>> => {
  const user_id = userIdOf(call)
  const user = await db.transaction(async (sql) => {
    const { rows } = await sql<{
      user_id: string
      email: string
      name: string
      username: string | null
      role: Role
      created_at: string
    }>`
      UPDATE customers.users SET
        name = coalesce(${name ?? null}, name),
        username = CASE WHEN ${username !== undefined}::boolean THEN ${username ?? null} ELSE username END
      WHERE user_id = ${user_id}
      RETURNING user_id, email, name, username, role, created_at`
    await db.changed(sql, 'sessions') // pages greet by the name that was read with the session
    return rows[0]
  })
  if (!user) throw noSuchUser()
  return { user }
}
