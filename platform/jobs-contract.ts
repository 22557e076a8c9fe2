/** What is told of events that wait, and of those that nobody could handle. */
import { contract, Id, Nullable, OneOf, type Output, op, Plain, Strict, Time, t } from './contract.ts'

const Job = t.Object({
  event_id: Id,
  type: t.String(),
  handler: t.String(),
  module: t.String({ description: 'whose inbox it lies in' }),
  aggregate_id: t.String(),
  attempts: t.Integer(),
  state: OneOf(['waiting', 'dead']),
  last_error: Nullable(t.String()),
  run_at: Time,
  emitted_at: Time,
})
export type Job = Output<typeof jobs.ops.listJobs>['jobs'][number]

export const jobs = contract({
  name: 'jobs',
  title: 'Jobs',
  ops: {
    listJobs: op('GET /jobs', {
      summary: 'Events that failed and wait for their next try, and dead letters; newest first',
      policy: 'staff',
      input: Strict({}),
      output: t.Object({ jobs: t.Array(Job) }),
    }),
    retryJob: op('POST /jobs/{event_id}/retry', {
      summary: 'Try an event again now',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ event_id: Id, handler: Plain(200) }),
      output: t.Object({ event_id: Id, is_waiting: t.Boolean() }),
      errors: { NOT_FOUND: 404 },
    }),
  },
})
