/** The shop as the admin calls it: `api.orders.confirmOrder({ order_id })`. */
import { clientOf } from '#admin/api/client.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { customers } from '#modules/customers/contract.ts'
import { documents } from '#modules/documents/contract.ts'
import { imports } from '#modules/imports/contract.ts'
import { media } from '#modules/media/contract.ts'
import { notifications } from '#modules/notifications/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { returns } from '#modules/returns/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { shipping } from '#modules/shipping/contract.ts'

export const api = {
  catalog: clientOf(catalog),
  customers: clientOf(customers),
  documents: clientOf(documents),
  imports: clientOf(imports),
  media: clientOf(media),
  notifications: clientOf(notifications),
  orders: clientOf(orders),
  payments: clientOf(payments),
  returns: clientOf(returns),
  settings: clientOf(settings),
  shipping: clientOf(shipping),
}
