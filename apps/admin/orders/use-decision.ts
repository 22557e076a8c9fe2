import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isApiError } from '#admin/api/client.ts'
import { useSession } from '#admin/app/session.ts'
import { type Decision, DONE, decide } from '#admin/orders/decisions.ts'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { tell, tellFailure } from '#admin/parts/tell.ts'
import type { Order } from '#modules/orders/contract.ts'

/**
 * Decides on the order on screen, and keeps apart what others did to it meanwhile: whatever its timeline gained while it was open,
 * except by one's own decision. When the order had moved on already, nothing was changed, and `wasLate` says so.
 */
export const useDecision = (order: Order) => {
  const cache = useQueryClient()
  const { user } = useSession()
  const [seen, setSeen] = useState(order.timeline.length)
  const mutation = useMutation({
    mutationFn: ({ decision, note }: { decision: Decision; note: string }) => decide(decision, order, note),
    meta: { shows_its_error: true },
    onSuccess: (decided, { decision }) => {
      // A step that someone else took already is answered with the order as it is: then theirs is news, not ours.
      const isMine = decided.timeline.at(-1)?.who === user?.name
      if (isMine) setSeen(decided.timeline.length)
      cache.setQueryData(orderQuery(order.order_id).queryKey, decided)
      void cache.invalidateQueries({ queryKey: ['orders'] })
      void cache.invalidateQueries({ queryKey: ['payments', order.order_id] })
      if (isMine) tell(`Order ${order.number} ${DONE[decision]}`)
    },
    onError: async (error) => {
      if (hasMovedOn(error)) await cache.invalidateQueries({ queryKey: ['orders'] })
      else tellFailure(error)
    },
  })
  const meanwhile = mutation.isPending ? [] : order.timeline.slice(seen)
  return {
    decide: (decision: Decision, note = '') => mutation.mutate({ decision, note }),
    deciding: mutation.isPending ? mutation.variables.decision : undefined,
    meanwhile,
    wasLate: hasMovedOn(mutation.error),
    dismiss: () => {
      setSeen(order.timeline.length)
      mutation.reset()
    },
  }
}

const hasMovedOn = (error: unknown) => isApiError(error, 'STALE') || isApiError(error, 'NOT_ALLOWED_IN_STATE')

export type Deciding = ReturnType<typeof useDecision>
