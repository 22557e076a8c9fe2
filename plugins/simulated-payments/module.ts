import { payments } from '#modules/payments/contract.ts'
import { module } from '#platform/module.ts'
import { charge, find } from './charge.ts'
import { simulatedPayments } from './contract.ts'
import { readLedger, refund } from './refund.ts'
import { tellShop } from './tell-shop.ts'

export const simulatedPaymentsModule = (ports: { webhook_key: Uint8Array }) =>
  module(simulatedPayments, {
    folder: import.meta.dirname,
    needs: { payments },
    ports,
    ops: { charge, find, refund, readLedger },
    every: { tell_shop: { seconds: 2, run: tellShop } },
  })
