import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { customers, type SessionOpened } from '#modules/customers/contract.ts'
import { Line, t as type } from '#platform/contract.ts'
import { clearSessionCookie, writeSessionCookie } from '#platform/cookies.ts'
import { isFailure } from '#platform/errors.ts'
import { type Problems, problemsOf, readForm, safeNext, textsOf, type Values } from './forms.ts'
import { forgetCart, keepCart, writeBadge } from './my-cart.ts'
import { sendOn, sendPrivate } from './send.ts'
import { LoginPage, LogoutPage, SignupPage } from './sign-page.tsx'
import { isHttps, type Storefront } from './storefront.ts'

const { email, password: typed_password } = customers.ops.login.input.properties
const LoginFields = type.Object({ email, password: typed_password })
const SignupFields = type.Object({ name: Line(200), email, password: customers.ops.register.input.properties.password })

export const signRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/login', (request, reply) => (request.visit.user ? goOn(request, reply) : show('login', reply, { values: {}, problems: {} })))
  app.get('/signup', (request, reply) => (request.visit.user ? goOn(request, reply) : show('signup', reply, { values: {}, problems: {} })))
  app.get('/logout', async (request, reply) => sendPrivate(reply, <LogoutPage view={await request.visit.view('/logout')} />))

  app.post('/login', async (request, reply) => {
    const { visit } = request
    const { values, problems, input } = readForm(LoginFields, request, visit.t)
    if (!input) return show('login', reply, { values, problems, status: 422 })
    try {
      const opened = await store.clients.customers.signIn(input, visit.call)
      return enter(store, reply, opened)
    } catch (error) {
      return show('login', reply, { values, problems: problemsOf(error, visit.t), status: statusOf(error) })
    }
  })

  app.post('/signup', async (request, reply) => {
    const { visit } = request
    const { values, problems, input } = readForm(SignupFields, request, visit.t)
    if (!input) return show('signup', reply, { values, problems, status: 422 })
    try {
      const opened = await store.clients.customers.signUp(input, visit.call)
      return enter(store, reply, opened)
    } catch (error) {
      const told = problemsOf(error, visit.t, { EMAIL_TAKEN: 'email', WEAK_PASSWORD: 'password' })
      return show('signup', reply, { values, problems: told, status: statusOf(error) })
    }
  })

  app.post('/logout', async (request, reply) => {
    const { session_token, visit } = request
    if (session_token) await store.clients.customers.endSession({ session_token }, visit.call)
    reply.header('set-cookie', clearSessionCookie(isHttps(store)))
    forgetCart(store, reply)
    return sendOn(reply, visit.at('/'))
  })
}

const statusOf = (error: unknown): number => (isFailure(error) ? (error.status ?? 422) : 422)

const nextOf = (request: FastifyRequest): string =>
  safeNext(textsOf(request.body).next, safeNext(textsOf(request.query).next, request.visit.at('/account')))

const goOn = (request: FastifyRequest, reply: FastifyReply) => sendOn(reply, nextOf(request))

/** A new session for every sign-in: one that a stranger planted before is worth nothing after. The guest's cart comes along. */
const enter = async (store: Storefront, reply: FastifyReply, { session_token, user }: SessionOpened): Promise<FastifyReply> => {
  const { visit, session_token: earlier } = reply.request
  const call = { ...visit.call, actor: { kind: 'user' as const, user_id: user.user_id, role: user.role, name: user.name }, session_token }
  if (earlier) await store.clients.customers.endSession({ session_token: earlier }, visit.call)
  const { cart_id, locale, currency } = visit
  const { cart } = store.clients
  const own = cart_id ? await cart.claimCart({ cart_id, locale, currency }, call) : await cart.readMyCart({ locale, currency }, call)
  reply.header('set-cookie', writeSessionCookie(session_token, isHttps(store)))
  visit.user = { user_id: user.user_id, name: user.name, role: user.role }
  keepCart(store, reply, own)
  writeBadge(store, reply, own.item_count, user.name)
  return sendOn(reply, nextOf(reply.request))
}

type Shown = { values: Values; problems: Problems; status?: number }

const show = async (page: 'login' | 'signup', reply: FastifyReply, { values, problems, status }: Shown): Promise<FastifyReply> => {
  const { visit } = reply.request
  const props = { view: await visit.view(`/${page}`), values, problems, next: nextOf(reply.request) }
  return sendPrivate(reply, page === 'login' ? <LoginPage {...props} /> : <SignupPage {...props} />, status ?? 200)
}
