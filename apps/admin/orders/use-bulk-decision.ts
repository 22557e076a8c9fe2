import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isApiError } from '#admin/api/client.ts'
import { type Decidable, type Decision, DONE, decide } from '#admin/orders/decisions.ts'
import { messageOf, tell, tellProblem } from '#admin/parts/tell.ts'
import { count } from '#admin/parts/words.ts'

type Row = Decidable & { number: string }

/** Decides on several orders, one after the other; what fails is told by number and the rest goes on. */
export const useBulkDecision = () => {
  const cache = useQueryClient()
  const [progress, setProgress] = useState<{ done: number; of: number }>()
  const run = async (decision: Decision, rows: readonly Row[]) => {
    const failed: string[] = []
    for (const [done, row] of rows.entries()) {
      setProgress({ done, of: rows.length })
      await decide(decision, row).catch((error: unknown) => failed.push(`${row.number}: ${reason(error)}`))
    }
    setProgress(undefined)
    await cache.invalidateQueries({ queryKey: ['orders'] })
    const succeeded = rows.length - failed.length
    if (succeeded > 0) tell(`${count(succeeded, 'order')} ${DONE[decision]}`)
    if (failed.length > 0) tellProblem(`${count(failed.length, 'order')} not ${DONE[decision]}`, failed.join(' '))
  }
  return { run, progress }
}

const reason = (error: unknown) => (isApiError(error, 'STALE') ? 'has changed meanwhile.' : messageOf(error))
