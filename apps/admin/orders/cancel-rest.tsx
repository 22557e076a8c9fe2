import { Alert, Skeleton, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { restQuery } from '#admin/orders/order-queries.ts'
import { unsentOf } from '#admin/orders/refund-sum.ts'
import { showMoney } from '#admin/parts/money.ts'
import type { Order } from '#modules/orders/contract.ts'

/** The question before the rest of an order is cancelled, with what will be given back. */
export const askBeforeCancellingRest = (order: Order, onConfirm: () => void) =>
  modals.openConfirmModal({
    title: `Cancel the rest of order ${order.number}?`,
    children: <WhatGoesBack order={order} />,
    labels: { confirm: 'Cancel the rest', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })

const WhatGoesBack = ({ order: { order_id, version, lines, total } }: { order: Order }) => {
  const { data, error } = useQuery(restQuery(order_id, version))
  const rest = unsentOf(lines)
  return (
    <Stack gap="sm" aria-live="polite">
      <Text fz="md">
        {`${rest === 1 ? 'One unit that was' : `${rest} units that were`} not sent ${rest === 1 ? 'is' : 'are'} free again. What was sent stays as it is, and so does the delivery cost. The customer is told by mail. This cannot be undone.`}
      </Text>
      {!data && !error && <Skeleton h={48} aria-busy="true" />}
      <FormFailure error={error} />
      {data && (
        <Text fz="md" className="numbers">
          {`The order then comes to ${showMoney(data.total)} instead of ${showMoney(total)}. `}
          <b>{data.goes_back.amount > 0 ? `${showMoney(data.goes_back)} is given back.` : 'Nothing is given back.'}</b>
          {data.due.amount > 0 && ` ${showMoney(data.due)} is still to be paid.`}
        </Text>
      )}
      {data && data.given_back.amount > 0 && (
        <Alert color="yellow">
          {`${showMoney(data.given_back)} was given back before, and is not taken off: if that was for what is cancelled now, it is given back twice.`}
        </Alert>
      )}
    </Stack>
  )
}
