import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { useSession } from '#admin/app/session.ts'
import { type Decision, DONE, decide } from '#admin/orders/decisions.ts'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { ownChanges } from '#admin/orders/own-changes.ts'
import { hideUndo, tellUndo } from '#admin/orders/tell-undo.tsx'
import { tell, tellFailure } from '#admin/parts/tell.ts'
import type { Order } from '#modules/orders/contract.ts'

type Step = { step: Decision | 'undo'; note: string }

const take = (order: Pick<Order, 'order_id' | 'version'>, { step, note }: Step) =>
  step === 'undo' ? api.orders.undoDecision({ order_id: order.order_id, version: order.version }) : decide(step, order, note)

/**
 * Decides on the order on screen, and keeps apart what others did to it meanwhile: whatever its timeline gained while it was open,
 * except by one's own decision. When the order had moved on already, nothing was changed, and `wasLate` says so.
 */
export const useDecision = (order: Order) => {
  const cache = useQueryClient()
  const { user } = useSession()
  const [seen, setSeen] = useState(order.timeline.length)
  const mutation = useMutation({
    mutationFn: ({ of = order, ...step }: Step & { of?: Pick<Order, 'order_id' | 'version'> }) => take(of, step),
    meta: { shows_its_error: true },
    onMutate: ({ step }) => {
      ownChanges.add(order.order_id)
      if (step === 'undo') hideUndo(order.order_id)
    },
    onSuccess: (decided, { step }) => {
      // A step that someone else took already is answered with the order as it is: then theirs is news, not ours.
      const isMine = decided.timeline.at(-1)?.who === user?.name
      if (isMine) setSeen(decided.timeline.length)
      cache.setQueryData(orderQuery(order.order_id).queryKey, decided)
      for (const subject of ['orders', 'payments', 'documents', 'trail']) void cache.invalidateQueries({ queryKey: [subject] })
      if (!isMine) return
      if (step === 'undo') tell(`Order ${order.number} waits for a decision again`)
      else if (decided.undo_until)
        tellUndo({
          of: order.order_id,
          message: `Order ${order.number} ${DONE[step]}`,
          until: decided.undo_until,
          onUndo: () => mutation.mutate({ step: 'undo', note: '', of: decided }),
        })
      else tell(`Order ${order.number} ${DONE[step]}`)
    },
    onError: async (error) => {
      if (hasMovedOn(error)) await cache.invalidateQueries({ queryKey: ['orders'] })
      else tellFailure(error)
    },
  })
  const meanwhile = mutation.isPending
    ? []
    : order.timeline.slice(seen).filter((entry) => entry.who !== user?.name && !ownChanges.explains(order.order_id, entry))
  return {
    decide: (step: Decision, note = '') => mutation.mutate({ step, note }),
    deciding: mutation.isPending ? mutation.variables.step : undefined,
    undo: () => mutation.mutate({ step: 'undo', note: '' }),
    isUndoing: mutation.isPending && mutation.variables.step === 'undo',
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
