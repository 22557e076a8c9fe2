/** Events whose handling failed: waiting for their next try, or given up (`dead`) until someone retries them. */
import { request } from '#admin/api/client.ts'

export type Job = {
  event_id: string
  type: string
  handler: string
  module: string
  aggregate_id: string
  attempts: number
  state: 'waiting' | 'dead'
  last_error: string | null
  run_at: string
  emitted_at: string
}

export const jobRoutes = {
  list: (signal?: AbortSignal): Promise<{ jobs: Job[] }> => request({ method: 'GET', url: '/api/jobs' }, signal),
  retry: ({ event_id, handler }: Pick<Job, 'event_id' | 'handler'>): Promise<unknown> =>
    request({
      method: 'POST',
      url: `/api/jobs/${encodeURIComponent(event_id)}/retry`,
      type: 'application/json',
      body: JSON.stringify({ handler }),
    }),
}
