/** The shop as the admin calls it: `api.orders.confirmOrder({ order_id })`. */
import { clientOf } from '#admin/api/client.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { customers } from '#modules/customers/contract.ts'
import { documents } from '#modules/documents/contract.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { imports } from '#modules/imports/contract.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { media } from '#modules/media/contract.ts'
import { notifications } from '#modules/notifications/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { promotions } from '#modules/promotions/contract.ts'
import { returns } from '#modules/returns/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { shipping } from '#modules/shipping/contract.ts'
import { tax } from '#modules/tax/contract.ts'
import { audit } from '#platform/audit-contract.ts'
import { jobs } from '#platform/jobs-contract.ts'
import { trail } from '#platform/trail-contract.ts'
import { manualPayments } from '#plugins/manual-payments/contract.ts'

export const api = {
  audit: clientOf(audit),
  catalog: clientOf(catalog),
  customers: clientOf(customers),
  documents: clientOf(documents),
  giftCards: clientOf(giftCards),
  imports: clientOf(imports),
  jobs: clientOf(jobs),
  ledger: clientOf(ledger),
  manualPayments: clientOf(manualPayments),
  media: clientOf(media),
  notifications: clientOf(notifications),
  orders: clientOf(orders),
  payments: clientOf(payments),
  pricing: clientOf(pricing),
  promotions: clientOf(promotions),
  returns: clientOf(returns),
  settings: clientOf(settings),
  shipping: clientOf(shipping),
  tax: clientOf(tax),
  trail: clientOf(trail),
}
