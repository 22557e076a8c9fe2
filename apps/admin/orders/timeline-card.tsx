import { Button, Card, Group, Stack, Textarea, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { paymentsQuery } from '#admin/orders/order-queries.ts'
import { byWhom, happened } from '#admin/orders/order-words.ts'
import { givenFor, refundsOf } from '#admin/orders/refund-words.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { History } from '#admin/parts/history.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { newId } from '#admin/parts/new-id.ts'
import { sentence } from '#admin/parts/words.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { GivenBack } from '#modules/payments/contract.ts'

/** What happened to the order, newest first: what, who, when, and what they wrote. */
export const TimelineCard = ({ order }: { order: Order }) => {
  const { data } = useQuery(paymentsQuery(order.order_id))
  return (
    <Card>
      <Title order={2} mb="md">
        Timeline
      </Title>
      <NoteForm order={order} />
      <History
        entries={named(order, data?.refunds ?? []).map(({ at, what, title, who, note, id }) => ({
          ...{ key: `${at} ${what} ${id ?? ''}`, title, at, by: byWhom(who), note },
        }))}
      />
    </Card>
  )
}

/** Newest first; a draft is begun once, and changed from then on. Money given back is said with how much, by whom and why. */
const named = ({ timeline }: Order, refunds: GivenBack[]) => {
  const begun = timeline.findIndex(({ what }) => what === 'drafted')
  const given = refundsOf(timeline, refunds)
  return timeline
    .map((entry, i) => {
      const refund = given.get(i)
      if (refund)
        return {
          ...entry,
          title: `${showMoney(refund.amount)} given back`,
          who: refund.who ?? entry.who,
          note: entry.note ?? [givenFor(refund), sentence(refund.reason)].filter(Boolean).join('\n'),
        }
      return { ...entry, title: entry.what === 'drafted' && i !== begun ? 'Draft changed' : happened(entry.what) }
    })
    .reverse()
}

/** A note for colleagues. Its id stays until it is written, so that it is written once. */
const NoteForm = ({ order: { order_id } }: { order: Order }) => {
  const [draft, setDraft] = useState(() => ({ note: '', note_id: newId() }))
  const note = draft.note.trim()
  const add = useOrderChange(order_id, {
    run: () => api.orders.addNote({ order_id, note, note_id: draft.note_id }),
    done: 'Note added',
    onDone: () => setDraft({ note: '', note_id: newId() }),
  })
  return (
    <form
      className="no-print"
      onSubmit={(event) => {
        event.preventDefault()
        if (note && !add.isPending) add.mutate()
      }}
    >
      <Stack gap="xs" mb="lg">
        <Textarea
          aria-label="Note for colleagues"
          placeholder="Write a note for colleagues; customers never see it"
          autosize
          minRows={1}
          maxLength={2_000}
          value={draft.note}
          onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.form?.requestSubmit()
          }}
        />
        {note && (
          <Group justify="flex-end">
            <Button type="submit" size="xs" loading={add.isPending}>
              Add the note
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}
