import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { parseAmount, showMoney, typedAmount } from '#admin/parts/money.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import type { Payment } from '#modules/payments/contract.ts'

/** `wanted`: minor units that the order still needs */
type Props = { payment: Payment; wanted: number; onClose(): void }

/** Takes money that was reserved, all or less: what the order still needs is proposed. A capture that was begun keeps its amount. */
export const CaptureDialog = ({ payment, wanted, onClose }: Props) => {
  const { payment_id, order_id, amount: reserved, capturing_amount } = payment
  const { currency } = reserved
  const [typed, setTyped] = useState(typedAmount(capturing_amount ?? (Math.min(wanted, reserved.amount) || reserved.amount), currency))
  const amount = parseAmount(typed, currency)
  const problem =
    amount === undefined || amount < 1 ? 'Type an amount.' : amount > reserved.amount ? `At most ${showMoney(reserved)}.` : undefined
  const capture = useOrderChange(order_id, {
    run: (minor: number) => api.payments.capturePayment({ payment_id, amount: { amount: minor, currency } }),
    done: (minor) => `${showMoney({ amount: minor, currency })} taken`,
    onDone: onClose,
    showsItsError: true,
  })
  return (
    <Modal opened onClose={onClose} title="Capture the payment" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (amount !== undefined && !problem) capture.mutate(amount)
        }}
      >
        <Stack gap="md">
          <FormFailure error={capture.error} />
          <Text fz="md">{showMoney(reserved)} is reserved. What you do not take is let go.</Text>
          <MoneyField label="Amount to take" currency={currency} value={typed} onChange={setTyped} error={problem} data-autofocus />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Not now
            </Button>
            <Button type="submit" loading={capture.isPending} disabled={problem !== undefined}>
              {amount !== undefined && !problem ? `Take ${showMoney({ amount, currency })}` : 'Take it'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
