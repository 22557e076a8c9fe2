/** When units that were counted for a refund are free again. */
import type { GivenFor, payments } from '#modules/payments/contract.ts'
import { json, type Sql } from '#platform/db.ts'
import type { Handler } from '#platform/module.ts'
import type { Counted } from './count-units.ts'
import type { Returning } from './needs.ts'

type Freed = { order_id: string; lines: GivenFor['lines'] }

const freeUnits = async (sql: Sql, { order_id, lines }: Freed): Promise<void> => {
  await sql`SELECT FROM returns.returnable WHERE order_id = ${order_id} ORDER BY line_id FOR NO KEY UPDATE`
  await sql`
    UPDATE returns.returnable r SET refunded_quantity = r.refunded_quantity - f.quantity, refunded_amount = r.refunded_amount - f.amount
    FROM jsonb_to_recordset(${json(lines)}::jsonb) AS f (line_id uuid, quantity integer, amount bigint)
    WHERE r.order_id = ${order_id} AND r.line_id = f.line_id`
}

/** Longer than carrying it out takes. */
export const SILENT_SECONDS = 60

/**
 * Payments have refused it: as if it had never been asked for. Not where somebody else has begun to carry it out since, or may still be at it: what
 * they hear of payments may be another answer. Then the timer asks once more.
 */
export const forgetUnits = async ({ db, clock }: Returning, { refund_id, tries }: Counted): Promise<void> => {
  await db.transaction(async (sql) => {
    const { rows } = await sql<Freed>`
      DELETE FROM returns.refunds WHERE refund_id = ${refund_id} AND tries = ${tries} AND state = 'asked'
        AND coalesce(tried_before < ${clock.now()}::timestamptz - make_interval(secs => ${SILENT_SECONDS}), true)
      RETURNING order_id, lines`
    for (const freed of rows) await freeUnits(sql, freed)
  })
}

const markFailed = async (sql: Sql, refund_id: string): Promise<void> => {
  const { rows } = await sql<Freed>`
    UPDATE returns.refunds SET state = 'failed' WHERE refund_id = ${refund_id} AND state <> 'failed' RETURNING order_id, lines`
  for (const freed of rows) await freeUnits(sql, freed)
}

/** All of its money came to nothing. */
export const failUnits = ({ db }: Returning, refund_id: string): Promise<void> => db.transaction((sql) => markFailed(sql, refund_id))

/** A part of a refund came to nothing, at once or days later, when a bank sent it back. When all parts have, the units are free again. */
export const onRefundFailed: Handler<Returning, (typeof payments.events)['payments.refund_failed']> = async ({ db }, { payload }, done) => {
  const { asked_as, refund_id, amount } = payload
  await db.transaction(async (sql) => {
    const { rows } = await sql<{ is_lost: boolean }>`
      UPDATE returns.refunds SET failed = failed || jsonb_build_object(${refund_id}::text, ${amount.amount}::bigint) WHERE refund_id = ${asked_as}
      RETURNING total_amount <= (SELECT sum(part::bigint) FROM jsonb_each_text(failed) AS f (part_id, part)) AS is_lost`
    if (rows[0]?.is_lost) await markFailed(sql, asked_as)
    await done(sql)
  })
}
