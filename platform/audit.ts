/**
 * Rules of the books that hold at any time, each a question to the data that a module declares beside its use cases. Asked by
 * `npm run audit`, every hour, and from the admin; what breaks one is named, and mended where the module knows how.
 */
import type { audit, Checked } from './audit-contract.ts'
import { boxChecks } from './check-boxes.ts'
import type { Clock } from './clock.ts'
import type { Client } from './contract.ts'
import { type Db, json } from './db.ts'
import { fail } from './errors.ts'
import type { Check, Module } from './module.ts'
import { oneOfAll } from './one-of-all.ts'

type Local = { module: Module; needs: unknown }
type Asked = { module: string; rule: string; check: Check<unknown>; needs: unknown }
const MOST = 100
/** What is on its way breaks no rule: a finding counts when it is still there after this. */
const LOOK_AGAIN_MS = 2_000

/** Audits the modules of this process. Rules are asked one after the other, so that an audit never takes more than one connection. */
export const openAudit = ({ db, local, clock }: { db: Db; local: Local[]; clock: Clock }): Client<typeof audit> => {
  const all = local.flatMap(({ module, needs }): Asked[] => {
    const { name } = module.contract
    return Object.entries({ ...module.checks, ...boxChecks(db, clock, name) }).map(([rule, check]) => ({
      module: name,
      rule,
      check,
      needs,
    }))
  })
  const runAudit = async () => {
    const checks = await askTwice(all)
    await keep(db, checks)
    return { checks }
  }
  return {
    runAudit,
    readAudit: async () => {
      const { rows } = await db.sql<{ checked: Checked }>`SELECT checked FROM platform.audits ORDER BY module, rule`
      return { checks: rows.map((row) => row.checked) }
    },
    repairFinding: async ({ module, rule, id }) => {
      const found = all.find((one) => one.module === module && one.rule === rule)
      if (!found?.check.repair) throw fail('NOT_FOUND', `The rule ${rule} of ${module} has no repair.`, { field: 'rule' })
      await found.check.repair.run(found.needs, id)
      const checks = [await ask(found)]
      await keep(db, checks)
      return { checks }
    },
  }
}

/** All rules, and those that something breaks once more: what both looks name is broken. */
const askTwice = async (all: Asked[]): Promise<Checked[]> => {
  const checks: Checked[] = []
  for (const one of all) checks.push(await ask(one))
  if (!checks.some(({ findings }) => findings.length > 0)) return checks
  await new Promise((resume) => setTimeout(resume, LOOK_AGAIN_MS))
  const again: Checked[] = []
  for (const [i, first] of checks.entries()) {
    const one = all[i]
    again.push(one && first.findings.length > 0 ? stillThere(first, await ask(one)) : first)
  }
  return again
}

const stillThere = (first: Checked, second: Checked): Checked => {
  const before = new Set(first.findings.map(({ id }) => id))
  return { ...second, findings: second.findings.filter(({ id }) => before.has(id)) }
}

const ask = async ({ module, rule, check: { title, find, repair }, needs }: Asked): Promise<Checked> => {
  const began = performance.now()
  const answer = await find(needs).then(
    (findings) => ({ findings: findings.slice(0, MOST), problem: null }),
    (error) => ({ findings: [], problem: error instanceof Error ? error.message : String(error) }),
  )
  return {
    module,
    rule,
    title,
    repair: repair?.title ?? null,
    ...answer,
    took_ms: Math.round(performance.now() - began),
    checked_at: new Date().toISOString(),
  }
}

/** The same in short: a line for each row that breaks a rule, and for each rule that could not be checked. */
export const brokenRules = (checks: Checked[]): { rule: string; found: string }[] =>
  checks.flatMap(({ module, rule, findings, problem }) => [
    ...findings.map(({ id, text }) => ({ rule: `${module} ${rule}`, found: `${id}: ${text}` })),
    ...(problem ? [{ rule: `${module} ${rule}`, found: problem }] : []),
  ])

/** The newest answer to each question. */
const keep = (db: Db, checks: Checked[]) => db.sql`
  INSERT INTO platform.audits (module, rule, checked)
  SELECT one ->> 'module', one ->> 'rule', one FROM jsonb_array_elements(${json(checks)}::jsonb) AS one
  ON CONFLICT (module, rule) DO UPDATE SET checked = excluded.checked`

/** The audits of several processes as one. One that cannot be asked is a finding: nobody should take silence for order. */
export const joinAudits = (all: { service: string; client: Client<typeof audit> }[]): Client<typeof audit> => {
  const each = async (ask: (client: Client<typeof audit>) => Promise<{ checks: Checked[] }>) => {
    const answers = await Promise.all(
      all.map(({ service, client }) => ask(client).catch((error) => ({ checks: [silent(service, String(error))] }))),
    )
    return { checks: answers.flatMap((answer) => answer.checks) }
  }
  return {
    runAudit: (input, call) => each((client) => client.runAudit(input, call)),
    readAudit: (input, call) => each((client) => client.readAudit(input, call)),
    repairFinding: (input, call) =>
      oneOfAll(
        all.map(({ client }) => client.repairFinding(input, call)),
        fail('NOT_FOUND', `The rule ${input.rule} of ${input.module} has no repair.`, { field: 'rule' }),
      ),
  }
}

const silent = (service: string, problem: string): Checked => ({
  module: service,
  rule: 'reachable',
  title: 'the service can be asked',
  findings: [],
  repair: null,
  problem,
  took_ms: 0,
  checked_at: new Date().toISOString(),
})

/** For `/metrics`: what the last audit found, one line a rule; -1: it could not be checked. Without the database there are no lines, and `/ready` tells why. */
export const auditLines = async (db: Db): Promise<string[]> => {
  const { rows } = await db.sql<{ module: string; rule: string; found: number }>`
    SELECT module, rule, CASE WHEN checked ->> 'problem' IS NULL THEN jsonb_array_length(checked -> 'findings') ELSE -1 END AS found
    FROM platform.audits ORDER BY module, rule`.catch(() => ({ rows: [] }))
  const lines = rows.map(({ module, rule, found }) => `souk_invariant_violations{module="${module}",rule="${rule}"} ${found}`)
  return [
    '# HELP souk_invariant_violations Rows that broke a rule of the books at the last audit.',
    '# TYPE souk_invariant_violations gauge',
    ...lines,
  ]
}
