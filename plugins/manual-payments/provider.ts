import type { Outcome, PaymentProvider } from '#modules/payments/provider.ts'
import type { Client } from '#platform/contract.ts'
import type { Expected, manualPayments } from './contract.ts'
import { type ManualMethods, manualMethods } from './methods.ts'

/** Bank transfer and cash on delivery, as payments sees them. Nobody signs news here: staff say what came (`receivePayment`). */
export const manualProvider = (manual: () => Client<typeof manualPayments>, methods: ManualMethods): PaymentProvider => ({
  name: 'manual',
  is_by_hand: true,
  methods: manualMethods(methods),
  charge: async ({ payment_id, method, amount }) => told(await manual().expect({ payment_id, method, amount })),
  find: async ({ payment_id }) => {
    const { expected } = await manual().find({ payment_id })
    return expected && told(expected)
  },
  capture: async ({ payment_id, amount }) => told(await manual().receive({ payment_id, amount })),
  void: async ({ payment_id }) => told(await manual().giveUp({ payment_id })),
  refund: async ({ refund_id, payment_id, amount }) => {
    const { state } = await manual().payOut({ refund_id, payment_id, amount })
    return { state, provider_ref: `hand_${refund_id}`, problem: state === 'failed' ? 'There is not that much left of this payment.' : null }
  },
  readWebhook: async () => undefined,
  readBooks: async (payments) => {
    const { booked } = await manual().readBooks({ payment_ids: payments.map(({ payment_id }) => payment_id) })
    return booked
  },
})

const told = ({ payment_id, outcome, amount, captured_amount }: Expected): Outcome => ({
  ...{ outcome, amount, provider_ref: `hand_${payment_id}`, problem: null, redirect_url: null },
  ...(outcome === 'captured' && { captured_amount }),
})
