import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conformance, type Rig } from '#modules/payments/provider-conformance.ts'
import { testShop } from '#platform/testing.ts'
import { manualPayments } from './contract.ts'
import { BANK_TRANSFER, CASH_ON_DELIVERY } from './methods.ts'
import { manualPaymentsModule } from './module.ts'
import { manualProvider } from './provider.ts'

const shop = await testShop({ manualPayments }, [manualPaymentsModule])
const manual = shop.clients.manualPayments
const provider = manualProvider(() => manual, { bank_transfer_to: 'DE02 1203 0000 0000 2020 51', has_cash_on_delivery: true })

const rig: Rig = {
  provider,
  currency: 'EUR',
  method: BANK_TRANSFER,
  can_authorise: false,
  act: async (payment_id) => {
    const { expected } = await manual.find({ payment_id })
    assert.ok(expected)
    await manual.receive({ payment_id, amount: expected.amount })
  },
  payOut: async (refund_id) => {
    await manual.markPaidOut({ refund_id }).catch(() => {}) // one that failed is not on the list
  },
}

conformance('bank transfer', rig)
conformance('cash on delivery', {
  ...rig,
  can_authorise: true,
  provider: {
    ...provider,
    charge: async (charge) => {
      const promised = await provider.charge({ ...charge, method: CASH_ON_DELIVERY })
      if (charge.is_capture_later || promised.outcome !== 'authorised') return promised
      return provider.capture({ payment_id: charge.payment_id, provider_ref: null, amount: charge.amount })
    },
  },
})

test('methods are offered only when the shop set them up', () => {
  const offered = (methods: Parameters<typeof manualProvider>[1]) =>
    manualProvider(() => manual, methods)
      .methods.filter((one) => one.is_offered)
      .map((one) => one.method)
  assert.deepEqual(offered({ has_cash_on_delivery: false }), [])
  assert.deepEqual(offered({ bank_transfer_to: 'DE02', has_cash_on_delivery: true }), [BANK_TRANSFER, CASH_ON_DELIVERY])
})
