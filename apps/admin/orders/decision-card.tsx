import { Button, Card, Group, Kbd, Stack, Text, Textarea, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBuildingStore, IconCheck, IconTruckDelivery, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FulfilDialog } from '#admin/orders/fulfil-dialog.tsx'
import type { Deciding } from '#admin/orders/use-decision.ts'
import { useAwaitedPayment, useMethods } from '#admin/orders/use-methods.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { useKeys } from '#admin/parts/keys.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import type { Order } from '#modules/orders/contract.ts'

type Props = { order: Order; deciding: Deciding }

/** The next step of an order, one click or key away, with a note if one likes. */
export const DecisionCard = ({ order, deciding }: Props) => {
  if (order.state === 'pending') return <Approve order={order} deciding={deciding} />
  if (order.state === 'confirmed') return <Fulfil order={order} />
  if (order.state === 'fulfilled' && order.shipping?.is_pickup && !isPickedUp(order)) return <HandOver order={order} />
  return null
}

const PAYMENT_HINTS: Record<Order['payment_state'], string> = {
  paid: 'It is paid. The customer is told by mail either way; rejecting gives the payment back.',
  unpaid: 'It is not paid yet. The customer is told by mail either way.',
  checking: 'The payment provider has not answered yet; the payment is being looked up.',
  authorised: 'Its money is reserved, and you take it below when you want. Rejecting lets it go.',
  partly_paid: 'A part of it is paid. Rejecting gives that back.',
  partly_refunded: 'A part of its payment was given back.',
  refunded: 'Its payment was given back.',
}

/** What the payment means for the decision; of money that people bring or transfer, that it is not here yet. */
const usePaymentHint = ({ order_id, payment_state, charged_back }: Order) => {
  const awaited = useAwaitedPayment(order_id)
  const { titleOf } = useMethods()
  const { data: settings } = useQuery(settingsQuery)
  if (charged_back && charged_back.amount > 0) return 'The bank took its payment back for the customer.'
  if (payment_state === 'authorised' && !awaited && settings?.capture !== 'by_hand')
    return 'Its money is reserved, not taken yet. Confirming takes it once that can no longer be taken back; rejecting lets it go.'
  return awaited
    ? `It is paid by ${titleOf(awaited.method).toLowerCase()}, and the money is not here yet. The customer is told by mail either way.`
    : PAYMENT_HINTS[payment_state]
}

const Approve = ({ order, deciding: { decide, deciding } }: Props) => {
  const [note, setNote] = useState('')
  const hint = usePaymentHint(order)
  const confirm = () => !deciding && decide('confirm', note)
  const reject = () => !deciding && decide('reject', note)
  useKeys({ a: confirm, r: reject })
  return (
    <NextStep title="This order waits for your decision" text={hint} note={note} onNote={setNote}>
      <Button
        leftSection={<IconCheck size={16} />}
        rightSection={<Hint of="A" />}
        onClick={confirm}
        loading={deciding === 'confirm'}
        disabled={!!deciding}
      >
        Confirm
      </Button>
      <Button
        variant="light"
        color="red"
        leftSection={<IconX size={16} />}
        rightSection={<Hint of="R" />}
        onClick={reject}
        loading={deciding === 'reject'}
        disabled={!!deciding}
      >
        Reject
      </Button>
    </NextStep>
  )
}

const Fulfil = ({ order }: Pick<Props, 'order'>) => {
  const [isOpen, { open, close }] = useDisclosure(false)
  useKeys({ f: open })
  const isPart = order.fulfilment_state === 'partly_fulfilled'
  const isPickup = order.shipping?.is_pickup === true
  return (
    <NextStep
      title={
        isPart
          ? isPickup
            ? 'A part of it is not ready yet'
            : 'A part of it is still here'
          : isPickup
            ? 'To be picked up'
            : 'Ready to leave the house'
      }
      text={
        isPickup
          ? 'Once it is packed, say so: the customer is told by mail where and when to fetch it.'
          : 'Send all of it, or a part, with the number of the parcel.'
      }
    >
      <Button
        leftSection={isPickup ? <IconBuildingStore size={16} /> : <IconTruckDelivery size={16} />}
        rightSection={<Hint of="F" />}
        onClick={open}
      >
        {isPickup ? 'Ready for pick-up' : 'Send goods'}
      </Button>
      {isOpen && <FulfilDialog order={order} onClose={close} />}
    </NextStep>
  )
}

const isPickedUp = ({ timeline }: Order) => timeline.some(({ what }) => what === 'picked_up')

const HandOver = ({ order: { order_id, number } }: Pick<Props, 'order'>) => {
  const handOver = useOrderChange(order_id, {
    run: () => api.orders.markPickedUp({ order_id }),
    done: `Order ${number} is picked up`,
  })
  return (
    <NextStep title="Waits to be picked up" text="The customer knows where and when. Note here that it was fetched.">
      <Button leftSection={<IconCheck size={16} />} onClick={() => handOver.mutate()} loading={handOver.isPending}>
        Picked up
      </Button>
    </NextStep>
  )
}

type StepProps = { title: string; text: string; note?: string; onNote?(note: string): void; children: ReactNode }

const NextStep = ({ title, text, note, onNote, children }: StepProps) => {
  const [hasNote, setHasNote] = useState(false)
  return (
    <Card style={{ borderInlineStart: '3px solid var(--souk-amber-dot)' }} className="no-print">
      <Stack gap="md">
        <div>
          <Title order={2}>{title}</Title>
          <Text c="dimmed" fz="md">
            {text}
          </Text>
        </div>
        {hasNote && onNote && (
          <Textarea
            label="Note"
            description="Kept in the timeline and shown to the customer"
            autosize
            minRows={2}
            maxLength={2_000}
            value={note}
            autoFocus
            onChange={(event) => onNote(event.currentTarget.value)}
          />
        )}
        <Group gap="xs">
          {children}
          {!hasNote && onNote && (
            <Button variant="subtle" color="gray" onClick={() => setHasNote(true)}>
              Add a note
            </Button>
          )}
        </Group>
      </Stack>
    </Card>
  )
}

const Hint = ({ of }: { of: string }) => (
  <Kbd size="xs" visibleFrom="sm" aria-hidden="true">
    {of}
  </Kbd>
)
