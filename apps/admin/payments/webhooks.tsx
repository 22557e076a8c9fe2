import { Accordion, Alert, Button, Card, Code, Group, Select, Skeleton, Stack, Text } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '#admin/api/api.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { tell } from '#admin/parts/tell.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { count, sentence } from '#admin/parts/words.ts'
import { webhooksQuery } from '#admin/payments/payments-queries.ts'
import type { PaymentsSearch } from '#admin/payments/payments-search.ts'
import { RESULTS, whatOf } from '#admin/payments/webhook-words.ts'
import type { Webhook } from '#modules/payments/contract.ts'
import classes from './webhooks.module.css'

type Props = { search: PaymentsSearch; providers: string[] }

/** What providers have told the shop in the last 90 days, and what became of it. */
export const Webhooks = ({ search, providers }: Props) => {
  const navigate = useNavigate({ from: '/payments' })
  const { data, error, refetch } = useQuery(webhooksQuery(search))
  const { only, provider, id, page } = search
  const show = (change: PaymentsSearch) => void navigate({ search: { ...search, page: undefined, ...change } })
  return (
    <Stack gap="lg">
      {data?.refusals.map(({ provider: name, refused_at }) => (
        <Alert key={name} color="yellow" title={`News in the name of ${sentence(name)} was refused`}>
          {`Last on ${showFullTime(refused_at)}: its signature is wrong. If ${sentence(name)} sent it, the signing secret set here is not the one shown there.`}
        </Alert>
      ))}
      <Card padding={0}>
        <Group p="sm" justify="space-between" gap="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <ViewTabs label="Which webhooks">
            <ViewTab to="/payments" search={{ view: 'webhooks', provider, id }} isCurrent={!only}>
              All
            </ViewTab>
            <ViewTab to="/payments" search={{ view: 'webhooks', provider, id, only: 'open' }} isCurrent={only === 'open'}>
              Not done
            </ViewTab>
          </ViewTabs>
          <Group gap="sm" flex={{ base: '1 0 100%', sm: '0 1 auto' }}>
            <Select
              aria-label="Provider"
              placeholder="All providers"
              data={providers.map((name) => ({ value: name, label: sentence(name) }))}
              value={provider ?? null}
              onChange={(chosen) => show({ provider: chosen ?? undefined })}
              clearable
              clearButtonProps={{ 'aria-label': 'All providers' }}
              w={{ base: '100%', sm: 180 }}
            />
            <SearchBox label="Search by id, such as evt_…" value={id} onSearch={(text) => show({ id: text })} />
          </Group>
        </Group>
        {error && !data ? (
          <Failure error={error} retry={refetch} />
        ) : !data ? (
          <Skeleton h={240} m="md" />
        ) : data.webhooks.length === 0 ? (
          <Nothing icon={IconWebhook} {...whyNone(search)} />
        ) : (
          <Accordion chevronPosition="left" classNames={{ item: classes.item }}>
            {data.webhooks.map((webhook) => (
              <Item key={`${webhook.provider} ${webhook.webhook_id}`} webhook={webhook} />
            ))}
          </Accordion>
        )}
        <Pager page={page} hasMore={data?.has_more ?? false} onPage={(next) => show({ page: next })} />
      </Card>
    </Stack>
  )
}

const whyNone = ({ only, provider, id }: PaymentsSearch) =>
  id || provider
    ? { title: 'No such webhook', text: 'They are kept for 90 days.' }
    : only
      ? { title: 'Everything is done', text: 'No webhook waits, and none was given up.' }
      : { title: 'No webhooks yet', text: 'What payment providers tell the shop by themselves appears here, and what became of it.' }

const Item = ({ webhook }: { webhook: Webhook }) => {
  const { provider, webhook_id, amount, order_number, received_at, result } = webhook
  const { title, tone } = RESULTS[result]
  return (
    <Accordion.Item value={encodeURIComponent(`${provider} ${webhook_id}`)}>
      <Accordion.Control>
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <div className={classes.what}>
            <Text fz="md" fw={500}>
              {[whatOf(webhook), amount && showMoney(amount)].filter(Boolean).join(' · ')}
            </Text>
            <Text fz="sm" c="dimmed" title={showFullTime(received_at)}>
              {[sentence(provider), order_number && `order ${order_number}`, showTime(received_at)].filter(Boolean).join(' · ')}
            </Text>
          </div>
          <ToneBadge title={title} tone={tone} />
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Details webhook={webhook} />
      </Accordion.Panel>
    </Accordion.Item>
  )
}

const Details = ({ webhook }: { webhook: Webhook }) => {
  const { webhook_id, order_id, order_number, received_at, result, tries, problem, news } = webhook
  return (
    <Stack gap="sm" align="flex-start">
      <Text fz="md">{RESULTS[result].text}</Text>
      {problem && (
        <Alert color={result === 'given_up' ? 'red' : 'yellow'} w="100%" title={`${count(tries, 'try', 'tries')} so far`}>
          {problem}
        </Alert>
      )}
      <Text fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {`${webhook_id} · came ${showFullTime(received_at)}`}
      </Text>
      <Code block w="100%" className={classes.news} tabIndex={0} role="region" aria-label="What it said, as the shop understood it">
        {JSON.stringify(news, null, 2)}
      </Code>
      <Group gap="sm">
        <HandleAgain webhook={webhook} />
        {order_id && (
          <Link to="/orders/$orderId" params={{ orderId: order_id }} fz="md">
            {`Order ${order_number}`}
          </Link>
        )}
      </Group>
    </Stack>
  )
}

/** One that was given up lies among the jobs and is tried again from there; all others are handled anew, which changes nothing that was done. */
const HandleAgain = ({ webhook: { provider, webhook_id, event_id } }: { webhook: Webhook }) => {
  const cache = useQueryClient()
  const again = useMutation({
    mutationFn: async () =>
      event_id ? api.jobs.retryJob({ event_id, handler: 'payments.webhook_kept' }) : api.payments.replayWebhook({ provider, webhook_id }),
    onSuccess: () => tell('It is being handled again'),
    onSettled: () => cache.invalidateQueries({ queryKey: ['payments', 'webhooks'] }),
  })
  return (
    <Button size="xs" variant="default" loading={again.isPending} onClick={() => again.mutate()}>
      Handle again
    </Button>
  )
}
