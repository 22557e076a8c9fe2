import { Button, Card, Code, Table, Text } from '@mantine/core'
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { deadJobs, jobsQuery } from '#admin/jobs/jobs-query.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { tell } from '#admin/parts/tell.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { count } from '#admin/parts/words.ts'
import type { Job } from '#platform/jobs-contract.ts'

/** Work that follows from events and did not succeed: tried again by itself for a while, then given up and kept here. */
export const JobsPage = () => {
  const { data, error, refetch, isFetching } = useQuery(jobsQuery)
  const dead = data ? deadJobs(data.jobs) : 0
  return (
    <>
      <PageTitle
        title="Jobs"
        text={
          dead > 0
            ? `${count(dead, 'job')} given up. Mend the cause, then retry.`
            : 'Work that follows from orders, payments and changed products.'
        }
      >
        <Button variant="default" leftSection={<IconRefresh size={16} />} loading={isFetching} onClick={() => void refetch()}>
          Look again
        </Button>
      </PageTitle>
      <Card padding={0}>
        {error && !data ? (
          <Failure error={error} retry={refetch} />
        ) : data?.jobs.length === 0 ? (
          <Nothing
            icon={IconCircleCheck}
            title="Everything is done"
            text="No job has failed. Those that do appear here, with what went wrong."
          />
        ) : (
          <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="region" aria-label="Jobs">
            <Table aria-label="Jobs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Event and what handles it</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>What went wrong</Table.Th>
                  <Table.Th>Happened</Table.Th>
                  <Table.Th />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {!data && <SkeletonRows columns={5} />}
                {data?.jobs.map((job) => (
                  <Row key={`${job.event_id} ${job.handler}`} job={job} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Card>
    </>
  )
}

const Row = ({ job }: { job: Job }) => {
  const cache = useQueryClient()
  const retry = useMutation({
    mutationFn: () => api.jobs.retryJob({ event_id: job.event_id, handler: job.handler }),
    onSuccess: async () => {
      tell('The job is tried again')
      await cache.invalidateQueries({ queryKey: jobsQuery.queryKey })
    },
  })
  return (
    <Table.Tr>
      <Table.Td>
        <Text fz="md" fw={500}>
          {job.type}
        </Text>
        <Text fz="sm" c="dimmed">
          {`${job.module} · ${job.handler}`}
        </Text>
        <Text fz="xs" c="dimmed" ff="monospace">
          {job.aggregate_id}
        </Text>
      </Table.Td>
      <Table.Td>
        {job.state === 'dead' ? <ToneBadge title="Given up" tone="red" /> : <ToneBadge title="Tried again soon" tone="amber" />}
        <Text fz="sm" c="dimmed" mt={4}>
          {job.state === 'waiting'
            ? `${count(job.attempts, 'try', 'tries')}, next ${showTime(job.run_at)}`
            : count(job.attempts, 'try', 'tries')}
        </Text>
      </Table.Td>
      <Table.Td maw={360}>
        <Code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{job.last_error ?? 'nothing was noted'}</Code>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }} title={showFullTime(job.emitted_at)}>
        {showTime(job.emitted_at)}
      </Table.Td>
      <Table.Td ta="right">
        <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()} aria-label={`Retry ${job.type}`}>
          Retry
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
