import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { Order } from '#modules/orders/contract.ts'

type Word = { title: string; tone: Tone }

export const ORDER_STATES: Record<Order['state'], Word> = {
  pending: { title: 'To approve', tone: 'amber' },
  confirmed: { title: 'To fulfil', tone: 'blue' },
  fulfilled: { title: 'Fulfilled', tone: 'green' },
  rejected: { title: 'Rejected', tone: 'red' },
  cancelled: { title: 'Cancelled', tone: 'stone' },
}

export const PAYMENT_STATES: Record<Order['payment_state'], Word> = {
  unpaid: { title: 'Unpaid', tone: 'stone' },
  checking: { title: 'Checking', tone: 'amber' },
  paid: { title: 'Paid', tone: 'green' },
  refunded: { title: 'Refunded', tone: 'stone' },
}

const HAPPENED: Record<string, string> = {
  placed: 'Order placed',
  paid: 'Payment received',
  confirmed: 'Confirmed',
  rejected: 'Rejected',
  fulfilled: 'Fulfilled',
  cancelled: 'Cancelled',
  refunded: 'Payment given back',
  checking: 'Payment is being looked up',
  declined: 'Payment declined',
}

/** What a timeline entry says; words the admin does not know yet are shown as they are. */
export const happened = (what: string): string => HAPPENED[what] ?? what.charAt(0).toUpperCase() + what.slice(1).replaceAll('_', ' ')

/** `customer` and `shop` are not names. */
export const byWhom = (who: string): string => (who === 'customer' ? 'the customer' : who === 'shop' ? 'the shop itself' : who)
