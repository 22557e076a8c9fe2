import { Alert, Button, Card, Grid, Group, Skeleton, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMail, IconSend } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '#admin/api/api.ts'
import { MailView } from '#admin/mailbox/mail-view.tsx'
import { MAIL_WORDS } from '#admin/mailbox/mail-words.ts'
import type { MailboxSearch } from '#admin/mailbox/mailbox-search.ts'
import { TestMailDialog } from '#admin/mailbox/test-mail-dialog.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { MailState, type notifications } from '#modules/notifications/contract.ts'
import type { Output } from '#platform/contract.ts'
import classes from './mailbox.module.css'

const A_PAGE = 30
type MailRow = Output<typeof notifications.ops.listMails>['mails'][number]

/** Every mail the shop has written, sent or not. */
export const MailboxPage = () => {
  const search = useSearch({ from: '/mailbox' })
  const navigate = useNavigate({ from: '/mailbox' })
  const [isTesting, testing] = useDisclosure()
  const { state, q, page, mail } = search
  const query = useQuery({
    queryKey: ['mails', 'list', state, q, page],
    queryFn: ({ signal }) => api.notifications.listMails({ state, query: q, page, limit: A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })
  const show = (change: MailboxSearch) => void navigate({ search: { ...search, page: undefined, mail: undefined, ...change } })
  return (
    <>
      <PageTitle title="Mailbox" text="Every mail the shop has written.">
        <Button leftSection={<IconSend size={16} />} onClick={testing.open}>
          Send a test mail
        </Button>
      </PageTitle>
      {query.data && !query.data.is_sending_real_email && (
        <Alert color="yellow" mb="lg" title="Mails are kept here and not sent">
          Real sending is switched off. To switch it on, start the shop with ENABLE_REAL_EMAIL_SENDING and the address of a mail server in
          MAIL_URL.
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: mail ? 5 : 12 }} visibleFrom={mail ? 'lg' : undefined}>
          <Card padding={0}>
            <Group p="sm" justify="space-between" gap="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
              <Views search={search} />
              <SearchBox label="Search recipient or subject" value={q} onSearch={(text) => show({ q: text })} />
            </Group>
            <Mails query={query} search={search} onOpen={(mail_id) => show({ page, mail: mail_id })} />
            <Pager page={page} hasMore={query.data?.has_more ?? false} onPage={(next) => show({ page: next })} />
          </Card>
        </Grid.Col>
        {mail && (
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <MailView key={mail} mail_id={mail} onClose={() => show({ page })} />
          </Grid.Col>
        )}
      </Grid>
      {isTesting && (
        <TestMailDialog onClose={testing.close} onSent={(mail_id) => show({ mail: mail_id, state: undefined, q: undefined })} />
      )}
    </>
  )
}

const Views = ({ search: { state, q } }: { search: MailboxSearch }) => (
  <ViewTabs label="Views of mails">
    <ViewTab to="/mailbox" search={{ q }} isCurrent={!state}>
      All
    </ViewTab>
    {MailState.enum.map((word) => (
      <ViewTab key={word} to="/mailbox" search={{ state: word, q }} isCurrent={state === word}>
        {MAIL_WORDS[word].title}
      </ViewTab>
    ))}
  </ViewTabs>
)

type MailsProps = {
  query: { data: { mails: MailRow[] } | undefined; error: unknown; refetch(): unknown }
  search: MailboxSearch
  onOpen(mail_id: string): void
}

const Mails = ({ query: { data, error, refetch }, search, onOpen }: MailsProps) => {
  if (error && !data) return <Failure error={error} retry={refetch} />
  if (!data) return <Skeleton h={280} m="md" />
  if (data.mails.length === 0)
    return (
      <Nothing
        icon={IconMail}
        title={search.q || search.state ? 'No mail here' : 'No mails yet'}
        text="Customers get mails about their orders; each appears here."
      />
    )
  return (
    <ul className={classes.list} aria-label="Mails">
      {data.mails.map((mail) => (
        <li key={mail.mail_id}>
          <UnstyledButton
            className={classes.mail}
            data-open={mail.mail_id === search.mail || undefined}
            onClick={() => onOpen(mail.mail_id)}
          >
            <span className={classes.what}>
              <Text fz="md" fw={500} truncate>
                {mail.subject}
              </Text>
              <Text fz="sm" c="dimmed" truncate>
                {`To ${mail.to} · ${showTime(mail.created_at)}`}
              </Text>
            </span>
            <ToneBadge {...MAIL_WORDS[mail.state]} />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
