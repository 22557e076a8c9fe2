/** What people see: the storefront at `/`, the admin at `/admin`, the API reference at `/api/docs`. */
import '#platform/tsx.ts'
import type { FastifyInstance } from 'fastify'
import { cart } from '#modules/cart/contract.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { customers } from '#modules/customers/contract.ts'
import { documents } from '#modules/documents/contract.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { media } from '#modules/media/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { returns } from '#modules/returns/contract.ts'
import { search } from '#modules/search/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { failCommon } from '#platform/errors.ts'
import type { PageCache } from '#platform/page-cache.ts'
import { remembered } from '#platform/remember.ts'
import { mount } from '#platform/routes.ts'
import { simulatedPayments } from '#plugins/simulated-payments/contract.ts'
import { admin } from './admin/plugin.ts'
import { apiReference } from './api-reference.ts'
import type { OpenShop } from './open-shop.ts'
import { sessionRoutes } from './session-routes.ts'
import { paymentOrigins } from './shop.ts'

/** Registers everything that is not the API; the storefront last, because its pages would hide what comes after. */
export const openFaces = async (app: FastifyInstance, shop: OpenShop, cache: PageCache): Promise<void> => {
  const { config, client, linked, modules } = shop
  const { storefront } = await import('./storefront/plugin.ts') // after `tsx.ts`, which lets Node read its pages
  const via = 'storefront'
  const clients = {
    catalog: client(catalog, via),
    search: client(search, via),
    cart: client(cart, via),
    orders: client(orders, via),
    payments: client(payments, via),
    customers: client(customers, via),
    pricing: client(pricing, via),
    giftCards: client(giftCards, via),
    documents: client(documents, via),
    returns: client(returns, via),
    settings: {
      readShop: () => remembered(shop.db, 'settings', () => client(settings, via).readShop({}), 'shop'),
      readOwn: () => remembered(shop.db, 'settings', () => client(settings, via).readOwn({}), 'own, for pages'),
    },
  }
  const readFile = { ...media, ops: { readFile: media.ops.readFile } }
  await mount(app, '', [{ contract: readFile, invoke: linked.invoke(media) }], cache)
  await sessionRoutes(app, { customers: clients.customers, is_https: config.public_url.startsWith('https:') })
  await app.register(apiReference({ contracts: modules.map(({ module }) => module.contract) }))
  app.get('/api/*', async ({ method, url }) => {
    throw failCommon('NO_SUCH_ROUTE', `There is no ${method} ${url.split('?')[0]}.`) // to programs, not the page for people
  })
  await app.register(admin)
  const { is_production, public_url } = config
  if (config.has_simulated_payments) {
    const { simulatedPay } = await import('./simulated-pay.tsx')
    await app.register(simulatedPay({ simulated: client(simulatedPayments, via) }))
  }
  await app.register(storefront({ clients, cache, is_production, public_url: () => public_url, payment_origins: paymentOrigins(config) }))
}
