import type { Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { customers, Terms } from './contract.ts'
import type { Customers } from './needs.ts'

const NO_TERMS = { customer_group: null, is_tax_exempt: false }

/** On what terms someone buys; nobody in particular buys on the shop's usual ones. One statement. */
export const readTerms = async ({ db }: Customers, { user_id }: { user_id: string }): Promise<Terms> => {
  const { rows } = await db.sql<Terms>`SELECT user_id, customer_group, is_tax_exempt FROM customers.users WHERE user_id = ${user_id}`
  return rows[0] ?? { user_id, ...NO_TERMS }
}

/** Sets on what terms someone buys; what is left out stays. @throws NOT_FOUND */
export const changeTerms = async (
  { db }: Customers,
  { user_id, customer_group, is_tax_exempt }: Input<typeof customers.ops.changeTerms>,
): Promise<Terms> => {
  const { rows } = await db.sql<Terms>`
    UPDATE customers.users SET
      customer_group = CASE WHEN ${customer_group !== undefined} THEN ${customer_group ?? null}::text ELSE customer_group END,
      is_tax_exempt = coalesce(${is_tax_exempt ?? null}::boolean, is_tax_exempt)
    WHERE user_id = ${user_id} RETURNING user_id, customer_group, is_tax_exempt`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no account with this id.', { field: 'user_id' })
  return rows[0]
}
