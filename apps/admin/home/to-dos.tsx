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

const ORDERS = [
  { view: 'pending', icon: IconChecks, title: 'To approve', count: 'to_approve', tone: 'amber', done: 'All decided' },
  { view: 'confirmed', icon: IconTruckDelivery, title: 'To fulfil', count: 'to_fulfil', tone: 'blue', done: 'All on their way' },
  { view: 'checking', icon: IconCreditCard, title: 'Payments to check', count: 'payments_to_check', tone: 'amber', done: 'All settled' },
] as const

/** What only a person can do, each with the way to it. What comes up seldom is not shown while there is none. */
export const ToDos = ({ counts }: { counts: Counts | undefined }) => {
  const { data: jobs } = useQuery(jobsQuery)
  const returns = [
    { state: 'requested', what: 'to approve', value: useWaitingReturns('requested') },
    { state: 'received', what: 'to settle', value: useWaitingReturns('received') },
  ] as const
  const { data: troubles } = useQuery(troublesQuery)
  const toLookAt = Object.values(troubles ?? {}).reduce((sum, list) => sum + list.length, 0)
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="md">
      {ORDERS.map(({ view, count, ...facts }) => (
        <ToDo key={view} to="/orders" search={{ view }} value={counts?.[count]} {...facts} />
      ))}
      <ToDo to="/jobs" icon={IconRefreshAlert} title="Jobs given up" value={jobs && deadJobs(jobs.jobs)} tone="red" done="All done" />
      {returns.map(
        ({ state, what, value }) =>
          value > 0 && (
            <ToDo
              key={state}
              to="/returns"
              search={{ state }}
              icon={IconTruckReturn}
              title={`${value === 1 ? 'Return' : 'Returns'} ${what}`}
              value={value}
              tone="amber"
              done=""
            />
          ),
      )}
      {toLookAt > 0 && <ToDo to="/payments" icon={IconAlertTriangle} title="Payments to look at" value={toLookAt} tone="red" done="" />}
    </SimpleGrid>
  )
}
