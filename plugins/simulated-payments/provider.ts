import { createHmac, timingSafeEqual } from 'node:crypto'
import type { News, PaymentProvider } from '#modules/payments/provider.ts'
import type { Clock } from '#platform/clock.ts'
import type { Client } from '#platform/contract.ts'
import type { simulatedPayments } from './contract.ts'
import { behaviours } from './methods.ts'
import { SIGNATURE_HEADER, told } from './tell-shop.ts'

/** News older than this is refused: a recorded webhook cannot be played again later (the tolerance Stripe uses). */
const TOLERANCE_SECONDS = 300

/** The simulated provider as payments sees it. */
export const simulatedProvider = (
  simulated: () => Client<typeof simulatedPayments>,
  webhook_key: Uint8Array,
  clock: Clock,
): PaymentProvider => ({
  name: 'simulated',
  methods: behaviours.map(({ method, title, text, is_offered }) => ({ method, title, text, is_test: true, is_offered })),
  charge: async ({ payment_id, amount, method, email, is_capture_later, return_url }) =>
    told(await simulated().charge({ payment_id, amount, method, email, is_capture_later, return_url })),
  find: async ({ payment_id }) => {
    const { charge } = await simulated().find({ payment_id })
    return charge && told(charge)
  },
  capture: async ({ payment_id, amount }) => told(await simulated().capture({ payment_id, amount })),
  void: async ({ payment_id }) => told(await simulated().void({ payment_id })),
  refund: async ({ refund_id, payment_id, amount }) => {
    const { state, problem } = await simulated().refund({ refund_id, payment_id, amount })
    return { state, problem, provider_ref: `sim_re_${refund_id.replaceAll('-', '').slice(-16)}` }
  },
  readWebhook: async (bytes, headers) => {
    const body = Buffer.from(bytes).toString('utf8')
    const seconds = Math.floor(clock.now().getTime() / 1000)
    if (!isSigned(webhook_key, body, headers[SIGNATURE_HEADER] ?? '', seconds)) return undefined
    const news: News = JSON.parse(body) // signed by ourselves
    return news
  },
  readBooks: async (payments) => {
    const { booked } = await simulated().readBooks({ payment_ids: payments.map(({ payment_id }) => payment_id) })
    return booked
  },
})

const isSigned = (key: Uint8Array, body: string, signature: string, now: number): boolean => {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  if (!given || Math.abs(now - Number(seconds)) > TOLERANCE_SECONDS) return false
  const right = createHmac('sha256', key).update(`${seconds}.${body}`).digest()
  return timingSafeEqual(right, Buffer.from(given, 'hex'))
}
