import { Alert, Button, Group, Modal, Stack, Tabs, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { isEditable } from '#admin/orders/items-card.tsx'
import { refundableQuery } from '#admin/orders/order-queries.ts'
import { RefundLines } from '#admin/orders/refund-lines.tsx'
import { type Chosen, chosenLines, sumOf, unsentOf } from '#admin/orders/refund-sum.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { LinkButton } from '#admin/parts/links.tsx'
import { parseAmount, showMoney, typedAmount } from '#admin/parts/money.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { newId } from '#admin/parts/new-id.ts'
import { count } from '#admin/parts/words.ts'
import type { Order } from '#modules/orders/contract.ts'

type Props = {
  order: Order
  /** minor units */
  left: number
  onClose(): void
  /** there is a rest that was not sent, and it may be cancelled */
  onCancelRest?: (() => void) | undefined
}

/**
 * Gives money back: an amount, or what was paid for goods that were sent, which the shop reckons and counts unit by unit. Never more than is left,
 * which the shop checks again. The id is made once, so that pressing twice, or again after a lost answer, is one refund. Goods that shall go
 * back to stock are a return; goods that were not sent are left out of the order, which gives their price back by itself.
 */
export const RefundDialog = ({ order, left, onClose, onCancelRest }: Props) => {
  const { order_id, currency } = order
  const [refund_id] = useState(() => newId())
  const [typed, setTyped] = useState(typedAmount(left, currency))
  const [reason, setReason] = useState('')
  const [isForGoods, setForGoods] = useState(false)
  const [chosen, setChosen] = useState<Chosen>({})
  const [withShipping, setWithShipping] = useState(false)
  const { data: refundable, error: unread } = useQuery(refundableQuery(order_id))
  const worth = refundable ? sumOf(refundable, chosen, withShipping) : 0
  const amount = isForGoods ? worth : parseAmount(typed, currency)
  const most = { amount: left, currency }
  const nothing = isForGoods ? 'Choose what it is for.' : 'Type an amount.'
  const problem = amount === undefined || amount < 1 ? nothing : amount > left ? `At most ${showMoney(most)} is left.` : undefined
  const refund = useOrderChange(order_id, {
    run: (minor: number) =>
      api.returns.refund({
        ...{ refund_id, order_id, reason: reason.trim() || 'Refund by the shop' },
        ...(isForGoods ? { lines: chosenLines(chosen), with_shipping: withShipping } : { amount: { amount: minor, currency } }),
      }),
    done: (minor) => `${showMoney({ amount: minor, currency })} given back`,
    onDone: onClose,
    showsItsError: true,
  })
  const isRefused = !isForGoods && isApiError(refund.error, 'REFUND_EXCEEDS_CAPTURE')
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
          <NotSent order={order} onCancelRest={onCancelRest} />
          <Tabs value={isForGoods ? 'lines' : 'amount'} variant="outline" onChange={(tab) => setForGoods(tab === 'lines')}>
            <Tabs.List>
              <Tabs.Tab value="amount">An amount</Tabs.Tab>
              <Tabs.Tab value="lines">For goods that were sent</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="amount" pt="md">
              <MoneyField
                label="Amount to give back"
                currency={currency}
                value={typed}
                onChange={setTyped}
                error={isRefused ? refund.error?.message : problem}
              />
            </Tabs.Panel>
            <Tabs.Panel value="lines" pt="md">
              <FormFailure error={refundable ? null : unread} />
              {refundable && (
                <RefundLines
                  {...{ order, refundable, chosen, withShipping }}
                  onChoose={setChosen}
                  onShipping={setWithShipping}
                  worth={worth}
                  problem={worth > left ? problem : undefined}
                />
              )}
            </Tabs.Panel>
          </Tabs>
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

/** Goods that were not sent are still to be sent, whatever is given back here: so it says where they are left out. */
const NotSent = ({ order, onCancelRest }: Pick<Props, 'order' | 'onCancelRest'>) => {
  const units = order.state === 'pending' || order.state === 'confirmed' ? unsentOf(order.lines) : 0
  if (units === 0) return null
  const one = units === 1
  return (
    <Alert color="yellow" title={`${count(units, 'item')} ${one ? 'is' : 'are'} not sent yet`}>
      <Stack gap="sm" align="flex-start">
        <Text fz="md">
          {`What is given back here comes on top: ${one ? 'it stays' : 'they stay'} in the order. To send less, leave ${one ? 'it' : 'them'} out of the order, and what was paid for ${one ? 'it' : 'them'} goes back by itself.`}
        </Text>
        <Group gap="xs">
          {isEditable(order) && (
            <LinkButton to="/orders/$orderId/edit" params={{ orderId: order.order_id }} variant="default" size="xs">
              Change the order
            </LinkButton>
          )}
          {onCancelRest && (
            <Button variant="default" size="xs" onClick={onCancelRest}>
              Cancel the rest
            </Button>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}
