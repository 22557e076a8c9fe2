/** The state of an order as its page shows it; sent as JSON again when something has changed. */
import type { Order } from '#modules/orders/contract.ts'
import type { Money } from '#platform/contract.ts'
import { isMessage } from './messages.ts'
import { formatTime, type View } from './view.ts'

export type OrderView = {
  version: number
  /** one sentence on how things stand, also said aloud when it changes */
  headline: string
  explanation: string
  tone: 'good' | 'bad' | 'plain'
  note: string
  /** how the order, its payment and its delivery stand, a line each */
  facts: { title: string; text: string; tone: 'good' | 'bad' | 'plain' }[]
  parcels: ParcelView[]
  timeline: { title: string; at: string; at_text: string; note: string }[]
  /** may the shopper (still) pay? */
  can_pay: boolean
  due: Money
  /** words on the button that pays what is due */
  pay: string
  /** has nobody decided about it yet? */
  is_open: boolean
}

export type ParcelView = {
  id: string
  title: string
  at: string
  at_text: string
  goods: string[]
  carrier: string
  number: string
  href: string
}

export const orderView = (view: View, order: Order): OrderView => {
  const { t, locale } = view
  const situation = situationOf(order)
  const fetched = isPickup(order) ? pickupWords(view, order, situation) : null
  return {
    version: order.version,
    headline: fetched?.headline ?? t(`order.${situation}`),
    explanation: fetched?.explanation ?? t(`order.${situation}_text`, { email: order.email }),
    tone: TONES[situation],
    note: order.note ?? '',
    facts: [orderFact(view, order), paymentFact(view, order), deliveryFact(view, order)],
    parcels: parcelsOf(view, order),
    timeline: order.timeline.flatMap(({ at, what, note }) => {
      const own = `event.pickup_${what}`
      const key = isPickup(order) && isMessage(own) ? own : `event.${what}` // what has no words for shoppers is for staff
      return isMessage(key) ? [{ title: t(key), at, at_text: formatTime(at, locale), note: note ?? '' }] : []
    }),
    can_pay: canPay(order),
    due: order.due,
    pay: payText(view, order),
    is_open: order.state === 'pending',
  }
}

const TONES = {
  unpaid: 'bad',
  checking: 'plain',
  received: 'good',
  confirmed: 'good',
  partly: 'good',
  fulfilled: 'good',
  rejected: 'bad',
  cancelled: 'bad',
} as const satisfies Record<string, OrderView['tone']>

const isPickup = ({ shipping }: Order): boolean => shipping?.is_pickup === true
export const isPickedUp = ({ timeline }: Order): boolean => timeline.some(({ what }) => what === 'picked_up')

/** Where an order is fetched, and when: a line each. Of one from before the place was kept, the name of the way. */
export const pickupLines = ({ shipping }: Order): string[] => {
  if (!shipping?.pickup) return shipping ? [shipping.title] : []
  const { name, line1, postal_code, city, hours } = shipping.pickup
  return [name, line1, `${postal_code} ${city}`, hours]
}

/** What is sent says that it is on its way; what is fetched, that it stands ready, and where. */
const pickupWords = ({ t }: View, order: Order, situation: keyof typeof TONES) => {
  if (situation !== 'confirmed' && situation !== 'partly' && situation !== 'fulfilled') return null
  const how = situation === 'fulfilled' && isPickedUp(order) ? 'picked_up' : situation
  const facts = { email: order.email, place: pickupLines(order).join(', ') }
  return { headline: t(`order.pickup_${how}`), explanation: t(`order.pickup_${how}_text`, facts) }
}

const situationOf = ({ state, payment_state, fulfilment_state }: Order): keyof typeof TONES => {
  if (state === 'draft') return 'received' // a draft has no page before it is sent
  if (state === 'confirmed' && fulfilment_state === 'partly_fulfilled') return 'partly'
  if (state !== 'pending') return state
  if (payment_state === 'unpaid' || payment_state === 'partly_paid') return 'unpaid'
  return payment_state === 'checking' ? 'checking' : 'received'
}

/** Something is due, and nothing is under way that might pay it. */
export const canPay = ({ state, payment_state, due }: Order): boolean =>
  (state === 'pending' || state === 'confirmed' || state === 'fulfilled') &&
  due.amount > 0 &&
  payment_state !== 'checking' &&
  payment_state !== 'authorised'

export const payText = (view: View, { due }: Order): string => view.t('order.pay_now', { total: view.money(due) })

type Fact = OrderView['facts'][number]

const orderFact = ({ t }: View, { state }: Order): Fact => ({
  title: t('fact.order'),
  text: t(`fact.order_${state === 'draft' ? 'pending' : state}`),
  tone: state === 'rejected' || state === 'cancelled' ? 'bad' : state === 'pending' || state === 'draft' ? 'plain' : 'good',
})

const paymentFact = (view: View, order: Order): Fact => {
  const { payment_state, paid, reserved, due, refunded, charged_back, total } = order
  const none = { ...paid, amount: 0 }
  const is_charged_back = hasChargeBack(order)
  return {
    title: view.t('fact.payment'),
    text: view.t(`fact.payment_${paymentWords(order)}`, {
      ...{ paid: view.money(paid), due: view.money(due), refunded: view.money(refunded), total: view.money(total) },
      ...{ charged_back: view.money(charged_back ?? none), reserved: view.money(reserved ?? none) },
    }),
    tone:
      payment_state === 'unpaid' || payment_state === 'partly_paid'
        ? 'bad'
        : payment_state === 'checking' || is_charged_back
          ? 'plain'
          : 'good',
  }
}

const hasChargeBack = ({ payment_state, charged_back }: Order): boolean =>
  !!charged_back && charged_back.amount > 0 && (payment_state === 'refunded' || payment_state === 'partly_refunded')

/** What is promised and not reserved is handed over with the parcel; of goods that came back unpaid nothing is asked for. */
const paymentWords = (order: Order) => {
  const { payment_state, paid, refunded, reserved, waived } = order
  if (hasChargeBack(order)) return refunded.amount > 0 ? 'refunded_and_charged_back' : 'charged_back'
  if (payment_state === 'authorised' && !reserved?.amount) return 'on_delivery'
  if (payment_state === 'unpaid' && reserved?.amount) return 'partly_reserved'
  return payment_state === 'paid' && paid.amount === 0 && waived?.amount ? 'waived' : payment_state
}

const deliveryFact = ({ t }: View, order: Order): Fact => {
  const { state, fulfilment_state, shipping } = order
  const is_stopped = state === 'rejected' || state === 'cancelled'
  const how = fulfilment_state === 'unfulfilled' ? (is_stopped ? 'none' : shipping?.is_pickup ? 'pickup' : 'unfulfilled') : fulfilment_state
  const tone = how === 'fulfilled' || how === 'partly_fulfilled' ? 'good' : 'plain'
  if (isPickup(order) && (how === 'fulfilled' || how === 'partly_fulfilled'))
    return { title: t('fact.pickup'), text: t(`fact.pickup_${how === 'fulfilled' && isPickedUp(order) ? 'picked_up' : how}`), tone }
  return { title: t('fact.delivery'), text: t(`fact.delivery_${how}`, { title: shipping?.title ?? '' }), tone }
}

/** Staff choose a carrier by its title; programs send its key. */
const carrierName = (carrier: string) => (/^[a-z0-9_]+$/.test(carrier) ? carrier.replaceAll('_', ' ').toUpperCase() : carrier)

const parcelsOf = ({ t, locale }: View, order: Order): ParcelView[] =>
  order.fulfilments.map(({ fulfilment_id, lines: sent, carrier, tracking_number, tracking_url, shipped_at }, index) => ({
    id: fulfilment_id,
    title: t(isPickup(order) ? 'parcel.pickup' : 'parcel.title', { number: index + 1 }),
    at: shipped_at,
    at_text: formatTime(shipped_at, locale),
    goods: sent.flatMap(({ line_id, quantity }) => {
      const line = order.lines.find((one) => one.line_id === line_id)
      return line ? [`${quantity} × ${[line.title, line.variant_title].filter(Boolean).join(', ')}`] : []
    }),
    carrier: carrierName(carrier ?? ''),
    number: tracking_number ?? '',
    href: tracking_url && /^https:\/\//.test(tracking_url) ? tracking_url : '',
  }))
