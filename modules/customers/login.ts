import type { Call, Input, Output } from '#platform/contract.ts'
import { checkPassword, wrongLogin } from './check-password.ts'
import type { customers, User } from './contract.ts'
import type { Customers } from './needs.ts'
import { type Kind, type NewSession, newSession, signToken } from './session-token.ts'

/**
 * Signs in whose password this is. The session is stored only if password and role are still those that were checked:
 * a sign-in that overlaps with a change of the password does not survive it.
 */
const openSession = async (
  needs: Customers,
  { kind, ...typed }: { kind: Kind; email: string; password: string; address?: string | undefined },
): Promise<{ user: User; secret: string; session: NewSession }> => {
  const { user, password_hash } = await checkPassword(needs, typed)
  const now = needs.clock.now()
  const { secret, session } = newSession(kind, user.role, now)
  const { count } = await needs.db.sql`
    INSERT INTO customers.sessions (session_id, user_id, kind, token_hash, idle_seconds, created_at, expires_at, ends_at)
    SELECT ${session.session_id}::uuid, user_id, ${session.kind}, ${session.token_hash}::bytea, ${session.idle_seconds}::int,
      ${now}::timestamptz, ${session.expires_at}::timestamptz, ${session.ends_at}::timestamptz
    FROM customers.users JOIN customers.credentials USING (user_id)
    WHERE user_id = ${user.user_id} AND password_hash = ${password_hash} AND role = ${user.role}
    FOR SHARE`
  if (count === 0) throw wrongLogin()
  return { user, secret, session }
}

/**
 * A JWT of 24 hours for the right password.
 * @throws WRONG_LOGIN, TOO_MANY_TRIES
 */
export const login = async (
  needs: Customers,
  input: Input<typeof customers.ops.login>,
  call: Call,
): Promise<Output<typeof customers.ops.login>> => {
  const { user, secret, session } = await openSession(needs, { ...input, kind: 'api', address: call.address })
  return { token: await signToken(needs, user.user_id, { session, sid: secret }), user }
}

/**
 * A session for a cookie for the right password: always a new one, never one that the browser brought along.
 * `expires_at` is when the session ends at the latest; unused it ends sooner.
 * @throws WRONG_LOGIN, TOO_MANY_TRIES
 */
export const signIn = async (
  needs: Customers,
  input: Input<typeof customers.ops.signIn>,
  call: Call,
): Promise<Output<typeof customers.ops.signIn>> => {
  const { user, secret, session } = await openSession(needs, { ...input, kind: 'page', address: call.address })
  return { session_token: secret, expires_at: session.ends_at.toISOString(), user }
}
