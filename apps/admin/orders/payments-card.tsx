import { Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { paymentsQuery } from '#admin/orders/order-queries.ts'
import { PAYMENT_STATES } from '#admin/orders/order-words.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { type Tone, ToneBadge } from '#admin/parts/tone-badge.tsx'
import { sentence } from '#admin/parts/words.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Payment } from '#modules/payments/contract.ts'

const STATES: Record<Payment['state'], { title: string; tone: Tone }> = {
  started: { title: 'Started', tone: 'amber' },
  unknown: { title: 'Being looked up', tone: 'amber' },
  pending: { title: 'Waits for the shopper or the bank', tone: 'amber' },
  authorised: { title: 'Reserved', tone: 'amber' },
  captured: { title: 'Captured', tone: 'green' },
  declined: { title: 'Declined', tone: 'red' },
  voided: { title: 'Let go', tone: 'stone' },
  mismatch: { title: 'Other amount at the provider', tone: 'red' },
  refunded: { title: 'Given back', tone: 'stone' },
}

/** Every attempt to pay the order, and how it ended. */
export const PaymentsCard = ({ order }: { order: Order }) => {
  const { data, error, refetch } = useQuery(paymentsQuery(order.order_id))
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2}>Payment</Title>
        <ToneBadge {...PAYMENT_STATES[order.payment_state]} />
      </Group>
      {error && !data && <Failure error={error} retry={refetch} />}
      {!data && !error && <Skeleton h={40} />}
      {data?.payments.length === 0 && (
        <Text c="dimmed" fz="md">
          No payment was tried yet. {showMoney(order.total)} is due.
        </Text>
      )}
      <Stack gap="sm">
        {data?.payments.map((payment) => (
          <Attempt key={payment.payment_id} payment={payment} />
        ))}
      </Stack>
    </Card>
  )
}

const Attempt = ({ payment }: { payment: Payment }) => (
  <Group justify="space-between" align="flex-start" wrap="nowrap">
    <div>
      <Text fz="md" fw={500}>
        {sentence(payment.method)}
      </Text>
      <Text fz="sm" c="dimmed" title={showFullTime(payment.created_at)}>
        {`${payment.provider} · ${showTime(payment.created_at)}`}
      </Text>
      {payment.problem && (
        <Text fz="sm" c="var(--mantine-color-error)">
          {payment.problem}
        </Text>
      )}
    </div>
    <Stack gap={4} align="flex-end" className="numbers">
      <Text fz="md">{showMoney(payment.amount)}</Text>
      <ToneBadge {...STATES[payment.state]} />
      {payment.refunded_amount > 0 && (
        <Text fz="sm" c="dimmed">
          {`${showMoney({ amount: payment.refunded_amount, currency: payment.amount.currency })} given back`}
        </Text>
      )}
    </Stack>
  </Group>
)
