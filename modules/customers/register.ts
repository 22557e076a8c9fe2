import type { Call, Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { customers, User } from './contract.ts'
import { createAccount } from './create-account.ts'
import type { Customers } from './needs.ts'
import { hashPassword } from './password-hash.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'
import { type Kind, type NewSession, newSession, signToken } from './session-token.ts'
import { takeTry, triesOfRegistration } from './take-try.ts'

type Registration = Input<typeof customers.ops.register>
type Opened = { user: User; secret: string; session: NewSession }

/**
 * One e-mail, one account, also for two registrations at the same moment. Who registers is a customer and is signed in.
 * Without a name the username is shown, without both the part of the e-mail before the @.
 */
const openAccount = async (needs: Customers, input: Registration & { address?: string | undefined }, kind: Kind): Promise<Opened> => {
  const { db, clock } = needs
  refuseWeakPassword(needs, input)
  await takeTry(needs, triesOfRegistration(input.address))
  const password_hash = await hashPassword(input.password)
  const now = clock.now()
  const { secret, session } = newSession(kind, 'customer', now)
  const { email, name, username } = input
  const user = await createAccount(db.sql, { email, name, username, role: 'customer', password_hash, session }, now)
  if (!user) throw fail('EMAIL_TAKEN', 'There is an account with this e-mail already. Sign in instead.', { field: 'email' })
  return { user, secret, session }
}

/**
 * An account from the API, with a JWT of 24 hours.
 * @throws EMAIL_TAKEN, WEAK_PASSWORD, TOO_MANY_TRIES
 */
export const register = async (needs: Customers, input: Registration, call: Call): Promise<Output<typeof customers.ops.register>> => {
  const { user, session, secret } = await openAccount(needs, { ...input, address: call.address }, 'api')
  return { token: await signToken(needs, user.user_id, { session, sid: secret }), user }
}

/**
 * An account from a page, with a session for a cookie. `expires_at` is when the session ends at the latest.
 * @throws EMAIL_TAKEN, WEAK_PASSWORD, TOO_MANY_TRIES
 */
export const signUp = async (
  needs: Customers,
  input: Input<typeof customers.ops.signUp>,
  call: Call,
): Promise<Output<typeof customers.ops.signUp>> => {
  const { user, session, secret } = await openAccount(needs, { ...input, address: call.address }, 'page')
  return { session_token: secret, expires_at: session.ends_at.toISOString(), user }
}
