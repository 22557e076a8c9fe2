import { useMutation, useQueryClient } from '@tanstack/react-query'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { ownChanges } from '#admin/orders/own-changes.ts'
import { tell } from '#admin/parts/tell.ts'
import type { Order } from '#modules/orders/contract.ts'

type Change<I> = {
  run(input: I): Promise<unknown>
  /** what is told when it is done */
  done: string | ((input: I) => string)
  onDone?(): void
  /** the page shows the failure where it belongs, so no toast repeats it */
  showsItsError?: boolean
}

/** Changes something about an order, or its payments, and shows how it is then. */
export const useOrderChange = <I = void>(order_id: string, { run, done, onDone, showsItsError = false }: Change<I>) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (input: I) => {
      ownChanges.add(order_id)
      return run(input)
    },
    meta: { shows_its_error: showsItsError },
    onSuccess: (answer, input) => {
      if (isOrder(answer) && answer.order_id === order_id) cache.setQueryData(orderQuery(order_id).queryKey, answer)
      tell(typeof done === 'string' ? done : done(input))
      onDone?.()
    },
    onSettled: () => {
      for (const subject of ['orders', 'payments', 'documents', 'returns', 'mails', 'trail'])
        void cache.invalidateQueries({ queryKey: [subject] })
    },
  })
}

const isOrder = (answer: unknown): answer is Order =>
  typeof answer === 'object' && answer !== null && 'timeline' in answer && 'fulfilments' in answer && 'order_id' in answer
