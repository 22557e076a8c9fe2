/** What an audit promises: which rules of the books are asked, and what breaks one. */
import { contract, Nullable, type Output, op, Plain, Strict, Time, t } from './contract.ts'

const Finding = t.Object({ id: t.String({ description: 'the row that breaks the rule' }), text: t.String() })

const Checked = t.Object({
  module: t.String(),
  rule: t.String({ description: 'such as `S1`, as docs/reference/invariants.md lists them' }),
  title: t.String(),
  findings: t.Array(Finding, { description: 'at most 100' }),
  /** what a repair would do, where there is one */
  repair: Nullable(t.String()),
  /** why the rule could not be checked */
  problem: Nullable(t.String()),
  took_ms: t.Integer(),
  checked_at: Time,
})
export type Checked = Output<typeof audit.ops.runAudit>['checks'][number]

const Answer = t.Object({ checks: t.Array(Checked) })

export const audit = contract({
  name: 'audit',
  title: 'Audit',
  ops: {
    runAudit: op('POST /admin/audit', {
      summary: 'Check every rule of the books now, and name what breaks one',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({}),
      output: Answer,
    }),
    readAudit: op('GET /admin/audit', {
      summary: 'What the last audit found',
      policy: 'staff',
      input: Strict({}),
      output: Answer,
    }),
    repairFinding: op('POST /admin/audit/repair', {
      summary: 'Mend what breaks a rule, where the shop knows how; then the rule is checked again',
      policy: 'admin',
      is_repeatable: true,
      input: Strict({ module: Plain(50), rule: Plain(50), id: Plain(200) }),
      output: Answer,
      errors: { NOT_FOUND: 404 },
    }),
  },
})
