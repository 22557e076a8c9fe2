/** Sending goods back, and withdrawing from the contract. Both by the link of the order, without signing in. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Order } from '#modules/orders/contract.ts'
import { returns } from '#modules/returns/contract.ts'
import { Email, t as type } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { newSecretId } from '#platform/ids.ts'
import { exchangeChoices } from './exchange-choices.ts'
import { type Problems, readForm, tell, textsOf, type Values } from './forms.ts'
import { goBack } from './order-routes.tsx'
import { exchangeField, REASONS, ReturnPage, WANTED } from './return-page.tsx'
import { sendOn, sendPrivate } from './send.ts'
import type { Storefront } from './storefront.ts'
import { asUuid, type Visit } from './visit.ts'
import { WithdrawPage } from './withdraw-page.tsx'

const NoteField = type.Object({ note: returns.ops.requestReturn.input.properties.note })
const Withdrawer = type.Object({ name: returns.ops.withdraw.input.properties.name, email: Email })

type WithToken = { Params: { token: string } }

export const orderReturnRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get<WithToken>('/orders/:token/return', (request, reply) =>
    showReturn(store, reply, request.params.token, { values: {}, problems: {} }),
  )

  app.post<WithToken>('/orders/:token/return', async (request, reply) => {
    const { visit } = request
    const { token } = request.params
    const sent = textsOf(request.body)
    const reason = REASONS.find((one) => one === sent.reason)
    const wanted = WANTED.find((one) => one === sent.wanted)
    const lines = linesOf(sent).map((line) => {
      const exchange_for = wanted === 'exchange' ? asUuid(sent[exchangeField(line.line_id)]) : undefined
      return { ...line, ...(reason && { reason }), ...(exchange_for && { exchange_for }) }
    })
    if (lines.length === 0)
      return showReturn(store, reply, token, { values: sent, problems: { '': visit.t('return.nothing') }, status: 422 })
    const { problems, input } = readForm(NoteField, { body: { note: sent.note?.trim().slice(0, 2_000) } }, visit.t)
    if (!input) return showReturn(store, reply, token, { values: sent, problems, status: 422 })
    try {
      const return_id = asUuid(sent.return_id) ?? newSecretId()
      await store.clients.returns.requestReturn({ return_id, order_token: token, lines, ...(wanted && { wanted }), ...input }, visit.call)
      return sendOn(reply, visit.at(`/orders/${token}?done=returned`))
    } catch (error) {
      return showReturn(store, reply, token, { values: sent, ...refusalOf(error, visit) })
    }
  })

  app.get<WithToken>('/orders/:token/withdraw', (request, reply) =>
    showWithdraw(store, reply, request.params.token, { values: {}, problems: {} }),
  )

  app.post<WithToken>('/orders/:token/withdraw', async (request, reply) => {
    const { visit } = request
    const { token } = request.params
    const sent = textsOf(request.body)
    const { values, problems, input } = readForm(Withdrawer, request, visit.t)
    const lines = sent.what === 'some' ? linesOf(sent) : undefined
    if (lines?.length === 0) problems[''] = visit.t('return.nothing')
    if (!input || Object.keys(problems).length > 0) return showWithdraw(store, reply, token, { values: sent, problems, status: 422 })
    if (sent.do !== 'confirm') return showWithdraw(store, reply, token, { values: { ...sent, ...values }, problems, is_check: true })
    try {
      const return_id = asUuid(sent.return_id) ?? newSecretId()
      await store.clients.returns.withdraw({ return_id, order_token: token, ...input, ...(lines && { lines }) }, visit.call)
      return sendOn(reply, visit.at(`/orders/${token}?done=withdrawn`))
    } catch (error) {
      return showWithdraw(store, reply, token, { values: sent, ...refusalOf(error, visit) })
    }
  })

  app.post<{ Params: { token: string; return_id: string } }>('/orders/:token/returns/:return_id/call-off', async (request, reply) => {
    const { token, return_id } = request.params
    const { visit } = request
    try {
      await store.clients.returns.callOffReturn({ return_id: asUuid(return_id) ?? newSecretId(), order_token: token }, visit.call)
      return sendOn(reply, visit.at(`/orders/${token}?done=called_off`))
    } catch (error) {
      return goBack(store, reply, { token }, refusalOf(error, visit).problems[''])
    }
  })
}

/** Fields are named `quantity.<line_id>`; nothing or 0 leaves a line out. */
export const linesOf = (sent: Values): { line_id: string; quantity: number }[] =>
  Object.entries(sent).flatMap(([name, text]) => {
    const line_id = name.startsWith('quantity.') ? asUuid(name.slice('quantity.'.length)) : undefined
    const quantity = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0
    return line_id && quantity > 0 ? [{ line_id, quantity }] : []
  })

/** What a refused request is answered with: its own form again, with all that was typed. An order that is not there has none. */
const refusalOf = (error: unknown, { t }: Visit): { problems: Problems; status: number } => {
  if (!isFailure(error) || error.status === undefined || error.status >= 500 || error.code === 'NOT_FOUND') throw error
  const { line_id } = error.details
  const field = error.code === 'NOT_EXCHANGEABLE' && typeof line_id === 'string' ? exchangeField(line_id) : ''
  return { problems: { [field]: tell(error, t) }, status: error.status }
}

type Shown = { values: Values; problems: Problems; status?: number; is_check?: boolean }

const openOrder = async ({ clients }: Storefront, reply: FastifyReply, token: string) => {
  const { visit } = reply.request
  reply.header('referrer-policy', 'no-referrer')
  const [order, returnable, view] = await Promise.all([
    clients.orders.trackOrder({ token }, visit.call),
    clients.returns.readReturnable({ order_token: token }, visit.call),
    visit.view(`/orders/${token}`),
  ])
  return { order, returnable, view }
}

const showReturn = async (store: Storefront, reply: FastifyReply, token: string, { status, ...shown }: Shown) => {
  const { order, returnable, view } = await openOrder(store, reply, token)
  if (returnable.lines.length === 0) return goBack(store, reply, order, shown.problems[''] ?? view.t('error.TOO_LATE'))
  const back = order.lines.filter(({ line_id }) => returnable.lines.some((one) => one.line_id === line_id))
  const others = await exchangeChoices(store, reply.request.visit, view, { lines: back, currency: order.currency })
  const lines = choicesOf(order, returnable.lines).map((line) => ({ ...line, others: others.get(line.line_id) ?? [] }))
  const return_id = asUuid(shown.values.return_id) ?? newSecretId()
  return sendPrivate(reply, <ReturnPage {...{ view, order, lines, return_id, ...shown }} />, status ?? 200)
}

const showWithdraw = async (store: Storefront, reply: FastifyReply, token: string, { status, ...shown }: Shown) => {
  const { order, returnable, view } = await openOrder(store, reply, token)
  if (!returnable.can_withdraw) return goBack(store, reply, order, shown.problems[''] ?? view.t('withdraw.over'))
  // Before anything is sent, only the order as a whole can be called off.
  const lines = choicesOf(order, order.fulfilment_state === 'unfulfilled' ? [] : returnable.lines)
  const return_id = asUuid(shown.values.return_id) ?? newSecretId()
  return sendPrivate(reply, <WithdrawPage {...{ view, order, lines, return_id, ...shown }} />, status ?? 200)
}

const choicesOf = (order: Order, left: { line_id: string; quantity: number }[]) =>
  left.flatMap(({ line_id, quantity }) => {
    const line = order.lines.find((one) => one.line_id === line_id)
    return line ? [{ line_id, quantity, title: [line.title, line.variant_title].filter(Boolean).join(', '), picture: line.picture }] : []
  })
