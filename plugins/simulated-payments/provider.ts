import { createHmac, timingSafeEqual } from 'node:crypto'
import type { News, Outcome, PaymentProvider } from '#modules/payments/provider.ts'
import type { Clock } from '#platform/clock.ts'
import type { Client } from '#platform/contract.ts'
import type { simulatedPayments } from './contract.ts'
import { behaviours } from './methods.ts'
import { SIGNATURE_HEADER } from './tell-shop.ts'

/** News older than this is refused: a recorded webhook cannot be played again later (the tolerance Stripe uses). */
const TOLERANCE_SECONDS = 300

/** The simulated provider as payments sees it. */
export const simulatedProvider = (
  simulated: () => Client<typeof simulatedPayments>,
  webhook_key: Uint8Array,
  clock: Clock,
): PaymentProvider => ({
  name: 'simulated',
  methods: behaviours.map(({ method, title, text }) => ({ method, title, text, is_test: true })),
  charge: async ({ payment_id, amount, method }) => whole(await simulated().charge({ payment_id, amount, method })),
  find: async (payment_id) => {
    const { charge } = await simulated().find({ payment_id })
    return charge && whole(charge)
  },
  refund: async (refund) => {
    await simulated().refund(refund)
  },
  readWebhook: async (bytes, headers) => {
    const body = Buffer.from(bytes).toString('utf8')
    const seconds = Math.floor(clock.now().getTime() / 1000)
    if (!isSigned(webhook_key, body, headers[SIGNATURE_HEADER] ?? '', seconds)) return undefined
    const news: Omit<News, 'redirect_url' | 'problem'> = JSON.parse(body) // signed by ourselves
    return { ...news, problem: null, redirect_url: null }
  },
})

const whole = (charge: Omit<Outcome, 'redirect_url'>): Outcome => ({ ...charge, redirect_url: null })

const isSigned = (key: Uint8Array, body: string, signature: string, now: number): boolean => {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  if (!given || Math.abs(now - Number(seconds)) > TOLERANCE_SECONDS) return false
  const right = createHmac('sha256', key).update(`${seconds}.${body}`).digest()
  return timingSafeEqual(right, Buffer.from(given, 'hex'))
}
