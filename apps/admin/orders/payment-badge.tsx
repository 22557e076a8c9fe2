import { PAYMENT_STATES } from '#admin/orders/order-words.ts'
import { useAwaitedPayment, useMethods } from '#admin/orders/use-methods.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { Order, OrderRow } from '#modules/orders/contract.ts'

type Props = Pick<OrderRow, 'payment_state'> & { awaited_method: string | null | undefined }

/** How far an order is paid. Where people bring or transfer the money nothing is checked or reserved: it is waited for. */
export const PaymentBadge = ({ payment_state, awaited_method: method }: Props) => {
  const { titleOf, isByHand } = useMethods()
  if (!method || !isByHand({ method })) return <ToneBadge {...PAYMENT_STATES[payment_state]} />
  const title = titleOf(method)
  if (payment_state === 'checking') return <ToneBadge title={`Waiting for the ${title.toLowerCase()}`} tone="amber" />
  return payment_state === 'authorised' ? <ToneBadge title={title} tone="blue" /> : <ToneBadge {...PAYMENT_STATES[payment_state]} />
}

export const OrderPaymentBadge = ({ order: { order_id, payment_state, paid, charged_back, waived } }: { order: Order }) => {
  const awaited_method = useAwaitedPayment(order_id)?.method
  const is_gone = payment_state === 'refunded' || payment_state === 'partly_refunded'
  if (is_gone && charged_back && charged_back.amount > 0) return <ToneBadge title="Charged back" tone="red" />
  if (payment_state === 'paid' && paid.amount === 0 && waived && waived.amount > 0) return <ToneBadge title="Nothing to pay" tone="stone" />
  return <PaymentBadge payment_state={payment_state} awaited_method={awaited_method} />
}
