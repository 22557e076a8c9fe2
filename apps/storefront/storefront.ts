/** What the storefront is handed by the host, and what its pages work with. */
import type { cart } from '#modules/cart/contract.ts'
import type { catalog } from '#modules/catalog/contract.ts'
import type { customers } from '#modules/customers/contract.ts'
import type { documents } from '#modules/documents/contract.ts'
import type { giftCards } from '#modules/gift-cards/contract.ts'
import type { orders } from '#modules/orders/contract.ts'
import type { payments } from '#modules/payments/contract.ts'
import type { pricing } from '#modules/pricing/contract.ts'
import type { returns } from '#modules/returns/contract.ts'
import type { search } from '#modules/search/contract.ts'
import type { settings } from '#modules/settings/contract.ts'
import type { Call, Client } from '#platform/contract.ts'
import type { PageCache } from '#platform/page-cache.ts'
import type { Assets } from './assets.ts'

/** The operations the pages use, and no others. Clients carry a `via`, so that they may open and end sessions. */
export type Clients = {
  catalog: Pick<Client<typeof catalog>, 'listProducts' | 'readProduct' | 'readGroupPrices' | 'listCategories'>
  search: Client<typeof search>
  cart: Pick<Client<typeof cart>, 'readMyCart' | 'readCart' | 'addLine' | 'changeLine' | 'claimCart' | 'saveCheckout' | 'readCheckout'>
  orders: Pick<
    Client<typeof orders>,
    'checkout' | 'quoteCheckout' | 'trackOrder' | 'sendOrderLink' | 'readOrder' | 'listMyOrders' | 'cancelMyOrder'
  >
  payments: Pick<Client<typeof payments>, 'listMethods' | 'pay' | 'lookUpPayment' | 'listPayments'>
  giftCards: Pick<Client<typeof giftCards>, 'check' | 'readStoreCredit'>
  documents: Pick<Client<typeof documents>, 'listDocuments'>
  returns: Pick<Client<typeof returns>, 'readReturnable' | 'requestReturn' | 'withdraw' | 'callOffReturn'>
  customers: Pick<Client<typeof customers>, 'signUp' | 'signIn' | 'endSession' | 'readMe' | 'readTerms' | 'updateMe' | 'changePassword'>
  pricing: Pick<Client<typeof pricing>, 'quoteFor' | 'listPricedGroups'>
  settings: Pick<Client<typeof settings>, 'readShop' | 'readOwn'>
}

export type StorefrontOptions = {
  clients: Clients
  cache: PageCache
  is_production: boolean
  /** where people reach the shop */
  public_url(): string
  /** origins of payment providers that a checkout may lead to, for `form-action`; none for providers on our own address */
  payment_origins?: string[]
}

export type Storefront = StorefrontOptions & { assets: Assets }

export const isHttps = (store: Storefront): boolean => store.public_url().startsWith('https:')

/** What only the shop itself may ask, its pages ask in their own name. */
export const asShop = (call: Call): Call => ({ ...call, actor: { kind: 'service', name: 'storefront' } })
