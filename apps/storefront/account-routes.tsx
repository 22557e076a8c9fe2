import type { FastifyInstance, FastifyReply } from 'fastify'
import { customers } from '#modules/customers/contract.ts'
import { Line, t as type } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { AccountCreditPage, AccountOrdersPage, AccountPage } from './account-page.tsx'
import { type Problems, problemsOf, readForm, textsOf, type Values } from './forms.ts'
import { writeBadge } from './my-cart.ts'
import { pageOf } from './pagination.tsx'
import { sendOn, sendPrivate } from './send.ts'
import type { Storefront } from './storefront.ts'

const PAGE_SIZE = 20
const ProfileFields = type.Object({ name: Line(200), username: type.Optional(Line(100)) })
const { old_password, new_password } = customers.ops.changePassword.input.properties
const PasswordFields = type.Object({ old_password, new_password })

export const accountRoutes = (app: FastifyInstance, store: Storefront): void => {
  const { clients } = store

  app.addHook('preHandler', async (request, reply) => {
    const { visit } = request
    if (visit.user) return
    const next = request.method === 'GET' ? request.url : visit.at('/account')
    return sendOn(reply, `${visit.at('/login')}?next=${encodeURIComponent(next)}`)
  })

  app.get('/account', (request, reply) => {
    const { saved } = textsOf(request.query)
    const { t } = request.visit
    const done = saved === 'password' ? t('account.password_changed') : saved === 'profile' ? t('account.saved') : undefined
    return showAccount(store, reply, { values: {}, problems: {}, done })
  })

  app.post('/account', async (request, reply) => {
    const { visit } = request
    const { values, problems, input } = readForm(ProfileFields, request, visit.t)
    if (!input) return showAccount(store, reply, { values, problems, status: 422 })
    try {
      const { user } = await clients.customers.updateMe({ name: input.name, username: input.username ?? null }, visit.call)
      writeBadge(store, reply, countOf(request.headers.cookie), user.name)
      return sendOn(reply, visit.at('/account?saved=profile'))
    } catch (error) {
      return showAccount(store, reply, { values, problems: problemsOf(error, visit.t), status: statusOf(error) })
    }
  })

  app.post('/account/password', async (request, reply) => {
    const { visit } = request
    const { problems, input } = readForm(PasswordFields, request, visit.t)
    if (!input) return showAccount(store, reply, { values: {}, problems, status: 422 })
    try {
      await clients.customers.changePassword(input, visit.call)
      return sendOn(reply, visit.at('/account?saved=password'))
    } catch (error) {
      const told = problemsOf(error, visit.t, { WRONG_LOGIN: 'old_password', WEAK_PASSWORD: 'new_password' })
      return showAccount(store, reply, { values: {}, problems: told, status: statusOf(error) })
    }
  })

  app.get('/account/orders', async (request, reply) => {
    const { visit } = request
    const page = pageOf(textsOf(request.query).page)
    const [{ user }, list, view] = await Promise.all([
      clients.customers.readMe({}, visit.call),
      clients.orders.listMyOrders({ page, limit: PAGE_SIZE }, visit.call),
      visit.view('/account/orders'),
    ])
    return sendPrivate(reply, <AccountOrdersPage view={view} user={user} list={list} />)
  })

  app.get('/account/credit', async (request, reply) => {
    const { visit } = request
    const [{ user }, credit, view] = await Promise.all([
      clients.customers.readMe({}, visit.call),
      clients.giftCards.readStoreCredit({}, visit.call),
      visit.view('/account/credit'),
    ])
    return sendPrivate(reply, <AccountCreditPage view={view} user={user} {...credit} />)
  })

  /** The same page as by the link of its mail; an owner who is signed in needs no link to find it. */
  app.get<{ Params: { order_id: string } }>('/account/orders/:order_id', async (request, reply) => {
    const { visit } = request
    const { token } = await clients.orders.readOrder({ order_id: request.params.order_id }, visit.call)
    return sendOn(reply, visit.at(`/orders/${token}`))
  })
}

const statusOf = (error: unknown): number => (isFailure(error) ? (error.status ?? 422) : 422)

/** What the badge said before, so that changing a name does not empty it. */
const countOf = (cookies: string | undefined): number => Number(/(?:^|; )souk_badge=([0-9]{1,5})\./.exec(cookies ?? '')?.[1] ?? 0)

type Shown = { values: Values; problems: Problems; done?: string | undefined; status?: number }

const showAccount = async (store: Storefront, reply: FastifyReply, { values, problems, done, status }: Shown): Promise<FastifyReply> => {
  const { visit } = reply.request
  const [{ user }, view] = await Promise.all([store.clients.customers.readMe({}, visit.call), visit.view('/account')])
  return sendPrivate(reply, <AccountPage {...{ view, user, values, problems, done }} />, status ?? 200)
}
