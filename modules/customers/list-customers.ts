import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Customer, customers } from './contract.ts'
import type { Customers } from './needs.ts'

/** Everyone with an account, newest first; `query` is looked for in e-mail, name, username and customer group. */
export const listCustomers = async (
  { db }: Customers,
  { query = '', page = 1, limit = 50 }: Input<typeof customers.ops.listCustomers>,
): Promise<Output<typeof customers.ops.listCustomers>> => {
  const { rows } = await db.sql<Customer>`
    SELECT user_id, email, name, username, role, created_at, customer_group, is_tax_exempt FROM customers.users
    WHERE position(lower(${query.trim()}) IN lower(concat_ws(' ', email, name, username, customer_group))) > 0
    ORDER BY created_at DESC, user_id DESC
    LIMIT ${limit + 1}::int OFFSET ${(page - 1) * limit}::int`
  return { users: rows.slice(0, limit), page, has_more: rows.length > limit }
}

/** One account with the terms it buys on. @throws NOT_FOUND */
export const readCustomer = async (
  { db }: Customers,
  { user_id }: Input<typeof customers.ops.readCustomer>,
): Promise<Output<typeof customers.ops.readCustomer>> => {
  const { rows } = await db.sql<Customer>`
    SELECT user_id, email, name, username, role, created_at, customer_group, is_tax_exempt FROM customers.users WHERE user_id = ${user_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no account with this id.')
  return { customer: rows[0] }
}
