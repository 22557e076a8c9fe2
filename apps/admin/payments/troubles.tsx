import { Button, Card, Skeleton } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { askBefore } from '#admin/parts/ask-before.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { NoteDialog } from '#admin/parts/note-dialog.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { tell } from '#admin/parts/tell.ts'
import { showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { sentence } from '#admin/parts/words.ts'
import { troublesQuery } from '#admin/payments/payments-queries.ts'
import { Reservations } from '#admin/payments/reservations.tsx'
import { TroubleList as List, TroubleRow as Row } from '#admin/payments/trouble-list.tsx'
import type { Money } from '#platform/contract.ts'

/** What a person has to look at: nothing of it goes on by itself. */
export const Troubles = () => {
  const { data, error, refetch } = useQuery(troublesQuery)
  if (error && !data) return <Failure error={error} retry={refetch} />
  if (!data) return <Skeleton h={180} radius="md" />
  const { mismatches, disputes, failed_refunds, to_pay_out } = data
  if (Object.values(data).every((list) => list.length === 0))
    return (
      <Card>
        <Nothing
          icon={IconCircleCheck}
          title="Nothing to look at"
          text="No disputes, no refunds or captures that failed, no amounts that differ."
        />
      </Card>
    )
  return (
    <>
      <List title="Disputes" text="The shopper’s bank has taken the money back, or holds it. Answer where the provider asks for it.">
        {disputes.map(({ dispute_ref, order_id, amount, reason, opened_at, state }) => (
          <Row
            key={dispute_ref}
            order_id={order_id}
            amount={amount}
            what={reason}
            more={`${sentence(state)} since ${showTime(opened_at)}`}
          />
        ))}
      </List>
      <List
        title="Other amounts than ours"
        text="The provider speaks of another amount or currency than the order’s. Nothing of it counts as paid."
      >
        {mismatches.map(({ payment_id, order_id, amount, mismatch, provider }) => (
          <Row
            key={payment_id}
            order_id={order_id}
            amount={amount}
            action={<DismissButton payment_id={payment_id} />}
            what={mismatch ? `${sentence(provider)} says ${showMoney(mismatch.amount)}, ${mismatch.outcome}` : sentence(provider)}
          />
        ))}
      </List>
      <Reservations {...data} />
      <List title="Refunds that failed" text="The money is still with the shop. Give it back in another way, or try again from the order.">
        {failed_refunds.map(({ refund_id, order_id, amount, problem, method }) => (
          <Row
            key={refund_id}
            order_id={order_id}
            amount={amount}
            what={problem ?? 'The provider gave no reason'}
            more={sentence(method)}
          />
        ))}
      </List>
      <List title="To pay out by hand" text="Refunds of payments that no provider can give back, such as bank transfers.">
        {to_pay_out.map(({ refund_id, order_id, amount, method }) => (
          <Row
            key={refund_id}
            order_id={order_id}
            amount={amount}
            what={sentence(method)}
            action={<PaidOutButton refund_id={refund_id} amount={amount} />}
          />
        ))}
      </List>
    </>
  )
}

/** Somebody has transferred it back, or handed it over. The list follows within a minute, so what was said is said here at once. */
const PaidOutButton = ({ refund_id, amount }: { refund_id: string; amount: Money }) => {
  const marking = useMutation({
    mutationFn: () => api.manualPayments.markPaidOut({ refund_id }),
    onSuccess: () => tell(`${showMoney(amount)} paid out; the order follows within a minute`),
  })
  const ask = () =>
    askBefore({
      title: `Have you paid ${showMoney(amount)} out?`,
      text: 'It cannot be taken back. Your name is kept with it.',
      confirm: 'It is paid out',
      onConfirm: () => marking.mutate(),
    })
  return marking.isSuccess ? (
    <ToneBadge title="Paid out" tone="green" />
  ) : (
    <Button size="xs" variant="default" loading={marking.isPending} onClick={ask}>
      Paid out
    </Button>
  )
}

/** Someone has dealt with it, at the provider or with the customer; the order can be paid anew. */
const DismissButton = ({ payment_id }: { payment_id: string }) => {
  const cache = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const dismissing = useMutation({
    mutationFn: (note: string) => api.payments.dismissMismatch({ payment_id, note }),
    onSuccess: () => {
      tell('Noted; the order can be paid anew')
      setAsking(false)
      void cache.invalidateQueries({ queryKey: ['payments'] })
    },
  })
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        Dealt with
      </Button>
      {isAsking && (
        <NoteDialog
          title="Has this been dealt with?"
          text="The payment is set aside, and the order can be paid anew. Money that the provider took is not moved by this."
          label="What was done"
          confirm="Set it aside"
          isRequired
          isBusy={dismissing.isPending}
          onClose={() => setAsking(false)}
          onConfirm={(note) => dismissing.mutate(note)}
        />
      )}
    </>
  )
}
