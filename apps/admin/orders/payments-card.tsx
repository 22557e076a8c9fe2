import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowBackUp, IconCash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { api } from '#admin/api/api.ts'
import { askBeforeCancellingRest } from '#admin/orders/cancel-rest.tsx'
import { ALLOWED } from '#admin/orders/decisions.ts'
import { paymentsQuery } from '#admin/orders/order-queries.ts'
import { byWhom } from '#admin/orders/order-words.ts'
import { OrderPaymentBadge } from '#admin/orders/payment-badge.tsx'
import { PaymentRow } from '#admin/orders/payment-row.tsx'
import { REFUND_STATES, refundable } from '#admin/orders/payment-words.ts'
import { ReceiveDialog } from '#admin/orders/receive-dialog.tsx'
import { RefundDialog } from '#admin/orders/refund-dialog.tsx'
import { givenFor } from '#admin/orders/refund-words.ts'
import type { Deciding } from '#admin/orders/use-decision.ts'
import { useAwaitedPayment, useMethods } from '#admin/orders/use-methods.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { sentence } from '#admin/parts/words.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Payment } from '#modules/payments/contract.ts'

const OPEN = ['pending', 'confirmed', 'fulfilled']

/** Every attempt to pay the order, and how it ended; every refund, every dispute; and what can be done about the money. */
export const PaymentsCard = ({ order, deciding: { decide } }: { order: Order; deciding: Deciding }) => {
  const { data, error, refetch } = useQuery(paymentsQuery(order.order_id))
  const [isRefunding, refunding] = useDisclosure(false)
  const [receiving, setReceiving] = useState<Payment | 'any'>()
  const left = Math.max(0, refundable(data?.payments ?? []) - (order.credited?.amount ?? 0))
  const awaited = useAwaitedPayment(order.order_id)
  const { isByHand } = useMethods()
  /** What was called off may be here all the same. */
  const mayArrive = (payment: Payment) => payment.payment_id === awaited?.payment_id || (payment.state === 'voided' && isByHand(payment))
  const mayReceive = order.due.amount > 0 && OPEN.includes(order.state)
  const hasRest = order.fulfilment_state === 'partly_fulfilled' && ALLOWED[order.state].includes('cancel_rest')
  const cancelRest = () => {
    refunding.close()
    askBeforeCancellingRest(order, () => decide('cancel_rest'))
  }
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Group gap="xs">
          <Title order={2}>Payment</Title>
          <OrderPaymentBadge order={order} />
        </Group>
        <Group gap="xs" className="no-print">
          {mayReceive && !awaited && (
            <Button size="xs" variant="default" leftSection={<IconCash size={14} />} onClick={() => setReceiving('any')}>
              Mark as paid
            </Button>
          )}
          {left > 0 && (
            <Button size="xs" variant="default" leftSection={<IconArrowBackUp size={14} />} onClick={refunding.open}>
              Give money back
            </Button>
          )}
        </Group>
      </Group>
      {error && !data && <Failure error={error} retry={refetch} />}
      {!data && !error && <Skeleton h={40} />}
      {data?.payments.length === 0 && (
        <Text c="dimmed" fz="md">
          {order.total.amount === 0 ? 'Nothing is to be paid.' : `No payment was tried yet. ${showMoney(order.due)} is due.`}
        </Text>
      )}
      <Stack gap="md">
        {data?.payments.map((payment) => (
          <PaymentRow
            key={payment.payment_id}
            payment={payment}
            wanted={order.due.amount + (order.reserved?.amount ?? 0)}
            onReceive={mayArrive(payment) ? () => setReceiving(payment) : undefined}
          />
        ))}
      </Stack>
      {data && <Refunds refunds={data.refunds} />}
      {data && <Disputes disputes={data.disputes} />}
      {isRefunding && <RefundDialog order={order} left={left} onClose={refunding.close} onCancelRest={hasRest ? cancelRest : undefined} />}
      {receiving && (
        <ReceiveDialog order={order} awaited={receiving === 'any' ? awaited : receiving} onClose={() => setReceiving(undefined)} />
      )}
    </Card>
  )
}

type Listed = Awaited<ReturnType<typeof api.payments.listPayments>>

const Refunds = ({ refunds }: Pick<Listed, 'refunds'>) => {
  const { titleOf } = useMethods()
  return refunds.length === 0 ? null : (
    <Stack gap="xs" mt="md" pt="md" style={{ borderTop: '1px solid var(--souk-line)' }}>
      {refunds.map(({ refund_id, method, amount, state, problem, reason, who, given_for }) => (
        <Group key={refund_id} justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Text fz="md">{`Back by ${titleOf(method).toLowerCase()}`}</Text>
            <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {[givenFor({ given_for }), sentence(reason), byWhom(who ?? 'shop')].filter(Boolean).join(' · ')}
            </Text>
            {problem && (
              <Text fz="sm" c="var(--mantine-color-error)">
                {problem}
              </Text>
            )}
          </div>
          <Group gap="xs" wrap="nowrap" className="numbers">
            <ToneBadge {...REFUND_STATES[state]} />
            <Text fz="md" style={{ whiteSpace: 'nowrap' }}>
              {showMoney({ ...amount, amount: -amount.amount })}
            </Text>
          </Group>
        </Group>
      ))}
    </Stack>
  )
}

const DISPUTES = {
  open: { title: 'Dispute open', tone: 'red' },
  won: { title: 'Dispute won', tone: 'green' },
  lost: { title: 'Dispute lost', tone: 'stone' },
} as const

const Disputes = ({ disputes }: Pick<Listed, 'disputes'>) =>
  disputes.map(({ dispute_ref, amount, state, reason, opened_at }) => (
    <Group key={dispute_ref} justify="space-between" wrap="nowrap" align="flex-start" mt="md">
      <div>
        <Text fz="md">{sentence(reason)}</Text>
        <Text fz="sm" c="dimmed" title={showFullTime(opened_at)}>
          {`${dispute_ref} · ${showTime(opened_at)}`}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap" className="numbers">
        <ToneBadge {...DISPUTES[state]} />
        <Text fz="md">{showMoney(amount)}</Text>
      </Group>
    </Group>
  ))
