/** Rules of the books, each checked in every part of the shop; no module promises them, so they have no contract here. */
import { request } from '#admin/api/client.ts'
import type { Checked } from '#platform/audit.ts'

export type { Checked }

type Answer = Promise<{ checks: Checked[] }>

const json = (url: string, body: object) => ({ method: 'POST', url, type: 'application/json', body: JSON.stringify(body) })

export const auditRoutes = {
  read: (signal?: AbortSignal): Answer => request({ method: 'GET', url: '/api/admin/audit' }, signal),
  run: (): Answer => request(json('/api/admin/audit', {})),
  repair: (input: { module: string; rule: string; id: string }): Answer => request(json('/api/admin/audit/repair', input)),
}
