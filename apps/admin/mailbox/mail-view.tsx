import { ActionIcon, Alert, Button, Card, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { MAIL_WORDS } from '#admin/mailbox/mail-words.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { tell } from '#admin/parts/tell.ts'
import { showFullTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { Mail } from '#modules/notifications/contract.ts'
import classes from './mailbox.module.css'

/** A mail as it was written, with what became of it. */
export const MailView = ({ mail_id, onClose }: { mail_id: string; onClose(): void }) => {
  const {
    data: mail,
    error,
    refetch,
  } = useQuery({
    queryKey: ['mails', 'one', mail_id],
    queryFn: ({ signal }) => api.notifications.readMail({ mail_id }, { signal }),
  })
  const [view, setView] = useState('html')
  if (error && !mail) return <Failure error={error} retry={refetch} />
  if (!mail) return <Skeleton h={480} radius="md" />
  return (
    <Card padding={0} className={classes.view}>
      <Stack gap="sm" p="lg">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={2} style={{ overflowWrap: 'anywhere' }}>
            {mail.subject}
          </Title>
          <ActionIcon aria-label="Close the mail" onClick={onClose}>
            <IconX size={18} />
          </ActionIcon>
        </Group>
        <Facts mail={mail} />
        <SegmentedControl
          size="xs"
          aria-label="How to show the mail"
          data={[
            { value: 'html', label: 'As it looks' },
            { value: 'text', label: 'Text part' },
          ]}
          value={view}
          onChange={setView}
          style={{ alignSelf: 'flex-start' }}
        />
      </Stack>
      {view === 'html' ? (
        // No scripts, no forms, no access to this page; links open in a tab of their own.
        <iframe
          className={classes.frame}
          title={`The mail “${mail.subject}”`}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={`<base target="_blank">${mail.html}`}
        />
      ) : (
        <pre className={classes.text}>{mail.text}</pre>
      )}
    </Card>
  )
}

const Facts = ({ mail }: { mail: Mail }) => {
  const { state, to, created_at, order_id, problem, message_id } = mail
  return (
    <>
      <Group gap="sm">
        <ToneBadge {...MAIL_WORDS[state]} />
        <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {`To ${to} · written ${showFullTime(created_at)}`}
        </Text>
      </Group>
      {problem && (
        <Alert color={state === 'bounced' ? 'red' : 'yellow'} title={state === 'bounced' ? 'The mail server refused it' : 'Not sent yet'}>
          {problem}
        </Alert>
      )}
      <Group gap="md">
        <Again mail={mail} />
        {order_id && (
          <Link to="/orders/$orderId" params={{ orderId: order_id }} fz="md">
            To the order
          </Link>
        )}
      </Group>
      <Text fz="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {message_id}
      </Text>
    </>
  )
}

/** A mail is sent again once; from then on the later one is. */
const Again = ({ mail: { mail_id, state, sent_again_as } }: { mail: Mail }) => {
  const cache = useQueryClient()
  const navigate = useNavigate({ from: '/mailbox' })
  const open = (mail: string) => void navigate({ search: (search) => ({ ...search, mail }) })
  const resend = useMutation({
    mutationFn: () => api.notifications.resendMail({ mail_id }),
    onSuccess: (again) => {
      tell(again.state === 'kept' ? 'The mail is kept in the mailbox once more' : 'The mail is on its way again')
      open(again.mail_id)
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['mails'] }),
  })
  if (sent_again_as)
    return (
      <Button size="xs" variant="default" onClick={() => open(sent_again_as)}>
        Show how it was sent again
      </Button>
    )
  return (
    <Button size="xs" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
      {state === 'waiting' ? 'Try it now' : 'Send it again'}
    </Button>
  )
}
