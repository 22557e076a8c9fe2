import { payments } from '#modules/payments/contract.ts'
import { module } from '#platform/module.ts'
import { capture, dispute, finish, voidCharge } from './change-charge.ts'
import { charge, find } from './charge.ts'
import { simulatedPayments } from './contract.ts'
import { readBooks, readLedger } from './read-ledger.ts'
import { refund } from './refund.ts'
import { tellShop } from './tell-shop.ts'

export const simulatedPaymentsModule = (ports: { webhook_key: Uint8Array }) =>
  module(simulatedPayments, {
    folder: import.meta.dirname,
    needs: { payments },
    ports,
    ops: { charge, find, capture, void: voidCharge, finish, refund, dispute, readLedger, readBooks },
    every: { tell_shop: { seconds: 2, run: tellShop } },
  })
