import { Button, Card, Group, Stack, Text, Textarea, Timeline, Title } from '@mantine/core'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { byWhom, happened } from '#admin/orders/order-words.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { newId } from '#admin/parts/new-id.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import type { Order } from '#modules/orders/contract.ts'

/** What happened to the order, newest first: what, who, when, and what they wrote. */
export const TimelineCard = ({ order }: { order: Order }) => (
  <Card>
    <Title order={2} mb="md">
      Timeline
    </Title>
    <NoteForm order={order} />
    <Timeline active={order.timeline.length} bulletSize={12} lineWidth={2}>
      {named(order).map(({ at, what, title, who, note, id }) => (
        <Timeline.Item key={`${at} ${what} ${id ?? ''}`} title={title}>
          <Text fz="sm" c="dimmed" title={showFullTime(at)}>
            {`${showTime(at)} · ${byWhom(who)}`}
          </Text>
          {note && (
            <Text fz="md" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {note}
            </Text>
          )}
        </Timeline.Item>
      ))}
    </Timeline>
  </Card>
)

/** Newest first; a draft is begun once, and changed from then on. */
const named = ({ timeline }: Order) => {
  const begun = timeline.findIndex(({ what }) => what === 'drafted')
  return timeline
    .map((entry, i) => ({ ...entry, title: entry.what === 'drafted' && i !== begun ? 'Draft changed' : happened(entry.what) }))
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
