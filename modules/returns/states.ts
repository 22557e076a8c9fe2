/** How a return may move. The operations decide by this table, and docs/reference/states.md draws it. */
import { machine } from '#platform/states.ts'
import type { ReturnState } from './contract.ts'

export const RETURN = machine<ReturnState>()({
  title: 'Return',
  start: ['requested', 'approved', 'settled'],
  moves: {
    approve: { from: ['requested'], to: 'approved', by: ['returns.approveReturn'] },
    refuse: { from: ['requested'], to: 'refused', by: ['returns.refuseReturn'] },
    call_off: { from: ['requested', 'approved'], to: 'called_off', by: ['returns.callOffReturn'] },
    receive: { from: ['approved'], to: 'received', by: ['returns.receiveReturn'] },
    settle: { from: ['received'], to: 'settling', by: ['returns.settleReturn'] },
    step_back: {
      from: ['settling'],
      to: 'received',
      by: ['the first of its steps'],
      only: 'Nothing could be given: the goods are sold out, or the money does not go back.',
    },
    finish: { from: ['settling'], to: 'settled', by: ['the last of its steps'] },
  },
})

export const MACHINES = [RETURN]
