import { Alert, Button, Card, Divider, Group, List, Loader, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState } from 'react'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { Sums, WhyOfTotals } from '#admin/orders/order-totals.tsx'
import { byWhom, happened } from '#admin/orders/order-words.ts'
import { showMoney } from '#admin/parts/money.ts'
import { showTime } from '#admin/parts/times.ts'
import type { Order, Quote } from '#modules/orders/contract.ts'
import type { Money } from '#platform/contract.ts'

type Props = {
  /** as it was when the page was opened, and as it is now */
  order: Order
  newest: Order
  isDirty: boolean
  isSound: boolean
  quoted: { quote: Quote; difference: Money } | undefined
  isQuoting: boolean
  error: unknown
  isSaving: boolean
  onSave(note: string): void
}

/** What the change comes to, before it is made. */
export const EditSummary = ({ order, newest, isDirty, isSound, quoted, isQuoting, error, isSaving, onSave }: Props) => {
  const [note, setNote] = useState('')
  const { problems = [], refused_codes: dropped = [] } = quoted?.quote ?? {}
  return (
    <Card style={{ position: 'sticky', top: 76 }}>
      <Stack gap="md" aria-live="polite">
        <Group justify="space-between">
          <Title order={2}>What it comes to</Title>
          {isQuoting && <Loader size={16} role="status" aria-label="Being reckoned" />}
        </Group>
        {newest.version !== order.version && <Moved order={order} newest={newest} />}
        <FormFailure error={error} />
        {!isDirty && (
          <Text fz="md" c="dimmed">
            Nothing is changed yet. The order comes to {showMoney(order.total)}.
          </Text>
        )}
        {quoted && (
          <Stack gap={6} className="numbers" aria-busy={isQuoting}>
            <Sums reckoned={quoted.quote} />
            <Divider my={4} />
            <Difference order={order} difference={quoted.difference} />
            <div>
              <WhyOfTotals reckoned={quoted.quote} />
            </div>
          </Stack>
        )}
        {dropped.length > 0 && (
          <Alert color="yellow" title="No longer holds, and is dropped">
            <List size="md" listStyleType="none">
              {dropped.map(({ code, text }) => (
                <List.Item key={code}>{`${code}: ${text}`}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {problems.length > 0 && (
          <Alert color="yellow">
            <List size="md" listStyleType="none">
              {problems.map(({ code, text }) => (
                <List.Item key={code + text}>{text}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {isDirty && (
          <Textarea
            label="Note"
            description="Kept in the timeline"
            autosize
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        <Button
          disabled={!isDirty || !isSound || !quoted || isQuoting || problems.length > 0}
          loading={isSaving}
          onClick={() => onSave(note.trim())}
        >
          Save the change
        </Button>
      </Stack>
    </Card>
  )
}

const Difference = ({ order, difference }: { order: Order; difference: Money }) => {
  const paid = order.paid.amount - order.refunded.amount
  const open = order.total.amount + difference.amount - paid
  const owed = open < 0 ? Math.min(0, open + (order.charged_back?.amount ?? 0)) : open // what the bank took back cannot be given back
  const text =
    difference.amount === 0
      ? 'It comes to the same.'
      : owed > 0 && paid > 0
        ? `${showMoney({ ...difference, amount: owed })} is asked for by the order’s link.`
        : owed < 0
          ? `${showMoney({ ...difference, amount: -owed })} is given back.`
          : ''
  return (
    <>
      <Group justify="space-between">
        <Text fz="md" c="dimmed">
          Before
        </Text>
        <Text fz="md">{showMoney(order.total)}</Text>
      </Group>
      <Group justify="space-between">
        <Text fz="md" fw={600}>
          Difference
        </Text>
        <Text fz="md" fw={600}>
          {`${difference.amount > 0 ? '+' : ''}${showMoney(difference)}`}
        </Text>
      </Group>
      {text && (
        <Text fz="sm" c="dimmed">
          {text}
        </Text>
      )}
    </>
  )
}

const Moved = ({ order, newest }: Pick<Props, 'order' | 'newest'>) => (
  <Alert color="yellow" title="This order changed while you edited it" role="alert">
    <List size="md" listStyleType="none">
      {newest.timeline.slice(order.timeline.length).map(({ at, what, who }) => (
        <List.Item key={`${at} ${what}`}>{`${happened(what)} by ${byWhom(who)}, ${showTime(at)}`}</List.Item>
      ))}
    </List>
    Saving is refused now. Go back and begin again from its newest state.
  </Alert>
)
