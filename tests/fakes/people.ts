import type { User } from '#modules/customers/contract.ts'
import type { Call } from '#platform/contract.ts'
import type { Clients } from '#storefront/storefront.ts'
import { type Fake, NOW, type Note, refuse } from './fake.ts'
import { idOf } from './goods.ts'

export type Me = (call: Partial<Call> | undefined) => User & { password: string }

export const peopleOf = (fake: Fake, note: Note, me: Me): Pick<Clients, 'customers'> => {
  const open = (user: User) => {
    const session_token = `session-of-${user.user_id}-${fake.sessions.size}`
    fake.sessions.set(session_token, user.user_id)
    return { session_token, expires_at: NOW, user }
  }
  return {
    customers: {
      signUp: async ({ email, password, name = '' }, call) => {
        note('signUp', { email }, call)
        if ([...fake.users.values()].some((user) => user.email === email)) throw refuse('EMAIL_TAKEN', 409)
        const user = { user_id: idOf(email), email, name, username: null, role: 'customer' as const, created_at: NOW, password }
        fake.users.set(user.user_id, user)
        return open(user)
      },
      signIn: async ({ email, password }, call) => {
        note('signIn', { email }, call)
        const user = [...fake.users.values()].find((one) => one.email === email && one.password === password)
        if (!user) throw refuse('WRONG_LOGIN', 401)
        return open(user)
      },
      endSession: async ({ session_token }, call) => {
        note('endSession', { session_token }, call)
        return { is_signed_out: fake.sessions.delete(session_token) }
      },
      readTerms: async ({ user_id }) => ({ user_id, customer_group: fake.groups.get(user_id) ?? null, is_tax_exempt: false }),
      readMe: async (_input, call) => ({ user: me(call) }),
      updateMe: async (input, call) => {
        note('updateMe', input, call)
        return { user: Object.assign(me(call), input) }
      },
      changePassword: async ({ old_password, new_password }, call) => {
        note('changePassword', {}, call)
        if (me(call).password !== old_password) throw refuse('WRONG_LOGIN', 401)
        me(call).password = new_password
        return { is_changed: true }
      },
    },
  }
}
