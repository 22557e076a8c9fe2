import { SimpleGrid, Skeleton, Text } from '@mantine/core'
import { type Icon, IconChecks, IconCreditCard, IconRefreshAlert, IconTruckDelivery } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'
import type { Counts } from '#admin/home/numbers.tsx'
import { deadJobs, jobsQuery } from '#admin/jobs/jobs-query.ts'
import type { Tone } from '#admin/parts/tone-badge.tsx'
import { LANGUAGE } from '#admin/parts/words.ts'
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

/** What only a person can do, each with the way to it. */
export const ToDos = ({ counts }: { counts: Counts | undefined }) => {
  const { data: jobs } = useQuery(jobsQuery)
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
    </SimpleGrid>
  )
}
