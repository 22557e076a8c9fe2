import { MACHINES as ORDERS } from '#modules/orders/states.ts'
import { drawMoves } from '#modules/payments/states.ts'
import { MACHINES as RETURNS } from '#modules/returns/states.ts'
import type { Machine } from '#platform/states.ts'
import { page, table } from './markdown.ts'

/** The state machines, drawn from the tables that the operations decide by. */
export const statesPage = (): string =>
  page(
    'States',
    '`modules/orders/states.ts`, `modules/payments/states.ts` and `modules/returns/states.ts`',
    'How an order, its money, its goods and its returns move, each apart from the others. What is not here is refused with 409 and the state of now. Arrows bear the name of the move.',
    ...[...ORDERS, ...RETURNS].flatMap((machine: Machine) => [`## ${machine.title}`, draw(machine), movesOf(machine)]),
    '## A single payment',
    ['```mermaid', drawMoves(), '```'].join('\n'),
  )

const draw = ({ start, moves }: Machine): string =>
  [
    '```mermaid',
    'stateDiagram-v2',
    ...start.map((state) => `  [*] --> ${state}`),
    ...Object.entries(moves).flatMap(([name, { from, to }]) => from.map((state) => `  ${state} --> ${to ?? state}: ${name}`)),
    '```',
  ].join('\n')

const movesOf = ({ moves }: Machine): string =>
  table(
    ['move', 'from', 'to', 'by', 'only'],
    Object.entries(moves).map(([name, { from, to, by, only }]) => [
      `\`${name}\``,
      from.join(', '),
      to ?? 'stays',
      by.map((who) => (/^[a-z_]+\.\w+$/.test(who) ? `\`${who}\`` : who)).join(', '),
      only ?? '',
    ]),
  )
