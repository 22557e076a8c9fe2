import { happened } from '#admin/orders/order-words.ts'
import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { Return, ReturnLine } from '#modules/returns/contract.ts'

export const RETURN_STATES: Record<Return['state'], { title: string; tone: Tone }> = {
  requested: { title: 'To approve', tone: 'amber' },
  approved: { title: 'On its way to us', tone: 'blue' },
  received: { title: 'To settle', tone: 'amber' },
  settling: { title: 'Being settled', tone: 'blue' },
  settled: { title: 'Settled', tone: 'green' },
  refused: { title: 'Refused', tone: 'red' },
  called_off: { title: 'Called off', tone: 'stone' },
}

export const SETTLEMENTS: Record<Return['wanted'], { title: string; text: string }> = {
  refund: { title: 'Refund', text: 'The money goes back to how it was paid; what was not paid yet is not asked for any more.' },
  store_credit: { title: 'Store credit', text: 'The customer can spend it in this shop.' },
  exchange: { title: 'Exchange', text: 'The same goods, or another variant of them, are sent in a new order without a price.' },
}

export const REASONS: Record<ReturnLine['reason'], string> = {
  changed_mind: 'Changed their mind',
  does_not_fit: 'Does not fit',
  damaged: 'Damaged',
  not_as_described: 'Not as described',
  wrong_item: 'Wrong item',
  arrived_late: 'Arrived late',
  other: 'Other',
}

export const KINDS: Record<Return['kind'], string> = { return: 'Return', withdrawal: 'Withdrawal' }

const HAPPENED: Record<string, string> = {
  requested: 'Asked for',
  withdrawn: 'Withdrawn from the contract',
  received: 'Received and inspected',
  refund: 'A refund was decided',
  store_credit: 'Store credit was decided',
  exchange: 'An exchange was decided',
  not_settled: 'Could not be settled so',
  refund_failed: 'A part could not be given back',
}

/** What an entry of a return’s timeline says. */
export const returnHappened = (what: string): string => HAPPENED[what] ?? happened(what)
