/** The flight recorder: all that happened to an order, from every part of the shop. */
import { request } from '#admin/api/client.ts'

type Kind = 'request' | 'event' | 'job' | 'provider' | 'webhook' | 'mail' | 'stock' | 'edit' | 'document' | 'entry' | 'audit'

export type TrailStep = {
  at: string
  module: string
  kind: Kind
  title: string
  text: string
  request_id: string | null
  facts: Record<string, unknown>
  /** an operation of the API with its input */
  action: { label: string; method: string; path: string; input: Record<string, unknown> } | null
}
export type Trail = { steps: TrailStep[]; missing: string[] }
export type TrailAction = NonNullable<TrailStep['action']>

export const trailRoutes = {
  read: (order_id: string, signal?: AbortSignal): Promise<Trail> =>
    request({ method: 'GET', url: `/api/admin/trail/${encodeURIComponent(order_id)}` }, signal),
  act: ({ method, path, input }: TrailAction): Promise<unknown> =>
    request({ method, url: `/api${path}`, type: 'application/json', body: JSON.stringify(input) }),
}
