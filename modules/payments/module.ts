import { orders } from '#modules/orders/contract.ts'
import { module } from '#platform/module.ts'
import { payments } from './contract.ts'
import type { PaymentPorts } from './needs.ts'
import { pay } from './pay.ts'
import { payDue } from './pay-due.ts'
import { listMethods, listPayments } from './read-payments.ts'
import { handleWebhook, receiveWebhook } from './receive-webhook.ts'
import { reconcilePayments } from './reconcile.ts'
import { refundClosedOrder, refundOrder } from './refund-order.ts'

export const paymentsModule = (ports: PaymentPorts) =>
  module(payments, {
    folder: import.meta.dirname,
    needs: { orders },
    ports,
    ops: { listMethods, pay, payDue, listPayments, refundOrder, receiveWebhook },
    on: {
      'payments.webhook_kept': handleWebhook,
      'orders.rejected': refundClosedOrder,
      'orders.cancelled': refundClosedOrder,
    },
    every: { reconcile: { seconds: 15, run: reconcilePayments } },
  })
