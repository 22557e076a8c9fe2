/** The steps of the checkout. Each is an address of its own: what was typed is kept with the cart, so a step can be left and found again. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Email, Line, t as type } from '#platform/contract.ts'
import { readAddress, valuesOf } from './address-fields.tsx'
import { ContactPage } from './checkout-contact-page.tsx'
import { DeliveryPage } from './checkout-delivery-page.tsx'
import { type CheckoutState, keepDraft, quoteOf, readState } from './checkout-state.ts'
import { addressLine, countryName } from './countries.ts'
import { type Problems, readForm, textsOf, type Values } from './forms.ts'
import { openStep, readOpen } from './open-step.ts'
import { paymentRoutes } from './payment-routes.tsx'
import { sendJson, sendOn, sendPrivate } from './send.ts'
import type { Storefront } from './storefront.ts'
import { totalsOfQuote } from './totals-view.ts'
import { asUuid, type Visit } from './visit.ts'

const Fields = type.Object({ email: Email, vat_id: type.Optional(Line(20)) })
const EARLIER = 3

export const checkoutRoutes = (app: FastifyInstance, store: Storefront): void => {
  contactRoutes(app, store)
  deliveryRoutes(app, store)
  paymentRoutes(app, store)

  /** For a script that shows at once what a choice would change; nothing is kept. */
  app.post('/checkout/totals', async (request, reply) => {
    const { visit } = request
    const state = await readState(store, request)
    if (!state) return sendJson(reply, { totals: null })
    const { country, postal_code, shipping_method_id } = textsOf(request.body)
    const shipping_address = /^[A-Z]{2}$/.test(country ?? '')
      ? { country: String(country), ...(postal_code && { postal_code: postal_code.slice(0, 20) }) }
      : state.draft.shipping_address
    const method = asUuid(shipping_method_id)
    const draft = { ...state.draft, ...(shipping_address && { shipping_address }), ...(method && { shipping_method_id: method }) }
    if (country && !method) delete draft.shipping_method_id // the ways to another country are others
    const view = await visit.view('/checkout')
    const quote = await quoteOf(store, visit, { ...state, draft }, view.shop.country)
    return sendJson(reply, { totals: quote && totalsOfQuote(view, quote) })
  })
}

const contactRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/checkout', async (request, reply) => {
    const { visit } = request
    const state = await readOpen(store, request)
    if (!state) return sendOn(reply, visit.at('/cart'))
    const earlier = await addressesOf(store, visit)
    const { draft } = state
    const wanted = earlier.find(({ order_id }) => order_id === textsOf(request.query).address_of)
    const { estimate_country, shipping_method_id: _, ...rest } = draft
    const typed = draft.shipping_address?.line1 ? draft.shipping_address : earlier[0]?.address
    const address = wanted?.address ?? typed ?? (estimate_country ? { country: estimate_country } : draft.shipping_address)
    const is_kept = address === undefined || address === draft.shipping_address
    const shown = is_kept ? state : { ...state, draft: { ...rest, shipping_address: address } } // reckoned as the form stands
    const me = visit.user && !draft.email ? (await store.clients.customers.readMe({}, visit.call)).user : null
    const values: Values = {
      ...(me && { email: me.email, name: me.name }),
      ...(draft.email && { email: draft.email }),
      ...(draft.vat_id && { vat_id: draft.vat_id }),
      ...(draft.billing_address && { bill_elsewhere: '1', ...valuesOf(draft.billing_address, 'billing_') }),
      ...valuesOf(address, ''),
    }
    return showContact(store, reply, { state: shown, values, problems: {}, earlier })
  })

  app.post('/checkout', async (request, reply) => {
    const { visit } = request
    const state = await readOpen(store, request)
    if (!state) return sendOn(reply, visit.at('/cart'))
    const sent = textsOf(request.body)
    const read = readForm(Fields, request, visit.t)
    const to = readAddress(sent, '', visit.t)
    const bill = sent.bill_elsewhere ? readAddress(sent, 'billing_', visit.t) : { address: undefined, problems: {} }
    const problems = { ...read.problems, ...to.problems, ...bill.problems }
    if (!read.input || !to.address || bill.address === null) {
      const values = Object.fromEntries(Object.entries(sent).map(([name, text]) => [name, text.trim()]))
      return showContact(store, reply, { state, values, problems, earlier: [], status: 422 })
    }
    const { email, vat_id } = read.input
    const is_elsewhere = to.address.country !== state.draft.shipping_address?.country
    await keepDraft(store, visit, state, {
      ...{ email, vat_id, shipping_address: to.address, billing_address: bill.address, estimate_country: undefined },
      ...(is_elsewhere && { shipping_method_id: undefined }),
    })
    return sendOn(reply, visit.at('/checkout/delivery'))
  })
}

type ShownContact = { state: CheckoutState; values: Values; problems: Problems; earlier: Earlier[]; status?: number }

const showContact = async (store: Storefront, reply: FastifyReply, { state, values, problems, earlier, status }: ShownContact) => {
  const { visit } = reply.request
  const view = await visit.view('/checkout')
  const quote = await quoteOf(store, visit, state, view.shop.country)
  const lines = earlier.map(({ order_id, address }) => ({ order_id, text: addressLine(address, view.locale) }))
  const page = (
    <ContactPage
      {...{ view, cart: state.cart, values, problems }}
      totals={quote && totalsOfQuote(view, quote)}
      is_signed_in={visit.user !== null}
      earlier={lines.length > 1 ? lines : []}
    />
  )
  return sendPrivate(reply, page, status ?? 200)
}

type Earlier = { order_id: string; address: NonNullable<CheckoutState['draft']['shipping_address']> }

/** Where the last orders of the customer went, each place once. */
const addressesOf = async ({ clients }: Storefront, { user, call }: Visit): Promise<Earlier[]> => {
  if (!user) return []
  const { orders } = await clients.orders.listMyOrders({ limit: EARLIER }, call)
  const read = await Promise.all(orders.map(({ order_id }) => clients.orders.readOrder({ order_id }, call)))
  const places = new Map<string, Earlier>()
  for (const { order_id, shipping_address, locale } of read)
    if (shipping_address) places.set(addressLine(shipping_address, locale), { order_id, address: shipping_address })
  return [...places.values()]
}

const deliveryRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/checkout/delivery', async (request, reply) => {
    const found = await openStep(store, request, reply)
    if ('sent' in found) return found.sent
    const { visit } = request
    const view = await visit.view('/checkout/delivery')
    const { state } = found
    const quote = await quoteOf(store, visit, state, view.shop.country)
    const options = quote?.shipping_options ?? []
    if (quote && options.length === 0 && quote.problems.every(({ code }) => code !== 'SHIPPING_UNAVAILABLE'))
      return sendOn(reply, visit.at('/checkout/payment')) // the shop sends nothing, so there is nothing to choose
    const { country, city, postal_code } = state.draft.shipping_address ?? {}
    const place = [[postal_code, city].filter(Boolean).join(' '), country && countryName(country, view.locale)].filter(Boolean).join(', ')
    const page = (
      <DeliveryPage
        {...{ view, cart: state.cart, options, place }}
        totals={quote && totalsOfQuote(view, quote)}
        chosen={quote?.shipping?.method_id ?? options[0]?.method_id}
      />
    )
    return sendPrivate(reply, page)
  })

  app.post('/checkout/delivery', async (request, reply) => {
    const found = await openStep(store, request, reply)
    if ('sent' in found) return found.sent
    const { visit } = request
    const shipping_method_id = asUuid(textsOf(request.body).shipping_method_id)
    if (!shipping_method_id) return sendOn(reply, visit.at('/checkout/delivery'))
    await keepDraft(store, visit, found.state, { shipping_method_id })
    return sendOn(reply, visit.at('/checkout/payment'))
  })
}
