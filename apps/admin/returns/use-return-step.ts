import { useMutation, useQueryClient } from '@tanstack/react-query'
import { isApiError } from '#admin/api/client.ts'
import { tell } from '#admin/parts/tell.ts'
import { returnQuery } from '#admin/returns/return-queries.ts'
import type { Return } from '#modules/returns/contract.ts'

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
      for (const subject of ['returns', 'orders', 'payments', 'documents', 'trail'])
        if (!error || isApiError(error, 'STALE') || isApiError(error, 'NOT_ALLOWED_IN_STATE'))
          void cache.invalidateQueries({ queryKey: [subject] })
    },
  })
}
