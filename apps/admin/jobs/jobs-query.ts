import { queryOptions } from '@tanstack/react-query'
import { type Job, jobRoutes } from '#admin/api/job-routes.ts'

const LOOK_AGAIN_MS = 30_000

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: ({ signal }) => jobRoutes.list(signal),
  refetchInterval: LOOK_AGAIN_MS,
})

export const deadJobs = (jobs: Job[]) => jobs.filter(({ state }) => state === 'dead').length
