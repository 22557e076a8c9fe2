import { queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { Checked } from '#platform/audit-contract.ts'

export const auditQuery = queryOptions({
  queryKey: ['audit'],
  queryFn: ({ signal }) => api.audit.readAudit({}, { signal }),
  staleTime: 5 * 60_000,
})

/** Broken rules first, then those that could not be checked; the rest by module and rule. */
export const byUrgency = (checks: readonly Checked[]): Checked[] => {
  const rank = ({ findings, problem }: Checked) => (findings.length > 0 ? 0 : problem ? 1 : 2)
  return checks.toSorted((a, b) => rank(a) - rank(b) || a.module.localeCompare(b.module) || a.rule.localeCompare(b.rule))
}

/** The answer to one repair, put in the place of what was known of that rule. */
export const withNew = (before: readonly Checked[], now: readonly Checked[]): Checked[] =>
  before.map((old) => now.find(({ module, rule }) => module === old.module && rule === old.rule) ?? old)

export const brokenRules = (checks: readonly Checked[]): number => checks.filter(({ findings }) => findings.length > 0).length
