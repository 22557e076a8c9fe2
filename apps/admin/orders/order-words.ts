import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { Order, OrderRow } from '#modules/orders/contract.ts'

type Word = { title: string; tone: Tone }

export const ORDER_STATES: Record<Order['state'], Word> = {
  draft: { title: 'Draft', tone: 'stone' },
  pending: { title: 'To approve', tone: 'amber' },
  confirmed: { title: 'To fulfil', tone: 'blue' },
  fulfilled: { title: 'Fulfilled', tone: 'green' },
  rejected: { title: 'Rejected', tone: 'red' },
  cancelled: { title: 'Cancelled', tone: 'stone' },
}

export const PAYMENT_STATES: Record<Order['payment_state'], Word> = {
  unpaid: { title: 'Unpaid', tone: 'stone' },
  checking: { title: 'Checking', tone: 'amber' },
  authorised: { title: 'Reserved', tone: 'blue' },
  partly_paid: { title: 'Partly paid', tone: 'amber' },
  paid: { title: 'Paid', tone: 'green' },
  partly_refunded: { title: 'Partly given back', tone: 'stone' },
  refunded: { title: 'Given back', tone: 'stone' },
}

/** Where nobody paid and nothing is due, the goods came back unpaid: that is not called paid. */
export const paymentWord = ({ payment_state, paid, total }: Pick<OrderRow, 'payment_state' | 'paid' | 'total'>): Word =>
  payment_state === 'paid' && paid.amount === 0 && total.amount > 0
    ? { title: 'Nothing to pay', tone: 'stone' }
    : PAYMENT_STATES[payment_state]

export const FULFILMENT_STATES: Record<Order['fulfilment_state'], Word> = {
  unfulfilled: { title: 'Not sent', tone: 'stone' },
  partly_fulfilled: { title: 'Partly sent', tone: 'blue' },
  fulfilled: { title: 'Sent', tone: 'green' },
}

/** The same of an order that its customer fetches. */
export const PICKUP_STATES: Record<Order['fulfilment_state'], Word> = {
  unfulfilled: { title: 'Not ready', tone: 'stone' },
  partly_fulfilled: { title: 'Partly ready', tone: 'blue' },
  fulfilled: { title: 'Ready', tone: 'green' },
}

const HAPPENED: Record<string, string> = {
  drafted: 'Draft begun',
  placed: 'Order placed',
  paid: 'Payment received',
  authorised: 'Payment reserved',
  promised: 'To be paid on delivery',
  reservation_ended: 'Reservation of the payment ended',
  confirmed: 'Confirmed',
  rejected: 'Rejected',
  undone: 'Decision taken back',
  shipped: 'Goods sent',
  fulfilled: 'Fulfilled',
  picked_up: 'Picked up',
  cancelled: 'Cancelled',
  rest_cancelled: 'The rest cancelled',
  reopened: 'Opened again',
  edited: 'Edited',
  refunded: 'Money given back',
  refund_failed: 'A refund failed',
  charged_back: 'Charged back by the bank',
  returned: 'Goods came back',
  checking: 'Payment is being looked up',
  declined: 'Payment declined',
  note: 'Note',
  tagged: 'Tags changed',
}

/** What a timeline entry says; words the admin does not know yet are shown as they are. */
export const happened = (what: string): string => HAPPENED[what] ?? what.charAt(0).toUpperCase() + what.slice(1).replaceAll('_', ' ')

/** `customer` and `shop` are not names. */
export const byWhom = (who: string): string => (who === 'customer' ? 'the customer' : who === 'shop' ? 'the shop itself' : who)
