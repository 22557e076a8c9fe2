import { catalog } from '#modules/catalog/contract.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { checks } from './checks.ts'
import { returns } from './contract.ts'
import { finishReturns } from './finish-return.ts'
import { onRefundFailed } from './free-units.ts'
import type { Returning } from './needs.ts'
import { readRefundable } from './read-refundable.ts'
import { listMyReturns, listReturns, readReturnable, readReturnOf } from './read-returns.ts'
import { receiveReturn } from './receive-return.ts'
import { refund } from './refund.ts'
import { finishRefunds } from './refund-lines.ts'
import { requestReturn } from './request-return.ts'
import { settleReturn } from './settle-return.ts'
import { approveReturn, callOffReturn, refuseReturn } from './take-step.ts'
import { forgetTries } from './take-try.ts'
import { trail } from './trail.ts'
import { withdraw } from './withdraw.ts'

export const returnsModule = module<typeof returns, Returning>(returns, {
  folder: import.meta.dirname,
  needs: { catalog, giftCards, inventory, orders, payments, settings },
  ops: {
    requestReturn,
    withdraw,
    readReturnable,
    callOffReturn,
    listMyReturns,
    listReturns,
    readReturn: (needs, { return_id }) => readReturnOf(needs, return_id),
    approveReturn,
    refuseReturn,
    receiveReturn,
    settleReturn,
    refund,
    readRefundable,
  },
  on: { 'settings.changed': forget('settings'), 'payments.refund_failed': onRefundFailed },
  every: {
    finish_returns: { seconds: 30, run: finishReturns },
    finish_refunds: { seconds: 30, run: finishRefunds },
    forget_tries: { seconds: 600, run: forgetTries },
  },
  checks,
  trail,
})
