import { useQuery } from '@tanstack/react-query'
import { paymentsQuery } from '#admin/orders/order-queries.ts'
import { sentence } from '#admin/parts/words.ts'
import { allMethodsQuery } from '#admin/payments/payments-queries.ts'
import type { Payment } from '#modules/payments/contract.ts'

/** What ways to pay are called, and which money people of the shop count: a transfer, cash. */
export const useMethods = () => {
  const { data } = useQuery(allMethodsQuery)
  const known = new Map(data?.methods.map((one) => [one.method, one]))
  return {
    titleOf: (method: string) => known.get(method)?.title ?? sentence(method),
    isByHand: ({ method }: Pick<Payment, 'method'>) => known.get(method)?.is_by_hand ?? false,
  }
}

const isAwaited = ({ state }: Payment) => state === 'pending' || state === 'authorised'

/** The payment of an order whose money somebody has to bring or transfer still. */
export const useAwaitedPayment = (order_id: string): Payment | undefined => {
  const { data } = useQuery(paymentsQuery(order_id))
  const { isByHand } = useMethods()
  return data?.payments.find((payment) => isAwaited(payment) && isByHand(payment))
}
