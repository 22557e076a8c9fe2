import { queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { Job } from '#platform/jobs-contract.ts'

const LOOK_AGAIN_MS = 30_000

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => api.jobs.listJobs({}, { signal }),
  refetchInterval: LOOK_AGAIN_MS,
})

export const deadJobs = (jobs: Job[]) => jobs.filter(({ state }) => state === 'dead').length
