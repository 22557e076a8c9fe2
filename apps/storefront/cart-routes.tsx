/** What is done to a cart: the same address answers a form with a page and a script of ours with JSON. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Cart } from '#modules/cart/contract.ts'
import { isCountry } from '#platform/countries.ts'
import { fail, isFailure } from '#platform/errors.ts'
import { CartPage } from './cart-page.tsx'
import { cartView } from './cart-view.ts'
import { estimated, keepDraft, placeOf, quoteOf, readDraft, readState, readTender } from './checkout-state.ts'
import { applyCode, removeCode } from './codes.ts'
import { tell, textsOf, type Values } from './forms.ts'
import { forGroup, groupOf } from './group-prices.ts'
import { addToCart, keepCart, readMyCart } from './my-cart.ts'
import { readNewest } from './newest.tsx'
import { ProductPage } from './product-page.tsx'
import { sendJson, sendOn, sendPrivate } from './send.ts'
import type { Storefront } from './storefront.ts'
import { firstVariant, hasOptions, variantByOptions } from './variants.ts'
import { asUuid, type Visit } from './visit.ts'

export const cartRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/cart', async (request, reply) => {
    const cart = await readMyCart(store, request.visit)
    return sendCart(store, reply, { cart })
  })

  app.post('/cart/code', async (request, reply) => {
    const { visit } = request
    const state = await readState(store, request)
    if (!state) return sendOn(reply, visit.at('/cart'))
    const { code = '', remove } = textsOf(request.body)
    const problem = remove ? await removeCode(store, reply, state, remove) : await applyCode(store, reply, state, code)
    if (problem) return sendCart(store, reply, { cart: state.cart, code_problem: problem, typed_code: code, status: 422 })
    return sendOn(reply, visit.at('/cart'))
  })

  app.post('/cart/country', async (request, reply) => {
    const { visit } = request
    const state = await readState(store, request)
    const { country = '' } = textsOf(request.body)
    const is_address = country === state?.draft.shipping_address?.country
    if (state && isCountry(country)) await keepDraft(store, visit, state, { estimate_country: is_address ? undefined : country })
    return sendOn(reply, visit.at('/cart'))
  })

  app.post('/cart', async (request, reply) => {
    const { visit } = request
    const values = textsOf(request.body)
    try {
      const variant_id = await wantedVariant(store, visit, values)
      const cart = await addToCart(store, visit, { variant_id, quantity: quantityOf(values.quantity, 1) })
      return visit.wants_json ? sendCart(store, reply, { cart }) : goToCart(store, reply, cart)
    } catch (error) {
      return refuse(store, reply, error, values)
    }
  })

  app.post('/cart/lines', async (request, reply) => {
    const { visit } = request
    const values = textsOf(request.body)
    const { locale, currency, call } = visit
    try {
      const variant_id = asUuid(values.variant_id)
      const own = visit.cart_id ?? (await readMyCart(store, visit))?.cart_id
      if (!variant_id || !own) throw fail('NOT_FOUND', visit.t('error.NOT_FOUND'))
      const quantity = values.remove ? 0 : quantityOf(values.quantity, 0)
      const cart = await store.clients.cart.changeLine({ cart_id: own, variant_id, quantity, locale, currency }, call)
      return visit.wants_json ? sendCart(store, reply, { cart }) : goToCart(store, reply, cart)
    } catch (error) {
      return refuse(store, reply, error, {})
    }
  })
}

/** Options chosen by radios win over the variant the page was made for. */
const wantedVariant = async ({ clients }: Storefront, visit: Visit, values: Values): Promise<string> => {
  const given = asUuid(values.variant_id)
  if (given && !hasOptions(values)) return given
  if (!values.product) throw fail('NOT_FOUND', visit.t('error.NOT_FOUND'))
  const { locale, currency, call } = visit
  const product = await clients.catalog.readProduct({ product: values.product, locale, currency }, call)
  const variant = product.options.length > 0 ? variantByOptions(product, values) : product.variants[0]
  if (!variant) throw fail('NOT_FOR_SALE', visit.t('product.not_made'))
  return variant.variant_id
}

const quantityOf = (text: string | undefined, least: number): number => {
  const quantity = text !== undefined && /^[0-9]{1,5}$/.test(text.trim()) ? Number(text) : Number.NaN
  if (!(quantity >= least && quantity <= 10_000)) throw fail('BAD_QUANTITY', 'The quantity must be a whole number up to 10,000.')
  return quantity
}

const goToCart = (store: Storefront, reply: FastifyReply, cart: Cart) => {
  keepCart(store, reply, cart)
  return sendOn(reply, reply.request.visit.at('/cart'))
}

const sendCart = async (
  store: Storefront,
  reply: FastifyReply,
  { cart, problem, status = 200, ...typed }: Shown,
): Promise<FastifyReply> => {
  const { visit } = reply.request
  const view = await visit.view('/cart')
  keepCart(store, reply, cart)
  if (visit.wants_json) return sendJson(reply, { ...cartView(view, cart), ...(problem ? { failed: problem } : {}) }, status)
  const tender = readTender(reply.request)
  const is_filled = cart !== null && cart.lines.length > 0
  const draft = is_filled ? estimated(await readDraft(store, visit, cart.cart_id)) : {}
  const newest = is_filled ? [] : await readNewest(store, visit, await groupOf(store, visit))
  const quote = is_filled ? await quoteOf(store, visit, { cart, draft, tender }, view.shop.country) : null
  const { country } = placeOf(draft, view.shop.country)
  const page = <CartPage {...{ view, cart, newest, problem, quote, tender, country, ...typed }} codes={draft.codes ?? []} />
  return sendPrivate(reply, page, status)
}
type Shown = {
  cart: Cart | null
  problem?: string
  status?: number
  code_problem?: string
  typed_code?: string
}

/** Tells why it did not work where the shopper stands: on the product's page if it came from there, else in the cart. */
const refuse = async (store: Storefront, reply: FastifyReply, error: unknown, values: Values): Promise<FastifyReply> => {
  if (!isFailure(error) || (error.status ?? 422) >= 500) throw error
  const { visit } = reply.request
  const problem = tell(error, visit.t)
  const status = error.status ?? 422
  if (visit.wants_json) return sendJson(reply, { failed: problem }, status)
  if (!values.product) return sendCart(store, reply, { cart: await readMyCart(store, visit), problem, status })
  const { locale, currency, call } = visit
  const found = await store.clients.catalog.readProduct({ product: values.product, locale, currency }, call)
  const { product, is_group_price } = await forGroup(store, visit, found, await groupOf(store, visit))
  const variant = variantByOptions(product, values) ?? firstVariant(product)
  const quantity = /^[0-9]{1,5}$/.test(values.quantity ?? '') ? Number(values.quantity) : 1
  const view = await visit.view(`/p/${product.slug}`)
  const page = <ProductPage {...{ view, product, variant, quantity, problem, is_group_price }} related="" />
  return sendPrivate(reply, page, status)
}
