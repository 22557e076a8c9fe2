import type { Call, Input, Output } from '#platform/contract.ts'
import type { customers } from './contract.ts'
import type { Customers } from './needs.ts'
import { hashOfToken } from './session-token.ts'

/** Ends one session on every node. A session that is over already stays over: repeating changes nothing. */
export const endSession = async (
  needs: Customers,
  input: Input<typeof customers.ops.endSession>,
): Promise<Output<typeof customers.ops.endSession>> => {
  const token_hash = await hashOfToken(needs, input.session_token)
  if (!token_hash) return { is_signed_out: true }
  await needs.db.transaction(async (sql) => {
    const { count } = await sql`
      WITH ended AS (DELETE FROM customers.sessions WHERE token_hash = ${token_hash} RETURNING user_id)
      INSERT INTO customers.outbox (type, aggregate_id, payload)
      SELECT 'customers.sessions_ended', user_id::text, jsonb_build_object('user_id', user_id) FROM ended`
    if (count > 0) await needs.db.changed(sql, 'sessions')
  })
  return { is_signed_out: true }
}

/** Ends the session or the token that came with this call. False when it came with none. */
export const logout = async (needs: Customers, _input: unknown, call: Call): Promise<Output<typeof customers.ops.logout>> =>
  call.session_token ? endSession(needs, { session_token: call.session_token }) : { is_signed_out: false }
