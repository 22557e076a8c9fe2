import { paymentWord } from '#admin/orders/order-words.ts'
import { useAwaitedPayment, useMethods } from '#admin/orders/use-methods.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { Order, OrderRow } from '#modules/orders/contract.ts'

type Props = { order: Pick<OrderRow, 'payment_state' | 'paid' | 'total'>; awaited_method: string | null | undefined }

/** How far an order is paid. Where people bring or transfer the money nothing is checked or reserved: it is waited for. */
export const PaymentBadge = ({ order, awaited_method: method }: Props) => {
  const { titleOf, isByHand } = useMethods()
  const word = paymentWord(order)
  if (!method || !isByHand({ method })) return <ToneBadge {...word} />
  const title = titleOf(method)
  if (order.payment_state === 'checking') return <ToneBadge title={`Waiting for the ${title.toLowerCase()}`} tone="amber" />
  return order.payment_state === 'authorised' ? <ToneBadge title={title} tone="blue" /> : <ToneBadge {...word} />
}

export const OrderPaymentBadge = ({ order }: { order: Order }) => {
  const { order_id, payment_state, charged_back } = order
  const awaited_method = useAwaitedPayment(order_id)?.method
  const is_gone = payment_state === 'refunded' || payment_state === 'partly_refunded'
  if (is_gone && charged_back && charged_back.amount > 0) return <ToneBadge title="Charged back" tone="red" />
  return <PaymentBadge order={order} awaited_method={awaited_method} />
}
