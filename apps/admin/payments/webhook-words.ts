import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { Webhook } from '#modules/payments/contract.ts'

export const RESULTS: Record<Webhook['result'], { title: string; tone: Tone; text: string }> = {
  handled: { title: 'Handled', tone: 'green', text: 'Everything it leads to is done.' },
  waiting: { title: 'Waiting', tone: 'amber', text: 'It is tried again by itself.' },
  given_up: { title: 'Given up', tone: 'red', text: 'It failed at every try. Mend the cause, then have it handled again.' },
  not_ours: { title: 'Not ours', tone: 'stone', text: 'No payment of this shop goes by that id at this provider, so nothing was done.' },
  mismatch: {
    title: 'Other amount than ours',
    tone: 'red',
    text: 'It speaks of another amount or currency than the payment’s, so it was not taken for it. See “To look at”.',
  },
}

const WHAT: Record<Webhook['kind'], string> = { payment: 'Payment', refund: 'Refund', dispute: 'Dispute' }

/** `Payment captured`, `Refund done`, `Dispute open` */
export const whatOf = ({ kind, outcome }: Webhook): string => [WHAT[kind], outcome].filter(Boolean).join(' ')
