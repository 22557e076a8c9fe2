import { askBeforeRejecting } from '#admin/orders/ask-before-rejecting.tsx'
import { ALLOWED, type Decision } from '#admin/orders/decisions.ts'
import { useBulkDecision } from '#admin/orders/use-bulk-decision.ts'
import { useKeys } from '#admin/parts/keys.ts'
import type { OrderRow } from '#modules/orders/contract.ts'

/** What can be done with the selected orders, by button and by key: `a` confirms, `r` rejects (after a question), `f` fulfils. */
export const useBulkKeys = (rows: readonly OrderRow[]) => {
  const { run, progress, result, dismiss } = useBulkDecision()
  const fitting = (decision: Decision) => rows.filter(({ state }) => ALLOWED[state].includes(decision))
  const confirm = () => void run('confirm', fitting('confirm'))
  const fulfil = () => void run('fulfil', fitting('fulfil'))
  const reject = () => askBeforeRejecting(fitting('reject').length, () => void run('reject', fitting('reject')))
  const when = (decision: Decision, act: () => void) => () => !progress && fitting(decision).length > 0 && act()
  useKeys({ a: when('confirm', confirm), r: when('reject', reject), f: when('fulfil', fulfil) })
  return {
    progress,
    result,
    dismiss,
    actions: [
      { decision: 'confirm' as const, title: 'Confirm', count: fitting('confirm').length, act: confirm },
      { decision: 'reject' as const, title: 'Reject', count: fitting('reject').length, act: reject },
      { decision: 'fulfil' as const, title: 'Fulfil', count: fitting('fulfil').length, act: fulfil },
    ].filter((action) => action.count > 0),
  }
}

export type Bulk = ReturnType<typeof useBulkKeys>
