/** What customers promise: who someone is and what they may do. Passwords and tokens never leave this module unhashed. */
import {
  contract,
  Email,
  event,
  Id,
  Limit,
  Line,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  Plain,
  type Static,
  Strict,
  Text,
  Time,
  t,
} from '#platform/contract.ts'

export const Role = OneOf(['customer', 'staff', 'admin'])

export const User = t.Object({
  user_id: Id,
  email: t.String(),
  name: t.String(),
  username: Nullable(t.String()),
  role: Role,
  created_at: Time,
})
export type User = Static<typeof User>

const CustomerGroup = t.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 50, description: 'such as `trade`' })
/** On what terms someone buys. */
export const Terms = t.Object({ user_id: Id, customer_group: Nullable(CustomerGroup), is_tax_exempt: t.Boolean() })
export type Terms = Static<typeof Terms>
/** Who someone is, and on what terms they buy. */
export const Customer = t.Object({ ...User.properties, customer_group: Nullable(CustomerGroup), is_tax_exempt: t.Boolean() })
export type Customer = Static<typeof Customer>

/** 8 to 128 characters, any characters. */
const Password = Plain(128, { minLength: 8 })
const TypedPassword = Plain(1_000)
const Session = t.Object({ session_token: t.String(), expires_at: Time, user: User })
const Registration = {
  email: Email,
  password: Password,
  name: t.Optional(Line(200)),
  username: t.Optional(Line(100)),
}
const registerErrors = { EMAIL_TAKEN: 409, WEAK_PASSWORD: 422, TOO_MANY_TRIES: 429 }
const loginErrors = { WRONG_LOGIN: 401, TOO_MANY_TRIES: 429 }

export const customers = contract({
  name: 'customers',
  title: 'Customers',
  ops: {
    register: op('POST /register', {
      summary: 'Open an account; answers with a token for the API, valid for 24 hours',
      policy: 'anyone',
      status: 201,
      input: Strict(Registration),
      output: t.Object({ token: t.String(), user: User }),
      errors: registerErrors,
    }),
    login: op('POST /login', {
      summary: 'A token for the API, valid for 24 hours',
      policy: 'anyone',
      input: Strict({ email: Email, password: TypedPassword }),
      output: t.Object({ token: t.String(), user: User }),
      errors: loginErrors,
    }),
    logout: op('POST /logout', {
      summary: 'End the session or the token that came with the call, on every node',
      policy: 'customer',
      is_repeatable: true,
      input: Strict({}),
      output: t.Object({ is_signed_out: t.Boolean() }),
    }),
    readMe: op('GET /me', {
      summary: 'Who is signed in',
      policy: 'customer',
      input: Strict({}),
      output: t.Object({ user: User }),
      errors: { NOT_FOUND: 404 },
    }),
    updateMe: op('PATCH /me', {
      summary: 'Change one’s own name or username',
      policy: 'customer',
      is_repeatable: true,
      input: Strict({ name: t.Optional(Line(200)), username: t.Optional(Nullable(Line(100))) }),
      output: t.Object({ user: User }),
      errors: { NOT_FOUND: 404 },
    }),
    changePassword: op('POST /me/password', {
      summary: 'Change one’s own password; ends all other sessions',
      policy: 'customer',
      input: Strict({ old_password: TypedPassword, new_password: Password }),
      output: t.Object({ is_changed: t.Boolean() }),
      errors: { WRONG_LOGIN: 401, WEAK_PASSWORD: 422, TOO_MANY_TRIES: 429 },
    }),
    signUp: op('POST /sessions/sign-up', {
      summary: 'Open an account from a page: answers with a session for a cookie',
      policy: 'service',
      input: Strict(Registration),
      output: Session,
      errors: registerErrors,
    }),
    signIn: op('POST /sessions', {
      summary: 'Sign in from a page: answers with a session for a cookie',
      policy: 'service',
      input: Strict({ email: Text(254), password: TypedPassword }),
      output: Session,
      errors: loginErrors,
    }),
    readSession: op('POST /sessions/read', {
      summary: 'Whose session this is, or null',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ session_token: Plain(1_000, { description: 'a page’s session token or an API’s JWT' }) }),
      output: t.Object({ user: Nullable(User) }),
    }),
    endSession: op('POST /sessions/end', {
      summary: 'End a session, on every node',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ session_token: Plain(1_000, { description: 'a page’s session token or an API’s JWT' }) }),
      output: t.Object({ is_signed_out: t.Boolean() }),
    }),
    readSetup: op('GET /setup', {
      summary: 'Does this shop still wait for its first administrator?',
      policy: 'anyone',
      input: Strict({}),
      output: t.Object({ needs_admin: t.Boolean() }),
    }),
    setUpAdmin: op('POST /setup', {
      summary: 'Make the first administrator with the one-time token that was printed at the first start',
      policy: 'anyone',
      status: 201,
      input: Strict({ setup_token: Plain(200), email: Email, password: Password, name: t.Optional(Line(200)) }),
      output: Session,
      errors: { WRONG_TOKEN: 403, ALREADY_SET_UP: 409, WEAK_PASSWORD: 422, EMAIL_TAKEN: 409 },
    }),
    ensureAdmin: op('POST /setup/ensure', {
      summary: 'For automation: make sure there is an administrator, or hand out a new one-time token if there is none',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ email: t.Optional(Email), password: t.Optional(Password) }),
      output: t.Object({ needs_admin: t.Boolean(), setup_token: Nullable(t.String()) }),
      errors: { WEAK_PASSWORD: 422 },
    }),
    listCustomers: op('GET /customers', {
      summary: 'Everyone with an account, newest first, for staff; `query` is looked for in e-mail, name, username and customer group',
      policy: 'staff',
      input: Strict({ query: t.Optional(Text(200)), page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({ users: t.Array(Customer), page: t.Integer(), has_more: t.Boolean() }),
    }),
    readCustomer: op('GET /customers/{user_id}', {
      summary: 'One account with the terms it buys on, for staff',
      policy: 'staff',
      input: Strict({ user_id: Id }),
      output: t.Object({ customer: Customer }),
      errors: { NOT_FOUND: 404 },
    }),
    changeRole: op('PUT /customers/{user_id}/role', {
      summary: 'Make someone a customer, staff or an administrator; ends their sessions. The last administrator stays one',
      policy: 'admin',
      input: Strict({ user_id: Id, role: Role }),
      output: t.Object({ user: User }),
      errors: { NOT_FOUND: 404, LAST_ADMIN: 409 },
    }),
    readTerms: op('GET /customers/{user_id}/terms', {
      summary: 'On what terms someone buys: prices of a group, tax exemption',
      policy: 'service',
      input: Strict({ user_id: Id }),
      output: Terms,
    }),
    changeTerms: op('PUT /customers/{user_id}/terms', {
      summary: 'Set on what terms someone buys; what is left out stays',
      policy: 'staff',
      input: Strict({ user_id: Id, customer_group: t.Optional(Nullable(CustomerGroup)), is_tax_exempt: t.Optional(t.Boolean()) }),
      output: Terms,
      errors: { NOT_FOUND: 404 },
    }),
  },
  events: {
    'customers.registered': event('user_id', t.Object({ user_id: Id, email: t.String(), name: t.String() })),
    'customers.sessions_ended': event('user_id', t.Object({ user_id: Id })),
  },
})
export type SessionOpened = Output<typeof customers.ops.signIn>
