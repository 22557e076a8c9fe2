/** The states of a payment as data: what may follow what. The README's drawing is made from it, and the statement that settles obeys it. */
import type { Payment } from './contract.ts'

type State = Payment['state']

/**
 * Only forward, so that news in any order and number ends in the same state: what happened later at a provider stands further on here.
 * A decline is not the last word (the shopper may try a second card on the provider's page), and money that was taken was taken,
 * whatever we believed before. A refund that fails afterwards leaves the payment captured again. A mismatch ends
 * when nothing was taken after all, or staff have dealt with it.
 */
export const MOVES: Record<State, readonly State[]> = {
  started: ['unknown', 'pending', 'authorised', 'captured', 'declined', 'voided', 'mismatch'],
  unknown: ['pending', 'authorised', 'captured', 'declined', 'voided', 'mismatch'],
  pending: ['authorised', 'captured', 'declined', 'voided', 'mismatch'],
  declined: ['authorised', 'captured', 'voided', 'mismatch'],
  authorised: ['captured', 'voided', 'mismatch'],
  voided: ['captured', 'mismatch'],
  captured: ['refunded'],
  refunded: ['captured'],
  mismatch: ['voided'],
}

/** As the statement reads them: `started>captured`. */
export const STEPS: string[] = Object.entries(MOVES).flatMap(([from, to]) => to.map((state) => `${from}>${state}`))

/** The moves as a drawing (Mermaid). */
export const drawMoves = (): string =>
  [
    'stateDiagram-v2',
    '  [*] --> started',
    ...Object.entries(MOVES).flatMap(([from, to]) => to.map((state) => `  ${from} --> ${state}`)),
  ].join('\n')
