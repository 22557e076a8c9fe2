/**
 * The flight recorder: what happened to one order (or any other aggregate), from every module, in time. Every process answers for its own.
 * What modules keep of it stays as long as they keep it; who asked for what, 90 days (requests.ts); which events were heard, 7 (events.ts).
 */
import type { Client } from './contract.ts'
import type { Db } from './db.ts'
import type { Asked, Requests } from './requests.ts'
import type { TrailStep, trail } from './trail-contract.ts'

type Trail = Client<typeof trail>
type Local = {
  module: { contract: { name: string }; trail?: (needs: unknown, aggregate_id: string) => Promise<Omit<TrailStep, 'module'>[]> }
  needs: unknown
}

/** What this process knows. The module names come from the code, so they may stand in the text. */
export const openTrail = ({ db, local, requests }: { db: Db; local: Local[]; requests?: Pick<Requests, 'flush'> }): Trail => ({
  readTrail: async ({ aggregate_id }) => {
    const missing: string[] = []
    const names = local.map(({ module }) => module.contract.name)
    await requests?.flush()
    const parts = await Promise.all([
      handled(db, names, aggregate_id),
      askedFor(db, names, aggregate_id),
      ...local.map(async ({ module, needs }) => {
        const { name } = module.contract
        const steps = await module.trail?.(needs, aggregate_id).catch(() => void missing.push(name))
        return (steps ?? []).map((step) => ({ ...step, module: name }))
      }),
    ])
    const steps = parts.flat()
    return { steps: inTime([...steps, ...(await foundWrong(db, names, [aggregate_id, ...idsIn(steps)]))]), missing }
  },
})

const inTime = (steps: TrailStep[]): TrailStep[] => steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

/** What people and programs asked for about it, from outside the shop; what was refused as well. The last 500. */
const askedFor = async (db: Db, modules: string[], aggregate_id: string): Promise<TrailStep[]> => {
  const { rows } = await db.sql<Asked & { at: string }>`
    SELECT module, op, request_id, who, user_id, via, outcome, at, took_ms FROM platform.requests
    WHERE aggregate_id = ${aggregate_id} AND module = ANY(${modules}::text[]) ORDER BY at DESC, request_number DESC LIMIT 500`
  return rows.toReversed().map(({ module, op, request_id, who, outcome, at, ...facts }) => ({
    ...{ at, module, kind: 'request', title: `${op} by ${who}`, request_id, action: null },
    text: outcome === 'done' ? '' : `Refused: ${outcome}`,
    facts: { outcome, ...facts },
  }))
}

type FoundWrong = { module: string; rule: string; title: string; repair: string | null; id: string; text: string; checked_at: string }

/** What the last audit found about it, or about something that a step names: with the repair, where the shop knows one. */
const foundWrong = async (db: Db, modules: string[], ids: string[]): Promise<TrailStep[]> => {
  const { rows } = await db.sql<FoundWrong>`
    SELECT module, rule, checked ->> 'title' AS title, checked ->> 'repair' AS repair, finding ->> 'id' AS id, finding ->> 'text' AS text,
      (checked ->> 'checked_at')::timestamptz AS checked_at
    FROM platform.audits, jsonb_array_elements(checked -> 'findings') AS finding
    WHERE module = ANY(${modules}::text[]) AND finding ->> 'id' = ANY(${ids}::text[]) ORDER BY module, rule`
  return rows.map(({ module, rule, title, repair, id, text, checked_at }) => ({
    ...{ at: checked_at, module, kind: 'audit', title: `audit: not so that ${title}`, text, request_id: null },
    facts: { rule, id },
    action: repair === null ? null : { label: capital(repair), method: 'POST', path: '/admin/audit/repair', input: { module, rule, id } },
  }))
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Payments, refunds, returns and whatever else the steps name: an audit may have found something about one of them. */
const idsIn = (steps: TrailStep[]): string[] => [
  ...new Set(
    steps.flatMap(({ facts }) =>
      Object.entries(facts).flatMap(([name, id]) => (name.endsWith('_id') && typeof id === 'string' ? [id] : [])),
    ),
  ),
]

type Heard = {
  module: string
  event_id: string
  type: string
  handler: string
  state: string
  attempts: number
  last_error: string | null
  emitted_at: Date
  handled_at: Date | null
}

/**
 * Events about it that a module heard in the last 7 days, that wait, or that were given up, and how often each was tried; of each state the last 500.
 * An event does not say which request it followed from. Asked for state by state, as the indexes are made (boxes.sql, boxes-by-aggregate.sql).
 */
const handled = async (db: Db, modules: string[], aggregate_id: string): Promise<TrailStep[]> => {
  const text = modules
    .flatMap((name) =>
      ['done', 'waiting', 'dead'].map(
        (state) => `(SELECT '${name}' AS module, event_id, type, handler, state, attempts, last_error, emitted_at, handled_at
          FROM ${name}.inbox WHERE aggregate_id = $1 AND state = '${state}' ORDER BY emitted_at DESC, sequence DESC LIMIT 500)`,
      ),
    )
    .join(' UNION ALL ')
  const { rows } = await db.pool.query<Heard>(text, [aggregate_id])
  return rows.map((row) => ({
    at: (row.handled_at ?? row.emitted_at).toISOString(),
    module: row.module,
    kind: 'job' as const,
    title: row.handler.startsWith('-> ') ? `${row.type} passed on to ${row.handler.slice(3)}` : `${row.module} heard ${row.type}`,
    text: sentenceOf(row),
    request_id: null,
    facts: { event_id: row.event_id, state: row.state, attempts: row.attempts, emitted_at: row.emitted_at.toISOString() },
    action: row.state === 'done' ? null : retry(row),
  }))
}

const sentenceOf = ({ state, attempts, last_error }: Heard): string => {
  if (state === 'done') return attempts > 1 ? `Done at try ${attempts}.` : ''
  const tries = `${attempts} ${attempts === 1 ? 'try' : 'tries'} so far${last_error ? `: ${last_error}` : ''}`
  return state === 'dead' ? `Given up. ${tries}` : `Waiting. ${tries}`
}

const retry = ({ event_id, handler }: Heard) => ({
  label: 'Try again now',
  method: 'POST',
  path: `/jobs/${event_id}/retry`,
  input: { handler },
})

/** What several processes know, as one; one that does not answer is named. */
export const joinTrails = (all: { service: string; client: Trail }[]): Trail => ({
  readTrail: async (input, call) => {
    const answers = await Promise.all(
      all.map(({ service, client }) => client.readTrail(input, call).catch(() => ({ steps: [], missing: [service] }))),
    )
    return { steps: inTime(answers.flatMap(({ steps }) => steps)), missing: answers.flatMap(({ missing }) => missing) }
  },
})
