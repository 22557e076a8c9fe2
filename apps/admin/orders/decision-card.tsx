import { Button, Card, Group, Kbd, Stack, Text, Textarea, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconTruckDelivery, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { FulfilDialog } from '#admin/orders/fulfil-dialog.tsx'
import type { Deciding } from '#admin/orders/use-decision.ts'
import { useAwaitedPayment, useMethods } from '#admin/orders/use-methods.ts'
import { useKeys } from '#admin/parts/keys.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import type { Order } from '#modules/orders/contract.ts'

type Props = { order: Order; deciding: Deciding }

/** The next step of an order, one click or key away, with a note if one likes. */
export const DecisionCard = ({ order, deciding }: Props) => {
  if (order.state === 'pending') return <Approve order={order} deciding={deciding} />
  if (order.state === 'confirmed') return <Fulfil order={order} />
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
  return (
    <NextStep
      title={isPart ? 'A part of it is still here' : 'Ready to leave the house'}
      text="Send all of it, or a part, with the number of the parcel."
    >
      <Button leftSection={<IconTruckDelivery size={16} />} rightSection={<Hint of="F" />} onClick={open}>
        Send goods
      </Button>
      {isOpen && <FulfilDialog order={order} onClose={close} />}
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
