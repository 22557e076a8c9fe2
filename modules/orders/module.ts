import { cart } from '#modules/cart/contract.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { customers } from '#modules/customers/contract.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { promotions } from '#modules/promotions/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { shipping } from '#modules/shipping/contract.ts'
import { tax } from '#modules/tax/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { checkout } from './checkout.ts'
import { orders } from './contract.ts'
import { countToDos } from './count-to-dos.ts'
import { cancelOrder, confirmOrder, fulfilOrder, rejectOrder } from './decide.ts'
import { forgetTries } from './limits.ts'
import { cancelExpired, cancelUnfulfillable } from './lose-hold.ts'
import type { OrderPorts } from './needs.ts'
import { placeOrder } from './place-order.ts'
import { quoteCheckout } from './quote-checkout.ts'
import { listMyOrders, listOrders, readAmountDue, readOrder, trackOrder } from './read-orders.ts'
import { onPayment } from './record-payment.ts'
import { onDisputed, onRefunded, onRefundFailed } from './record-refund.ts'

export const ordersModule = (ports: OrderPorts) =>
  module(orders, {
    folder: import.meta.dirname,
    needs: { cart, catalog, customers, giftCards, inventory, payments, pricing, promotions, settings, shipping, tax },
    ports,
    ops: {
      checkout,
      quoteCheckout,
      placeOrder,
      listMyOrders,
      readOrder,
      trackOrder,
      listOrders,
      countToDos,
      confirmOrder,
      rejectOrder,
      fulfilOrder,
      cancelOrder,
      readAmountDue,
    },
    on: {
      'payments.authorised': onPayment('authorised'),
      'payments.captured': onPayment('captured'),
      'payments.declined': onPayment('declined'),
      'payments.unknown': onPayment('unknown'),
      'payments.voided': onPayment('voided'),
      'payments.mismatch': onPayment('unknown'),
      'payments.refunded': onRefunded,
      'payments.refund_failed': onRefundFailed,
      'payments.disputed': onDisputed,
      'settings.changed': forget('settings'),
      'inventory.hold_expired': cancelExpired,
      'inventory.hold_lost': cancelUnfulfillable,
    },
    every: { forget_tries: { seconds: 600, run: forgetTries } },
  })
