import type { Sql } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'

/** What gave the delivery cost of an order back; `number`: of the return that did. */
type GivenWith = { number: string | null }

/**
 * What gave the delivery cost of an order back already, beside this return: once is enough. Asked under the lock of the order's lines, so of two
 * who would give it at once the second sees what the first decided.
 */
export const givenWith = async (sql: Sql, order_id: string, return_id?: string): Promise<GivenWith | undefined> => {
  const { rows } = await sql<GivenWith>`
    SELECT number FROM returns.returns
    WHERE order_id = ${order_id} AND return_id IS DISTINCT FROM ${return_id ?? null}::uuid AND shipping_amount > 0 AND state IN ('settling', 'settled')
    UNION ALL SELECT NULL FROM returns.refunds WHERE order_id = ${order_id} AND shipping_amount > 0 AND state <> 'failed' LIMIT 1`
  return rows[0]
}

export const shippingGivenBack = ({ number }: GivenWith) =>
  fail(
    'SHIPPING_GIVEN_BACK',
    `The delivery cost of this order went back ${number ? `with return ${number}` : 'before, without a return'}.`,
    {
      ...{ field: 'with_shipping', number },
    },
  )
