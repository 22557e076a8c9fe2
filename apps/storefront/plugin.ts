/** The storefront: every page of the shop, below `/` and below a prefix for each further language. Register it last. */
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify'
import { writeCookie } from '#platform/cookies.ts'
import { accountRoutes } from './account-routes.tsx'
import { assetRoutes, readAssets } from './assets.ts'
import { cartRoutes } from './cart-routes.tsx'
import { checkoutRoutes } from './checkout-routes.tsx'
import { comeBackRoutes } from './come-back-routes.tsx'
import { CURRENCY_COOKIE } from './cookie-names.ts'
import { errorPages, sendNotFound } from './error-pages.tsx'
import { acceptForms, safeNext, textsOf } from './forms.ts'
import { homeRoutes } from './home-page.tsx'
import { listRoutes } from './list-page.tsx'
import { machineRoutes } from './machine-pages.ts'
import { UI_LOCALES } from './messages.ts'
import { orderReturnRoutes } from './order-return-routes.tsx'
import { orderRoutes } from './order-routes.tsx'
import { policyRoutes } from './policy-routes.tsx'
import { productRoutes } from './product-page.tsx'
import { searchRoutes } from './search-page.tsx'
import { sendOn } from './send.ts'
import { signRoutes } from './sign-routes.tsx'
import { isHttps, type Storefront, type StorefrontOptions } from './storefront.ts'
import { trackRoutes } from './track-routes.tsx'
import { openVisit } from './visit.ts'

export type { StorefrontOptions }

const YEAR = 365 * 86_400

export const storefront = (options: StorefrontOptions): FastifyPluginAsync => {
  const store: Storefront = { ...options, assets: readAssets() }
  return async (app) => {
    app.decorateRequest('visit')
    acceptForms(app)
    assetRoutes(app, store.assets)
    await app.register(pages(store, undefined))
    for (const locale of UI_LOCALES) await app.register(pages(store, locale), { prefix: `/${locale}` })
  }
}

/** All pages in one language; `undefined` is the shop's own, whatever that is at the moment. */
const pages =
  (store: Storefront, prefix: string | undefined): FastifyPluginAsync =>
  async (app) => {
    const dress = (reply: FastifyReply) =>
      reply.header('content-security-policy', contentPolicy(store)).header('speculation-rules', `"${store.assets.url('speculation.json')}"`)
    app.addHook('onRequest', async (_request, reply) => void dress(reply))
    app.addHook('preHandler', async (request, reply) => {
      const found = await openVisit(store, request, prefix)
      if ('moved_to' in found) return reply.redirect(found.moved_to, request.method === 'GET' ? 301 : 308)
      request.visit = found.visit
      if (found.is_nowhere) return sendNotFound(request, reply)
    })
    errorPages(app, async (request, reply) => {
      dress(reply)
      const found = await openVisit(store, request, prefix)
      if ('visit' in found) request.visit = found.visit
    })
    homeRoutes(app, store)
    listRoutes(app, store)
    productRoutes(app, store)
    searchRoutes(app, store)
    cartRoutes(app, store)
    checkoutRoutes(app, store)
    comeBackRoutes(app, store)
    orderRoutes(app, store)
    trackRoutes(app, store)
    orderReturnRoutes(app, store)
    policyRoutes(app, store)
    signRoutes(app, store)
    preferenceRoutes(app, store)
    await app.register(async (scope) => accountRoutes(scope, store))
    if (prefix === undefined) machineRoutes(app, store)
  }

const preferenceRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.post('/preferences', async (request, reply) => {
    const { currency, next } = textsOf(request.body)
    const { shop } = await request.visit.view('/')
    if (currency && shop.currencies.includes(currency))
      reply.header('set-cookie', writeCookie(CURRENCY_COOKIE, currency, { is_https: isHttps(store), max_age: YEAR }))
    return sendOn(reply, safeNext(next, request.visit.at('/')))
  })
}

/**
 * No page holds an inline script or style, so one policy serves all, and finished pages can be shared (reliability, section 4).
 * `form-action` also binds where a form's answer redirects to, hence the origins of payment providers.
 */
const contentPolicy = ({ payment_origins = [] }: Storefront): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action ${["'self'", ...payment_origins].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
