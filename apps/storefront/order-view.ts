/** The state of an order as its page shows it; sent as JSON again when something has changed. */
import type { Order } from '#modules/orders/contract.ts'
import { isMessage } from './messages.ts'
import { formatTime, type View } from './view.ts'

export type OrderView = {
  version: number
  /** one sentence on how things stand, also said aloud when it changes */
  headline: string
  explanation: string
  tone: 'good' | 'bad' | 'plain'
  note: string
  steps: { title: string; state: 'done' | 'now' | 'later' | 'stopped' }[]
  timeline: { title: string; at: string; at_text: string; note: string }[]
  /** may the shopper (still) pay? */
  can_pay: boolean
}

export const orderView = (view: View, order: Order): OrderView => {
  const { t, locale } = view
  const situation = situationOf(order)
  return {
    version: order.version,
    headline: t(`order.${situation}`),
    explanation: t(`order.${situation}_text`, { email: order.email }),
    tone: TONES[situation],
    note: order.note ?? '',
    steps: stepsOf(view, order),
    timeline: order.timeline.map(({ at, what, note }) => {
      const key = `event.${what}`
      return { title: isMessage(key) ? t(key) : what, at, at_text: formatTime(at, locale), note: note ?? '' }
    }),
    can_pay: situation === 'unpaid',
  }
}

const TONES = {
  unpaid: 'bad',
  checking: 'plain',
  received: 'good',
  confirmed: 'good',
  fulfilled: 'good',
  rejected: 'bad',
  cancelled: 'bad',
} as const satisfies Record<string, OrderView['tone']>

const situationOf = ({ state, payment_state }: Order): keyof typeof TONES => {
  if (state === 'draft') return 'received' // a draft has no page before it is sent
  if (state !== 'pending') return state
  if (payment_state === 'unpaid' || payment_state === 'partly_paid') return 'unpaid'
  return payment_state === 'checking' ? 'checking' : 'received'
}

const stepsOf = ({ t }: View, { state, payment_state }: Order): OrderView['steps'] => {
  const is_stopped = state === 'rejected' || state === 'cancelled'
  const is_paid = payment_state === 'paid' || payment_state === 'partly_refunded' || payment_state === 'refunded'
  const done = [true, is_paid, state === 'confirmed' || state === 'fulfilled', state === 'fulfilled']
  const titles = [t('step.placed'), t('step.paid'), t('step.confirmed'), t('step.fulfilled')]
  const next = done.indexOf(false)
  if (is_stopped) {
    const reached = titles.filter((_, index) => index < 2 && done[index]).map((title) => ({ title, state: 'done' as const }))
    return [...reached, { title: t(`order.${state}`), state: 'stopped' }]
  }
  return titles.map((title, index) => ({ title, state: done[index] ? 'done' : index === next ? 'now' : 'later' }))
}
