import { useMutation, useQueryClient } from '@tanstack/react-query'
import { isApiError } from '#admin/api/client.ts'
import { tell } from '#admin/parts/tell.ts'
import { returnQuery } from '#admin/returns/return-queries.ts'
import type { Return } from '#modules/returns/contract.ts'

/** Refusals after which the return is not what is on screen: somebody else was first, or a decision came to nothing. */
const MOVED_ON = ['STALE', 'NOT_ALLOWED_IN_STATE', 'OUT_OF_STOCK', 'MORE_THAN_PAID', 'REFUND_FAILED', 'BEING_EDITED', 'NOT_EXCHANGEABLE']

/** A step of a return, on the version on screen; the form shows what was refused, and the page the newest state. */
export const useReturnStep = <I>(one: Return, run: (input: I) => Promise<Return>, done: string, onDone?: () => void) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: run,
    meta: { shows_its_error: true },
    onSuccess: (now) => {
      cache.setQueryData(returnQuery(one.return_id).queryKey, now)
      tell(done)
      onDone?.()
    },
    onSettled: (_now, error) => {
      if (error && !MOVED_ON.some((code) => isApiError(error, code))) return
      for (const subject of ['returns', 'orders', 'payments', 'documents', 'trail']) void cache.invalidateQueries({ queryKey: [subject] })
    },
  })
}
