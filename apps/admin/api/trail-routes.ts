/** The flight recorder: all that happened to an order, from every part of the shop. */
import { request } from '#admin/api/client.ts'
import type { TrailStep } from '#platform/trail.ts'

export type Trail = { steps: TrailStep[]; missing: string[] }
export type TrailAction = NonNullable<TrailStep['action']>

export const trailRoutes = {
  read: (order_id: string, signal?: AbortSignal): Promise<Trail> =>
    request({ method: 'GET', url: `/api/admin/trail/${encodeURIComponent(order_id)}` }, signal),
  act: ({ method, path, input }: TrailAction): Promise<unknown> =>
    request({ method, url: `/api${path}`, type: 'application/json', body: JSON.stringify(input) }),
}
