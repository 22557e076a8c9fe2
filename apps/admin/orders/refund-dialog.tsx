import { Button, Checkbox, Group, Modal, NumberInput, Stack, Tabs, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { type Chosen, sumOf } from '#admin/orders/refund-sum.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { parseAmount, showMoney, typedAmount } from '#admin/parts/money.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { newId } from '#admin/parts/new-id.ts'
import type { Order } from '#modules/orders/contract.ts'

type Props = {
  order: Order
  /** minor units */
  left: number
  onClose(): void
}

/**
 * Gives money back: an amount, or what was paid for chosen goods. Never more than is left, which the shop checks again. The id is made once,
 * so that pressing twice, or again after a lost answer, is one refund. Goods that shall go back to stock are a return.
 */
export const RefundDialog = ({ order, left, onClose }: Props) => {
  const { order_id, currency } = order
  const [refund_id] = useState(() => newId())
  const [typed, setTyped] = useState(typedAmount(left, currency))
  const [reason, setReason] = useState('')
  const amount = parseAmount(typed, currency)
  const most = { amount: left, currency }
  const problem = amount === undefined || amount < 1 ? 'Type an amount.' : amount > left ? `At most ${showMoney(most)} is left.` : undefined
  const refund = useOrderChange(order_id, {
    run: (minor: number) =>
      api.payments.giveBack({ refund_id, order_id, amount: { amount: minor, currency }, reason: reason.trim() || 'Refund by the shop' }),
    done: (minor) => `${showMoney({ amount: minor, currency })} given back`,
    onDone: onClose,
    showsItsError: true,
  })
  const isRefused = isApiError(refund.error, 'REFUND_EXCEEDS_CAPTURE')
  return (
    <Modal opened onClose={onClose} title="Give money back" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (amount !== undefined && !problem) refund.mutate(amount)
        }}
      >
        <Stack gap="md">
          {!isRefused && <FormFailure error={refund.error} />}
          <Text fz="md">{`${showMoney(most)} of this order can still be given back. It goes to how it was paid, the main payment first.`}</Text>
          <ByLines order={order} left={left} onSum={(sum) => setTyped(typedAmount(sum, currency))} />
          <MoneyField
            label="Amount to give back"
            currency={currency}
            value={typed}
            onChange={setTyped}
            error={isRefused ? refund.error?.message : problem}
          />
          <TextInput
            label="Reason"
            description="Kept in the books; the customer is told the amount"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Not now
            </Button>
            <Button type="submit" color="red" loading={refund.isPending} disabled={problem !== undefined}>
              {amount !== undefined && !problem ? `Give ${showMoney({ amount, currency })} back` : 'Give it back'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

type ByLinesProps = { order: Order; left: number; onSum(sum: number): void }

/** Chooses goods, which sets the amount; it can still be changed by hand. */
const ByLines = ({ order, left, onSum }: ByLinesProps) => {
  const [chosen, setChosen] = useState<Chosen>({})
  const [withShipping, setWithShipping] = useState(false)
  const choose = (next: Chosen, shipping: boolean) => {
    setChosen(next)
    setWithShipping(shipping)
    onSum(sumOf(order, next, shipping, left))
  }
  return (
    <Tabs defaultValue="amount" variant="outline">
      <Tabs.List>
        <Tabs.Tab value="amount">An amount</Tabs.Tab>
        <Tabs.Tab value="lines">For goods</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="lines" pt="md">
        <Stack gap="sm">
          {order.lines.map(({ line_id, title, variant_title, quantity }) => (
            <Group key={line_id} justify="space-between" wrap="nowrap">
              <Text fz="md">{[title, variant_title].filter(Boolean).join(', ')}</Text>
              <NumberInput
                aria-label={`How many of ${title}`}
                w={110}
                min={0}
                max={quantity}
                clampBehavior="strict"
                allowDecimal={false}
                suffix={` of ${quantity}`}
                value={chosen[line_id] ?? 0}
                onChange={(value) => choose({ ...chosen, [line_id]: Number(value) || 0 }, withShipping)}
              />
            </Group>
          ))}
          {order.shipping && order.shipping.tax.gross > 0 && (
            <Checkbox
              label={`Delivery, ${showMoney({ amount: order.shipping.tax.gross, currency: order.currency })}`}
              checked={withShipping}
              onChange={(event) => choose(chosen, event.currentTarget.checked)}
            />
          )}
          <Text fz="sm" c="dimmed">
            For goods that come back to stock, use a return: it restocks them and writes the credit note line by line.
          </Text>
        </Stack>
      </Tabs.Panel>
    </Tabs>
  )
}
