import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { useKeys } from '#admin/parts/keys.ts'
import { NoteDialog } from '#admin/parts/note-dialog.tsx'
import { InspectForm } from '#admin/returns/inspect-form.tsx'
import { SettleForm } from '#admin/returns/settle-form.tsx'
import { useReturnStep } from '#admin/returns/use-return-step.ts'
import type { Return } from '#modules/returns/contract.ts'

/** What is to be done about a return now. */
export const NextStep = ({ one }: { one: Return }) => {
  if (one.state === 'requested') return <Approve one={one} />
  if (one.state === 'approved')
    return (
      <StepCard
        title="Waits for the parcel"
        text="When it is here, look at the goods: what is accepted is paid back, what can be sold again goes to stock."
      >
        <InspectForm one={one} />
      </StepCard>
    )
  if (one.state === 'received')
    return (
      <StepCard title="Ready to be settled" text="Nothing was paid back yet.">
        <WhyNot one={one} />
        <SettleForm key={one.version} one={one} />
      </StepCard>
    )
  if (one.state === 'settling')
    return (
      <StepCard
        title="Being settled"
        text="It was decided, and is carried out step by step; a step that finds no answer is tried again by itself."
      />
    )
  return null
}

/** What was decided last came to nothing: stays on the page, also where it was tried again by itself. */
const WhyNot = ({ one: { timeline } }: { one: Return }) => {
  const last = timeline.at(-1)
  return last?.what === 'not_settled' ? (
    <Alert color="red" role="alert" title="This was tried, and could not be done">
      {last.note}
    </Alert>
  ) : null
}

const StepCard = ({ title, text, children }: { title: string; text: string; children?: ReactNode }) => (
  <Card style={{ borderInlineStart: '3px solid var(--souk-amber-dot)' }} className="no-print">
    <Stack gap="md">
      <div>
        <Title order={2}>{title}</Title>
        <Text c="dimmed" fz="md">
          {text}
        </Text>
      </div>
      {children}
    </Stack>
  </Card>
)

const Approve = ({ one }: { one: Return }) => {
  const { return_id, version } = one
  const [asks, setAsks] = useState<'approve' | 'refuse'>()
  const close = () => setAsks(undefined)
  const approve = useReturnStep(
    one,
    (note: string) => api.returns.approveReturn({ return_id, version, note: note || undefined }),
    'Approved',
    close,
  )
  const refuse = useReturnStep(one, (note: string) => api.returns.refuseReturn({ return_id, version, note }), 'Refused', close)
  useKeys({ a: () => setAsks('approve'), r: () => setAsks('refuse') })
  return (
    <StepCard title="This return waits for your decision" text="The customer is told by mail either way.">
      <Group gap="xs">
        <Button leftSection={<IconCheck size={16} />} onClick={() => setAsks('approve')}>
          Approve
        </Button>
        <Button variant="light" color="red" leftSection={<IconX size={16} />} onClick={() => setAsks('refuse')}>
          Refuse
        </Button>
      </Group>
      {asks === 'approve' && (
        <NoteDialog
          title={`Approve return ${one.number}?`}
          text="The customer may send the goods."
          label="Note to the customer"
          description="Such as where to send them"
          confirm="Approve"
          isBusy={approve.isPending}
          failure={<FormFailure error={approve.error} />}
          onClose={close}
          onConfirm={(note) => approve.mutate(note)}
        />
      )}
      {asks === 'refuse' && (
        <NoteDialog
          title={`Refuse return ${one.number}?`}
          label="Reason, as the customer reads it"
          confirm="Refuse"
          isDangerous
          isRequired
          isBusy={refuse.isPending}
          failure={<FormFailure error={refuse.error} />}
          onClose={close}
          onConfirm={(note) => refuse.mutate(note)}
        />
      )}
    </StepCard>
  )
}
