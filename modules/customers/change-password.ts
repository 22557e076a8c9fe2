import type { Call, Input, Output } from '#platform/contract.ts'
import { checkPassword } from './check-password.ts'
import type { customers } from './contract.ts'
import { readMe } from './me.ts'
import type { Customers } from './needs.ts'
import { hashPassword } from './password-hash.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'
import { hashOfToken } from './session-token.ts'

/**
 * A new password for who knows the old one. Ends every other session and token of the account (OWASP ASVS 5.0, 7.4.3);
 * the one that made the change goes on.
 * @throws WRONG_LOGIN, WEAK_PASSWORD, TOO_MANY_TRIES
 */
export const changePassword = async (
  needs: Customers,
  { old_password, new_password }: Input<typeof customers.ops.changePassword>,
  call: Call,
): Promise<Output<typeof customers.ops.changePassword>> => {
  const { user } = await readMe(needs, {}, call)
  refuseWeakPassword(needs, { email: user.email, password: new_password, field: 'new_password' })
  await checkPassword(needs, { email: user.email, password: old_password, address: call.address })
  const password_hash = await hashPassword(new_password)
  const mine = call.session_token ? await hashOfToken(needs, call.session_token) : undefined
  await needs.db.transaction(async (sql) => {
    await sql`
      UPDATE customers.credentials SET password_hash = ${password_hash}, changed_at = ${needs.clock.now()} WHERE user_id = ${user.user_id}`
    await sql`
      WITH ended AS (
        DELETE FROM customers.sessions WHERE user_id = ${user.user_id} AND token_hash IS DISTINCT FROM ${mine ?? null}::bytea RETURNING user_id
      )
      INSERT INTO customers.outbox (type, aggregate_id, payload)
      SELECT DISTINCT 'customers.sessions_ended', user_id::text, jsonb_build_object('user_id', user_id) FROM ended`
    await needs.db.changed(sql, 'sessions')
  })
  return { is_changed: true }
}
