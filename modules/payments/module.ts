import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { capturePayment } from './capture-payment.ts'
import { captureReserved } from './capture-reserved.ts'
import { checks } from './checks.ts'
import { payments } from './contract.ts'
import { dismissMismatch } from './dismiss-mismatch.ts'
import { handleWebhooks } from './handle-webhook.ts'
import { importPayouts } from './import-payouts.ts'
import { keepForCredit, releaseCredit } from './keep-for-credit.ts'
import { voidPayment } from './let-go.ts'
import { listPayoutDifferences } from './list-payout-differences.ts'
import { listPayoutSums } from './list-payout-sums.ts'
import { listTroubles } from './list-troubles.ts'
import { listWebhooks } from './list-webhooks.ts'
import { lookUpPayment } from './look-up-payment.ts'
import type { PaymentPorts } from './needs.ts'
import { pay } from './pay.ts'
import { payDue } from './pay-due.ts'
import { readBooks } from './read-books.ts'
import { readPaid } from './read-paid.ts'
import { listMethods, listPayments } from './read-payments.ts'
import { pruneTrail, readTrail } from './read-trail.ts'
import { receivePayment } from './receive-payment.ts'
import { receiveWebhook, replayWebhook } from './receive-webhook.ts'
import { reconcilePayments } from './reconcile.ts'
import { refund } from './refund.ts'
import { refundClosedOrder, refundOrder, returnSurplus } from './refund-order.ts'
import { renewByHand } from './renew-by-hand.ts'

export const paymentsModule = (ports: PaymentPorts) =>
  module(payments, {
    folder: import.meta.dirname,
    needs: { orders, settings },
    ports,
    ops: {
      listMethods,
      pay,
      payDue,
      lookUpPayment,
      listPayments,
      capturePayment,
      captureReserved,
      voidPayment,
      receivePayment,
      dismissMismatch,
      refund,
      keepForCredit,
      releaseCredit,
      refundOrder,
      receiveWebhook,
      listWebhooks,
      replayWebhook,
      readBooks,
      readPaid,
      listTroubles,
      importPayouts,
      listPayoutDifferences,
      listPayoutSums,
    },
    on: {
      'payments.webhook_kept': handleWebhooks,
      'payments.surplus': returnSurplus,
      'orders.rejected': refundClosedOrder,
      'orders.cancelled': refundClosedOrder,
      'orders.updated': renewByHand,
      'settings.changed': forget('settings'),
    },
    checks,
    trail: readTrail,
    every: {
      reconcile: { seconds: 15, run: reconcilePayments },
      prune: { seconds: 3_600, run: pruneTrail },
    },
  })
