/**
 * How an order, its money and its goods may move. The operations decide by these tables, `docs/reference/states.md` draws them, and a test
 * tries every action in every state.
 */
import { machine } from '#platform/states.ts'
import type { FulfilmentState, OrderState, PaymentState } from './contract.ts'

export const ORDER = machine<OrderState>()({
  title: 'Order',
  start: ['draft', 'pending'],
  moves: {
    place: { from: ['draft'], to: 'pending', by: ['orders.placeDraft'] },
    confirm: {
      from: ['pending'],
      to: 'confirmed',
      by: ['orders.confirmOrder', 'orders.confirmOrders', 'a payment, where the shop approves by itself'],
    },
    reject: { from: ['pending'], to: 'rejected', by: ['orders.rejectOrder', 'orders.rejectOrders'] },
    undo: { from: ['confirmed', 'rejected'], to: 'pending', by: ['orders.undoDecision'], only: 'before `undo_until`' },
    fulfil: { from: ['confirmed'], to: 'fulfilled', by: ['orders.fulfilOrder'], only: 'with the last of its goods' },
    cancel: { from: ['draft', 'pending', 'confirmed'], to: 'cancelled', by: ['orders.cancelOrder'], only: 'before anything is shipped' },
    cancel_own: { from: ['pending'], to: 'cancelled', by: ['orders.cancelMyOrder'], only: 'where the shop allows it' },
    lose: { from: ['pending', 'confirmed'], to: 'cancelled', by: ['inventory.hold_expired', 'inventory.hold_lost'] },
    reopen: {
      from: ['cancelled'],
      to: 'pending',
      by: ['payments.captured'],
      only: 'money that came too late, while its stock is still there',
    },
    edit: { from: ['pending', 'confirmed'], by: ['orders.editOrder'], only: 'never below what is shipped' },
    cancel_rest: { from: ['confirmed'], to: 'fulfilled', by: ['orders.cancelRest'], only: 'when some of it is shipped' },
  },
})

/** What the timeline calls it, and the state it leads to; all other entries leave the state as it is. */
export const LEADS_TO: Readonly<Record<string, OrderState>> = {
  drafted: 'draft',
  placed: 'pending',
  confirmed: 'confirmed',
  rejected: 'rejected',
  undone: 'pending',
  cancelled: 'cancelled',
  fulfilled: 'fulfilled',
  rest_cancelled: 'fulfilled',
  reopened: 'pending',
}

/**
 * Follows from the amounts and from what is owed, in `orders.payment_state_of`: nobody sets it, and so there are many ways between its states.
 * A test looks for ways that are not here.
 */
export const PAYMENT = machine<PaymentState>()({
  title: 'Payment',
  start: ['unpaid', 'paid'],
  moves: {
    ask: {
      from: ['unpaid', 'authorised', 'partly_paid', 'paid', 'partly_refunded', 'refunded'],
      to: 'checking',
      by: ['payments.unknown', 'payments.refunded', 'an edit that costs more'],
    },
    lapse: {
      from: ['checking', 'authorised'],
      to: 'unpaid',
      by: ['payments.declined', 'payments.voided', 'payments.authorised', 'an edit that costs more'],
    },
    authorise: {
      from: ['unpaid', 'checking', 'partly_paid', 'paid', 'partly_refunded', 'refunded'],
      to: 'authorised',
      by: [
        'payments.authorised',
        'payments.captured',
        'payments.declined',
        'payments.voided',
        'payments.refunded',
        'an edit that costs less',
        'orders.recordReturn',
        'an edit that costs more',
      ],
    },
    pay_a_part: {
      from: ['unpaid', 'checking', 'authorised', 'paid', 'partly_refunded', 'refunded'],
      to: 'partly_paid',
      by: [
        'payments.captured',
        'payments.authorised',
        'payments.declined',
        'payments.voided',
        'payments.refunded',
        'an edit that costs more',
      ],
    },
    pay: {
      from: ['unpaid', 'checking', 'authorised', 'partly_paid'],
      to: 'paid',
      by: ['payments.captured', 'an edit that costs less', 'orders.recordReturn'],
    },
    refund_a_part: {
      from: ['unpaid', 'checking', 'authorised', 'partly_paid', 'paid', 'refunded'],
      to: 'partly_refunded',
      by: ['payments.refunded', 'payments.captured', 'an edit that costs less', 'orders.recordReturn'],
    },
    refund: {
      from: ['checking', 'authorised', 'partly_paid', 'paid', 'partly_refunded'],
      to: 'refunded',
      by: ['payments.refunded', 'an edit that costs less', 'orders.recordReturn'],
    },
  },
})

/** Follows from the lines: `fulfilment_state_follows_from_the_lines`. */
export const FULFILMENT = machine<FulfilmentState>()({
  title: 'Fulfilment',
  start: ['unfulfilled'],
  moves: {
    ship_a_part: { from: ['unfulfilled', 'partly_fulfilled'], to: 'partly_fulfilled', by: ['orders.fulfilOrder'] },
    ship_the_rest: { from: ['unfulfilled', 'partly_fulfilled'], to: 'fulfilled', by: ['orders.fulfilOrder'] },
    cancel_the_rest: { from: ['partly_fulfilled'], to: 'fulfilled', by: ['orders.cancelRest'] },
  },
})

export const MACHINES = [ORDER, PAYMENT, FULFILMENT]
