import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Gate } from '#admin/app/gate.tsx'
import { BrokenPage, MissingPage } from '#admin/app/odd-pages.tsx'
import { readCustomersSearch } from '#admin/customers/customers-search.ts'
import { readDocumentsSearch } from '#admin/documents/documents-search.ts'
import { readGiftCardsSearch } from '#admin/gift-cards/gift-cards-search.ts'
import { readLedgerSearch } from '#admin/ledger/ledger-search.ts'
import { readMailboxSearch } from '#admin/mailbox/mailbox-search.ts'
import { readOrderSearch } from '#admin/orders/order-search.ts'
import { readOrdersSearch } from '#admin/orders/orders-search.ts'
import { pageOf, parseSearch, stringifySearch } from '#admin/parts/url-state.ts'
import { readPaymentsSearch } from '#admin/payments/payments-search.ts'
import { readProductsSearch } from '#admin/products/products-search.ts'
import { readPromotionsSearch } from '#admin/promotions/promotions-search.ts'
import { readReturnsSearch } from '#admin/returns/returns-search.ts'

const root = createRootRoute({ component: Gate, notFoundComponent: MissingPage })
const getParentRoute = () => root

const routes = [
  createRoute({ getParentRoute, path: '/', component: lazyRouteComponent(() => import('#admin/home/home-page.tsx'), 'HomePage') }),
  createRoute({
    getParentRoute,
    path: '/orders',
    validateSearch: readOrdersSearch,
    component: lazyRouteComponent(() => import('#admin/orders/orders-page.tsx'), 'OrdersPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/orders/$orderId',
    validateSearch: readOrderSearch,
    component: lazyRouteComponent(() => import('#admin/orders/order-page.tsx'), 'OrderPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/orders/$orderId/edit',
    component: lazyRouteComponent(() => import('#admin/orders/edit-page.tsx'), 'EditPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/drafts',
    validateSearch: readOrdersSearch,
    component: lazyRouteComponent(() => import('#admin/orders/drafts-page.tsx'), 'DraftsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/drafts/new',
    component: lazyRouteComponent(() => import('#admin/orders/new-draft-page.tsx'), 'NewDraftPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/drafts/$orderId',
    component: lazyRouteComponent(() => import('#admin/orders/draft-page.tsx'), 'DraftPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/returns',
    validateSearch: readReturnsSearch,
    component: lazyRouteComponent(() => import('#admin/returns/returns-page.tsx'), 'ReturnsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/returns/$returnId',
    component: lazyRouteComponent(() => import('#admin/returns/return-page.tsx'), 'ReturnPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/all-orders',
    beforeLoad: () => {
      throw redirect({ to: '/orders', replace: true })
    },
  }),
  createRoute({
    getParentRoute,
    path: '/products',
    validateSearch: readProductsSearch,
    component: lazyRouteComponent(() => import('#admin/products/products-page.tsx'), 'ProductsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/products/new',
    component: lazyRouteComponent(() => import('#admin/products/product-page.tsx'), 'NewProductPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/products/$productId',
    component: lazyRouteComponent(() => import('#admin/products/product-page.tsx'), 'ProductPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/categories',
    component: lazyRouteComponent(() => import('#admin/categories/categories-page.tsx'), 'CategoriesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/customers',
    validateSearch: readCustomersSearch,
    component: lazyRouteComponent(() => import('#admin/customers/customers-page.tsx'), 'CustomersPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/customers/$userId',
    component: lazyRouteComponent(() => import('#admin/customers/customer-page.tsx'), 'CustomerPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/promotions',
    validateSearch: readPromotionsSearch,
    component: lazyRouteComponent(() => import('#admin/promotions/promotions-page.tsx'), 'PromotionsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/promotions/new',
    component: lazyRouteComponent(() => import('#admin/promotions/promotion-page.tsx'), 'NewPromotionPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/promotions/$promotionId',
    component: lazyRouteComponent(() => import('#admin/promotions/promotion-page.tsx'), 'PromotionPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/price-lists',
    validateSearch: (raw: Record<string, unknown>): { page?: number | undefined } => ({ page: pageOf(raw.page) }),
    component: lazyRouteComponent(() => import('#admin/price-lists/price-lists-page.tsx'), 'PriceListsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/price-lists/new',
    component: lazyRouteComponent(() => import('#admin/price-lists/price-list-page.tsx'), 'NewPriceListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/price-lists/$listId',
    component: lazyRouteComponent(() => import('#admin/price-lists/price-list-page.tsx'), 'PriceListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/gift-cards',
    validateSearch: readGiftCardsSearch,
    component: lazyRouteComponent(() => import('#admin/gift-cards/gift-cards-page.tsx'), 'GiftCardsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/gift-cards/$instrumentId',
    component: lazyRouteComponent(() => import('#admin/gift-cards/gift-card-page.tsx'), 'GiftCardPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/imports',
    component: lazyRouteComponent(() => import('#admin/imports/imports-page.tsx'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/mailbox',
    validateSearch: readMailboxSearch,
    component: lazyRouteComponent(() => import('#admin/mailbox/mailbox-page.tsx'), 'MailboxPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/payments',
    validateSearch: readPaymentsSearch,
    component: lazyRouteComponent(() => import('#admin/payments/payments-page.tsx'), 'PaymentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/documents',
    validateSearch: readDocumentsSearch,
    component: lazyRouteComponent(() => import('#admin/documents/documents-page.tsx'), 'DocumentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/ledger',
    validateSearch: readLedgerSearch,
    component: lazyRouteComponent(() => import('#admin/ledger/ledger-page.tsx'), 'LedgerPage'),
  }),
  createRoute({ getParentRoute, path: '/audit', component: lazyRouteComponent(() => import('#admin/audit/audit-page.tsx'), 'AuditPage') }),
  createRoute({ getParentRoute, path: '/jobs', component: lazyRouteComponent(() => import('#admin/jobs/jobs-page.tsx'), 'JobsPage') }),
  createRoute({
    getParentRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('#admin/settings/settings-page.tsx'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/taxes',
    component: lazyRouteComponent(() => import('#admin/taxes/taxes-page.tsx'), 'TaxesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/taxes/new',
    component: lazyRouteComponent(() => import('#admin/taxes/tax-zone-page.tsx'), 'NewTaxZonePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/taxes/$zoneId',
    component: lazyRouteComponent(() => import('#admin/taxes/tax-zone-page.tsx'), 'TaxZonePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/shipping',
    component: lazyRouteComponent(() => import('#admin/shipping/shipping-page.tsx'), 'ShippingPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/shipping/new',
    component: lazyRouteComponent(() => import('#admin/shipping/zone-page.tsx'), 'NewShippingZonePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/shipping/$zoneId',
    component: lazyRouteComponent(() => import('#admin/shipping/zone-page.tsx'), 'ShippingZonePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/invoices',
    component: lazyRouteComponent(() => import('#admin/settings/invoices-page.tsx'), 'InvoicesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/setup',
    validateSearch: (raw: Record<string, unknown>) => ({ token: typeof raw.token === 'string' ? raw.token : '' }),
  }),
] as const

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: '/admin',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: BrokenPage,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
