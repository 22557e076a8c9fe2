import type { Role } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { User } from './contract.ts'
import type { Customers } from './needs.ts'
import { isPassword } from './password-hash.ts'
import { giveTryBack, takeTry, triesOfSignIn } from './take-try.ts'

export const wrongLogin = () => fail('WRONG_LOGIN', 'The e-mail or the password is not right.')

/**
 * Whose e-mail and password these are. An unknown e-mail and a wrong password look the same from outside and take the
 * same time. Tries are counted per account and per address; a right password gives its try back.
 * @throws WRONG_LOGIN, TOO_MANY_TRIES
 */
export const checkPassword = async (
  needs: Customers,
  { email, password, address }: { email: string; password: string; address?: string | undefined },
): Promise<{ user: User; password_hash: string }> => {
  const tries = triesOfSignIn(email, address)
  await takeTry(needs, tries)
  const { rows } = await needs.db.sql<{
    user_id: string
    email: string
    name: string
    username: string | null
    role: Role
    created_at: string
    password_hash: string
  }>`
    SELECT users.user_id, email, name, username, role, created_at, password_hash
    FROM customers.users JOIN customers.credentials USING (user_id)
    WHERE lower(email) = lower(${email.trim()})`
  const found = rows[0]
  const is_right = await isPassword(password, found?.password_hash)
  if (!found || !is_right) throw wrongLogin()
  await giveTryBack(needs, tries)
  const { password_hash, ...user } = found
  return { user, password_hash }
}
