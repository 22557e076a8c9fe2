import { ActionIcon, Alert, Button, Card, Group, SegmentedControl, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { MAIL_WORDS } from '#admin/mailbox/mail-words.ts'
import { Failure } from '#admin/parts/failure.tsx'
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
  const cache = useQueryClient()
  const resend = useMutation({
    mutationFn: () => api.notifications.resendMail({ mail_id: mail.mail_id }),
    onSuccess: () => tell('The mail is tried once more'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['mails'] }),
  })
  return (
    <>
      <Group gap="sm">
        <ToneBadge {...MAIL_WORDS[mail.state]} />
        <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {`To ${mail.to} · written ${showFullTime(mail.created_at)}`}
        </Text>
      </Group>
      {mail.problem && (
        <Alert
          color={mail.state === 'bounced' ? 'red' : 'yellow'}
          title={mail.state === 'bounced' ? 'The mail server refused it' : 'Not sent yet'}
        >
          <Stack gap="sm" align="flex-start">
            <Text fz="md">{mail.problem}</Text>
            {mail.state === 'bounced' && (
              <Button size="xs" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
                Send it again
              </Button>
            )}
          </Stack>
        </Alert>
      )}
      <Text fz="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {mail.message_id}
      </Text>
    </>
  )
}
