import { Button, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { CaptureDialog } from '#admin/orders/capture-dialog.tsx'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { ATTEMPT_STATES, NOT_HERE_YET } from '#admin/orders/payment-words.ts'
import { useMethods } from '#admin/orders/use-methods.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { showMoney } from '#admin/parts/money.ts'
import { NoteDialog } from '#admin/parts/note-dialog.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { sentence } from '#admin/parts/words.ts'
import type { Payment } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'

/**
 * `wanted`: minor units that the order still needs. `onReceive`: its money is counted by people of the shop, and not here yet, or called off and
 * may come all the same.
 */
type Props = { payment: Payment; wanted: number; onReceive: (() => void) | undefined }

/** An attempt to pay: what, by whom, how it ended, and what staff may do about it. */
export const PaymentRow = ({ payment, wanted, onReceive }: Props) => {
  const { titleOf, isByHand } = useMethods()
  const { amount, method, provider, provider_ref, problem, created_at, state } = payment
  return (
    <div>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Text fz="md" fw={500}>
            {titleOf(method)}
          </Text>
          <Text fz="sm" c="dimmed" title={showFullTime(created_at)} style={{ overflowWrap: 'anywhere' }}>
            {[...(isByHand(payment) ? [] : [sentence(provider), provider_ref]), showTime(created_at)].filter(Boolean).join(' · ')}
          </Text>
          {problem && (
            <Text fz="sm" c="var(--mantine-color-error)">
              {problem}
            </Text>
          )}
        </div>
        <Stack gap={4} align="flex-end" className="numbers">
          <Text fz="md">{showMoney(amount)}</Text>
          <ToneBadge {...(onReceive && state !== 'voided' ? NOT_HERE_YET : ATTEMPT_STATES[state])} />
        </Stack>
      </Group>
      <Text fz="sm" c="dimmed" className="numbers">
        {movesOf(payment).join(' · ')}
      </Text>
      <Actions payment={payment} wanted={wanted} onReceive={onReceive} />
    </div>
  )
}

/** What became of the money since. */
const movesOf = ({
  amount,
  captured_amount,
  refunded_amount,
  refunding_amount,
  disputed_amount,
  mismatch,
  is_surplus,
  state,
  capturing_amount,
}: Payment): string[] => {
  const money = (minor: number) => showMoney({ amount: minor, currency: amount.currency })
  return [
    state === 'authorised' && capturing_amount ? `${money(capturing_amount)} being taken` : '',
    captured_amount > 0 && captured_amount !== amount.amount ? `${money(captured_amount)} taken` : '',
    refunded_amount > 0 ? `${money(refunded_amount)} given back` : '',
    refunding_amount > 0 ? `${money(refunding_amount)} on its way back` : '',
    disputed_amount > 0 ? `${money(disputed_amount)} held or taken back by the bank` : '',
    is_surplus ? 'came twice, goes back by itself' : '',
    mismatch ? `the provider says ${showMoney(mismatch.amount)}, ${sentence(mismatch.outcome).toLowerCase()}` : '',
  ].filter(Boolean)
}

const Actions = ({ payment, wanted, onReceive }: Props) => {
  const { payment_id, order_id, state, amount, capturing_amount } = payment
  const [open, setOpen] = useState<'capture' | 'dismiss'>()
  const close = () => setOpen(undefined)
  const letGo = useOrderChange(order_id, {
    run: () => api.payments.voidPayment({ payment_id }),
    done: `${showMoney(amount)} let go`,
  })
  const isReserved = state === 'authorised' && !onReceive
  const isOver = state !== 'pending' && state !== 'authorised' && state !== 'mismatch'
  if (!onReceive && isOver) return null
  return (
    <Group gap="xs" mt={6} className="no-print">
      {onReceive && (
        <Button size="xs" variant={isOver ? 'default' : 'filled'} onClick={onReceive}>
          {isOver ? 'The money has come all the same' : 'The money is here'}
        </Button>
      )}
      {isReserved && (
        <Button size="xs" onClick={() => setOpen('capture')}>
          {capturing_amount ? 'Capture again' : 'Capture'}
        </Button>
      )}
      {!isOver && state !== 'mismatch' && !capturing_amount && (
        <Button
          size="xs"
          variant="default"
          loading={letGo.isPending}
          onClick={() => askBeforeLettingGo(amount, isReserved, () => letGo.mutate())}
        >
          {isReserved ? 'Let go' : 'Call off'}
        </Button>
      )}
      {state === 'mismatch' && (
        <Button size="xs" variant="default" onClick={() => setOpen('dismiss')}>
          I have dealt with it
        </Button>
      )}
      {open === 'capture' && <CaptureDialog payment={payment} wanted={wanted} onClose={close} />}
      {open === 'dismiss' && <DismissDialog payment={payment} onClose={close} />}
    </Group>
  )
}

const DismissDialog = ({ payment: { payment_id, order_id, provider }, onClose }: { payment: Payment; onClose(): void }) => {
  const dismiss = useOrderChange(order_id, {
    run: (note: string) => api.payments.dismissMismatch({ payment_id, note }),
    done: 'The payment is set aside; the order can be paid anew',
    onDone: onClose,
    showsItsError: true,
  })
  return (
    <NoteDialog
      title="Set this payment aside?"
      text={`Look at the books of ${provider} first, and settle there what the shopper paid. Afterwards the order can be paid anew.`}
      label="What was done about it"
      confirm="Set aside"
      isRequired
      isBusy={dismiss.isPending}
      failure={<FormFailure error={dismiss.error} />}
      onClose={onClose}
      onConfirm={(note) => dismiss.mutate(note)}
    />
  )
}

const askBeforeLettingGo = (amount: Money, isReserved: boolean, onConfirm: () => void) =>
  modals.openConfirmModal({
    title: isReserved ? `Let ${showMoney(amount)} go?` : `Call off this payment of ${showMoney(amount)}?`,
    children: (
      <Text fz="md">
        {isReserved ? 'The money is no longer reserved for this order.' : 'It is not expected any more.'} The order can be paid anew.
      </Text>
    ),
    labels: { confirm: isReserved ? 'Let go' : 'Call off', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })
