import type { FastifyInstance, FastifyReply } from 'fastify'
import { orders } from '#modules/orders/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { type Problems, problemsOf, readForm, textsOf, type Values } from './forms.ts'
import { sendOn, sendPrivate } from './send.ts'
import type { Storefront } from './storefront.ts'
import { TrackPage } from './track-page.tsx'

const Fields = orders.ops.sendOrderLink.input

/** The answer is the same whether there is such an order or not. */
export const trackRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/track', (request, reply) => show(reply, { is_sent: textsOf(request.query).sent === '1' }))

  app.post('/track', async (request, reply) => {
    const { visit } = request
    const { values, problems, input } = readForm(Fields, request, visit.t)
    if (!input) return show(reply, { values, problems, status: 422 })
    try {
      await store.clients.orders.sendOrderLink(input, visit.call)
      return sendOn(reply, visit.at('/track?sent=1'))
    } catch (error) {
      return show(reply, { values, problems: problemsOf(error, visit.t), status: isFailure(error) ? (error.status ?? 422) : 422 })
    }
  })
}

type Shown = { values?: Values; problems?: Problems; is_sent?: boolean; status?: number }

const show = async (reply: FastifyReply, { values = {}, problems = {}, is_sent = false, status = 200 }: Shown): Promise<FastifyReply> => {
  const view = await reply.request.visit.view('/track')
  return sendPrivate(reply, <TrackPage {...{ view, values, problems, is_sent }} />, status)
}
