/** What the flight recorder tells: what happened to one order, or any other aggregate. */
import { contract, Id, Nullable, OneOf, type Output, op, Strict, Time, t } from './contract.ts'

const TrailStep = t.Object({
  at: Time,
  module: t.String(),
  kind: OneOf(['request', 'event', 'job', 'provider', 'webhook', 'mail', 'stock', 'edit', 'document', 'entry', 'audit']),
  title: t.String({ description: 'such as `stock held`' }),
  text: t.String({ description: 'in a sentence; empty when the title says it all' }),
  request_id: Nullable(t.String()),
  /** what it was about, without secrets */
  facts: t.Record(t.String(), t.Unknown()),
  /** what staff may do about it: an operation of this API with its input */
  action: Nullable(t.Object({ label: t.String(), method: t.String(), path: t.String(), input: t.Record(t.String(), t.Unknown()) })),
})
export type TrailStep = Output<typeof trail.ops.readTrail>['steps'][number]

export const trail = contract({
  name: 'trail',
  title: 'Flight recorder',
  ops: {
    readTrail: op('GET /admin/trail/{aggregate_id}', {
      summary:
        'What happened to an order: provider calls and webhooks, stock moves, mails, edits, what an audit found, requests of the last 90 days, events that were heard in the last 7 or wait; oldest first',
      policy: 'staff',
      input: Strict({ aggregate_id: Id }),
      output: t.Object({
        steps: t.Array(TrailStep),
        missing: t.Array(t.String(), { description: 'parts of the shop that could not be asked' }),
      }),
    }),
  },
})
