/** Rules of the books, each checked in every part of the shop; no module promises them, so they have no contract here. */
import { request } from '#admin/api/client.ts'

/** What the last audit found of one rule. `findings`: at most 100; `repair`: what a repair would do; `problem`: why it could not be checked. */
export type Checked = {
  module: string
  rule: string
  title: string
  findings: { id: string; text: string }[]
  repair: string | null
  problem: string | null
  took_ms: number
  checked_at: string
}
type Answer = Promise<{ checks: Checked[] }>

const json = (url: string, body: object) => ({ method: 'POST', url, type: 'application/json', body: JSON.stringify(body) })

export const auditRoutes = {
  read: (signal?: AbortSignal): Answer => request({ method: 'GET', url: '/api/admin/audit' }, signal),
  run: (): Answer => request(json('/api/admin/audit', {})),
  repair: (input: { module: string; rule: string; id: string }): Answer => request(json('/api/admin/audit/repair', input)),
}
