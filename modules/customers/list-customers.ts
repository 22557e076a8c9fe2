import type { Input, Output, Role } from '#platform/contract.ts'
import type { customers } from './contract.ts'
import type { Customers } from './needs.ts'

/** Everyone with an account, newest first; `query` is looked for in e-mail, name and username. */
export const listCustomers = async (
  { db }: Customers,
  { query = '', page = 1, limit = 50 }: Input<typeof customers.ops.listCustomers>,
): Promise<Output<typeof customers.ops.listCustomers>> => {
  const { rows } = await db.sql<{
    user_id: string
    email: string
    name: string
    username: string | null
    role: Role
    created_at: string
  }>`
    SELECT user_id, email, name, username, role, created_at FROM customers.users
    WHERE position(lower(${query.trim()}) IN lower(concat_ws(' ', email, name, username))) > 0
    ORDER BY created_at DESC, user_id DESC
    LIMIT ${limit + 1}::int OFFSET ${(page - 1) * limit}::int`
  return { users: rows.slice(0, limit), page, has_more: rows.length > limit }
}
