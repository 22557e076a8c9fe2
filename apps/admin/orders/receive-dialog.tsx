import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { showMoney } from '#admin/parts/money.ts'
import { methodsQuery } from '#admin/payments/payments-queries.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Payment } from '#modules/payments/contract.ts'

type Props = { order: Order; awaited: Payment | undefined; onClose(): void }

/** What becomes of money that was called off before: by then the order may be closed, or paid in another way. */
const COMES_LATE =
  'It was not expected any more. It pays the order if that still waits for money, and opens it again if it was cancelled because nobody paid and its goods are still there. Otherwise it goes onto the list of what is to be paid out.'

/** Money that came by hand: a transfer on the statement, cash. Exactly what is due, which is why it cannot be typed. */
export const ReceiveDialog = ({ order, awaited: waiting, onClose }: Props) => {
  const { order_id, due } = order
  const { data } = useQuery(methodsQuery)
  const methods = (data?.methods ?? []).filter(({ is_by_hand }) => is_by_hand)
  const [chosen, setChosen] = useState<string | null>(null)
  const isLate = waiting?.state === 'voided'
  const method = waiting?.method ?? chosen ?? methods[0]?.method
  const receive = useOrderChange(order_id, {
    run: async () => {
      const payment = waiting ?? (await api.payments.pay({ order_id, amount: due.amount, currency: due.currency, method: method ?? '' }))
      return api.payments.receivePayment({ payment_id: payment.payment_id, amount: payment.amount })
    },
    done: isLate ? `${showMoney(waiting.amount)} is booked; the order follows in a moment` : `Order ${order.number} is marked as paid`,
    onDone: onClose,
    showsItsError: true,
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={isLate ? `Money for order ${order.number} has come` : `Mark order ${order.number} as paid`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <FormFailure error={receive.error} />
        <Text fz="md">
          {`${showMoney(waiting?.amount ?? due)} has arrived, in full. ${isLate ? COMES_LATE : 'The customer is told, and the books follow.'}`}
        </Text>
        {!waiting && methods.length > 0 && (
          <Select
            label="How it came"
            data={methods.map(({ method: value, title }) => ({ value, label: title }))}
            value={method ?? null}
            onChange={setChosen}
            allowDeselect={false}
          />
        )}
        {!waiting && data && methods.length === 0 && (
          <Text fz="md" c="dimmed">
            The shop offers neither bank transfer nor cash on delivery, so there is nothing to book this money under. Set BANK_TRANSFER_TO
            or CASH_ON_DELIVERY first.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button loading={receive.isPending} disabled={!method} onClick={() => receive.mutate()} data-autofocus>
            {`${showMoney(waiting?.amount ?? due)} received`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
