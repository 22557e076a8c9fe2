import { SimpleGrid, Skeleton, Text } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconChecks,
  IconCreditCard,
  IconRefreshAlert,
  IconTruckDelivery,
  IconTruckReturn,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'
import type { Counts } from '#admin/home/numbers.tsx'
import { deadJobs, jobsQuery } from '#admin/jobs/jobs-query.ts'
import type { Tone } from '#admin/parts/tone-badge.tsx'
import { LANGUAGE } from '#admin/parts/words.ts'
import { troublesQuery } from '#admin/payments/payments-queries.ts'
import { returnsQuery } from '#admin/returns/return-queries.ts'
import classes from './home.module.css'

type Props = ComponentPropsWithRef<'a'> & { icon: Icon; title: string; value: number | undefined; tone: Tone; done: string }

const ToDo = createLink(({ icon: Picture, title, value, tone, done, ...props }: Props) => (
  <a {...props} className={classes.todo} data-waits={value ? tone : undefined}>
    <span className={classes.icon}>
      <Picture size={20} stroke={1.7} aria-hidden="true" />
    </span>
    <span>
      {value === undefined ? <Skeleton h={26} w={36} my={2} /> : <span className={classes.value}>{value.toLocaleString(LANGUAGE)}</span>}
      <Text component="span" fz="md" fw={500} display="block">
        {title}
      </Text>
      <Text component="span" fz="sm" c="dimmed" display="block">
        {value === 0 ? done : ' '}
      </Text>
    </span>
  </a>
))

/** As many as a page of the list holds. */
const useWaitingReturns = (state: 'requested' | 'received') => useQuery(returnsQuery({ state })).data?.returns.length ?? 0

/** What only a person can do, each with the way to it. */
export const ToDos = ({ counts }: { counts: Counts | undefined }) => {
  const { data: jobs } = useQuery(jobsQuery)
  const toApprove = useWaitingReturns('requested')
  const toSettle = useWaitingReturns('received')
  const { data: troubles } = useQuery(troublesQuery)
  const toLookAt = Object.values(troubles ?? {}).reduce((sum, list) => sum + list.length, 0)
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="md">
      <ToDo
        to="/orders"
        search={{ view: 'pending' }}
        icon={IconChecks}
        title="To approve"
        value={counts?.to_approve}
        tone="amber"
        done="All decided"
      />
      <ToDo
        to="/orders"
        search={{ view: 'confirmed' }}
        icon={IconTruckDelivery}
        title="To fulfil"
        value={counts?.to_fulfil}
        tone="blue"
        done="All on their way"
      />
      <ToDo
        to="/orders"
        search={{ view: 'checking' }}
        icon={IconCreditCard}
        title="Payments to check"
        value={counts?.payments_to_check}
        tone="amber"
        done="All settled"
      />
      <ToDo to="/jobs" icon={IconRefreshAlert} title="Jobs given up" value={jobs && deadJobs(jobs.jobs)} tone="red" done="All done" />
      {toApprove > 0 && (
        <ToDo
          to="/returns"
          search={{ state: 'requested' }}
          icon={IconTruckReturn}
          title={`${toApprove === 1 ? 'Return' : 'Returns'} to approve`}
          value={toApprove}
          tone="amber"
          done=""
        />
      )}
      {toSettle > 0 && (
        <ToDo
          to="/returns"
          search={{ state: 'received' }}
          icon={IconTruckReturn}
          title={`${toSettle === 1 ? 'Return' : 'Returns'} to settle`}
          value={toSettle}
          tone="amber"
          done=""
        />
      )}
      {toLookAt > 0 && <ToDo to="/payments" icon={IconAlertTriangle} title="Payments to look at" value={toLookAt} tone="red" done="" />}
    </SimpleGrid>
  )
}
