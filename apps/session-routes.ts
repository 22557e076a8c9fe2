/** How the admin signs in and out: the session is an HttpOnly cookie that no script can read. */
import type { FastifyInstance } from 'fastify'
import type { customers, SessionOpened, User } from '#modules/customers/contract.ts'
import type { Client } from '#platform/contract.ts'
import { clearSessionCookie, writeSessionCookie } from '#platform/cookies.ts'
import { failCommon } from '#platform/errors.ts'

type Options = { customers: Client<typeof customers>; is_https: boolean }

/** `GET|POST|DELETE /api/session`, `POST /api/session/setup`. */
export const sessionRoutes = async (app: FastifyInstance, { customers, is_https }: Options): Promise<void> => {
  const cookie = (session: SessionOpened) => writeSessionCookie(session.session_token, is_https)

  app.get('/api/session', async (request): Promise<{ user: User | null; needs_admin: boolean }> => {
    const { needs_admin } = await customers.readSetup({})
    if (!request.session_token) return { user: null, needs_admin }
    const { user } = await customers.readSession({ session_token: request.session_token })
    return { user, needs_admin }
  })
  app.post('/api/session', async (request, reply) => {
    const { email, password } = textsOf(request.body, ['email', 'password'])
    const session = await customers.signIn({ email, password }, request.call)
    return reply.header('set-cookie', cookie(session)).send({ user: session.user })
  })
  app.delete('/api/session', async (request, reply) => {
    if (request.session_token) await customers.endSession({ session_token: request.session_token })
    return reply.header('set-cookie', clearSessionCookie(is_https)).send({ user: null })
  })
  app.post('/api/session/setup', async (request, reply) => {
    const { setup_token, email, password, name } = textsOf(request.body, ['setup_token', 'email', 'password', 'name'])
    const session = await customers.setUpAdmin({ setup_token, email, password, ...(name ? { name } : {}) }, request.call)
    return reply.code(201).header('set-cookie', cookie(session)).send({ user: session.user })
  })
}

/** The named texts of a JSON body; one that is missing is empty, and the operation says what it needs. @throws INVALID_INPUT */
const textsOf = <const N extends string>(body: unknown, names: readonly N[]): Record<N, string> => {
  if (typeof body !== 'object' || body === null) throw failCommon('INVALID_INPUT', 'The body must be a JSON object.', { field: '' })
  const given = new Map<string, unknown>(Object.entries(body))
  const pairs = names.map((name): [N, string] => {
    const value = given.get(name) ?? ''
    if (typeof value !== 'string') throw failCommon('INVALID_INPUT', `${name} must be a text.`, { field: name })
    return [name, value]
  })
  return Object.fromEntries(pairs) as Record<N, string> // one pair for each name
}
