import { Alert, Button, Card, Group, List, Loader, Stack, Text, Title } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconCash, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { Sums, WhyOfTotals } from '#admin/orders/order-totals.tsx'
import type { Draft } from '#admin/orders/use-draft.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { showMoney } from '#admin/parts/money.ts'
import { tellProblem } from '#admin/parts/tell.ts'
import { countryName } from '#admin/parts/words.ts'
import { methodsQuery } from '#admin/payments/payments-queries.ts'
import type { Order } from '#modules/orders/contract.ts'

type Props = { order: Order; draft: Draft }

/** What the draft comes to as it is typed, or as it was saved, and how it becomes an order. */
export const DraftSummary = ({ order, draft }: Props) => {
  const { data, error, isQuoting } = draft.quote
  const quoted = draft.isDirty && draft.typed.lines.length > 0 ? data : undefined
  const reckoned = quoted ?? order
  return (
    <Card style={{ position: 'sticky', top: 76 }}>
      <Stack gap="md" aria-live="polite">
        <Group justify="space-between">
          <Title order={2}>What it comes to</Title>
          {draft.isDirty && isQuoting && <Loader size={16} role="status" aria-label="Being reckoned" />}
        </Group>
        {draft.theirs ? <Stale draft={draft} /> : <FormFailure error={draft.error ?? (draft.isDirty ? error : null)} />}
        {draft.problem && (
          <Text fz="md" c="var(--mantine-color-error)">
            {draft.problem}
          </Text>
        )}
        <Stack gap={6} className="numbers" aria-busy={draft.isDirty && isQuoting}>
          <Sums reckoned={reckoned} />
          {reckoned.why.length > 0 && (
            <div>
              <WhyOfTotals reckoned={reckoned} />
            </div>
          )}
        </Stack>
        {quoted?.shipping && draft.quote.assumed && (
          <Text fz="sm" c="dimmed">
            {`Delivery is reckoned for ${countryName(draft.quote.assumed)}, and counts once the address is there.`}
          </Text>
        )}
        {quoted && quoted.problems.length > 0 && (
          <Alert color="yellow">
            <List size="md" listStyleType="none">
              {quoted.problems.map(({ code, text }) => (
                <List.Item key={code + text}>{text}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {draft.isDirty && (
          <>
            <Text fz="sm" c="dimmed">
              {quoted ? 'With your changes, which are not saved yet.' : 'As it was saved last.'}
            </Text>
            <Button loading={draft.isSaving} disabled={draft.problem !== undefined} onClick={draft.save}>
              Save the draft
            </Button>
          </>
        )}
        {!draft.isDirty && <Place order={order} />}
      </Stack>
    </Card>
  )
}

const Stale = ({ draft }: { draft: Draft }) => (
  <Alert color="yellow" title="Someone else saved this meanwhile" role="alert">
    <Stack gap="sm">
      <Text fz="md">What you typed is still here.</Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={draft.takeTheirs}>
          Show theirs, drop mine
        </Button>
        <Button size="xs" variant="default" onClick={draft.keepMine}>
          Keep mine, to save over theirs
        </Button>
      </Group>
    </Stack>
  </Alert>
)

const Place = ({ order }: { order: Order }) => {
  const { order_id, version, number, total } = order
  const navigate = useNavigate()
  const { data } = useQuery(methodsQuery)
  const [isGone, setGone] = useState(false)
  const open = () => void navigate({ to: '/orders/$orderId', params: { orderId: order_id }, replace: true })
  const place = useOrderChange<string | undefined>(order_id, {
    run: async (method) => {
      const placed = await api.orders.placeDraft({ order_id, version, ...(method && { payment: { method, is_received: true } }) })
      if (placed.payment_problem) tellProblem('The order is placed, but not paid', placed.payment_problem)
      return placed.order
    },
    done: (method) => (method ? `Order ${number} is placed and paid` : `Order ${number} is placed; the customer gets the link`),
    onDone: open,
    showsItsError: true,
  })
  const discard = useOrderChange(order_id, {
    run: () => api.orders.cancelOrder({ order_id, version }),
    done: `Draft ${number} discarded`,
    onDone: () => {
      setGone(true)
      void navigate({ to: '/drafts', replace: true })
    },
  })
  const byHand = data?.methods.filter(({ is_by_hand }) => is_by_hand) ?? []
  const isEmpty = order.lines.length === 0
  return (
    <Stack gap="xs">
      <FormFailure error={place.error} />
      <Button
        leftSection={<IconSend size={16} />}
        disabled={isEmpty || isGone}
        loading={place.isPending && place.variables === undefined}
        onClick={() => place.mutate(undefined)}
      >
        Place it and send the link to pay
      </Button>
      {byHand.map(({ method, title }) => (
        <Button
          key={method}
          variant="default"
          leftSection={<IconCash size={16} />}
          disabled={isEmpty || isGone}
          loading={place.isPending && place.variables === method}
          onClick={() => askIfReceived(showMoney(total), title, () => place.mutate(method))}
        >
          {`Place it, paid: ${title.toLowerCase()}`}
        </Button>
      ))}
      <Button variant="subtle" color="red" loading={discard.isPending} onClick={() => askBeforeDiscarding(number, () => discard.mutate())}>
        Discard the draft
      </Button>
    </Stack>
  )
}

const askIfReceived = (amount: string, title: string, onConfirm: () => void) =>
  modals.openConfirmModal({
    title: `Was ${amount} received?`,
    children: <Text fz="md">{`The order is placed, and counts as paid in full (${title.toLowerCase()}).`}</Text>,
    labels: { confirm: `${amount} received`, cancel: 'Not yet' },
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })

const askBeforeDiscarding = (number: string, onConfirm: () => void) =>
  modals.openConfirmModal({
    title: `Discard draft ${number}?`,
    children: <Text fz="md">It stays among the cancelled orders. Nobody is told.</Text>,
    labels: { confirm: 'Discard', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })
