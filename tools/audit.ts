/** `npm run audit`: checks every rule of the shop's books, also while the shop is running. Exit code 0: all hold; 2: some do not. */
import { parseArgs } from 'node:util'
import { openShop } from '#apps/open-shop.ts'
import { openAudit } from '#platform/audit.ts'
import type { Checked } from '#platform/audit-contract.ts'
import { systemClock } from '#platform/clock.ts'
import { BadConfig, readConfig } from '#platform/config.ts'
import { CannotStart } from '#platform/embedded.ts'
import { SchemaMismatch } from '#platform/migrations.ts'

const HELP = `Usage: npm run audit [-- --json] [-- --repair]

Checks every rule of the shop's books (docs/reference/invariants.md) and names the rows that break one.
  --repair   mend what the shop knows how to mend, then check again
  --json     print the answer for programs
With several services, run it with the environment of each: every service checks its own modules.
Exit code: 0 every rule holds, 2 some do not, 1 it could not be done.`

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, repair: { type: 'boolean' } },
  })
  if (values.help) return console.log(HELP)
  const say = values.json ? () => {} : (line: string) => console.log(`  ${line}`)
  const shop = await openShop(readConfig(process.env), { is_running: false, say })
  try {
    const auditor = openAudit({ db: shop.db, local: shop.linked.local, clock: systemClock })
    let { checks } = await auditor.runAudit({})
    if (values.repair) {
      for (const { module, rule, findings, repair } of checks)
        if (repair) for (const { id } of findings) await auditor.repairFinding({ module, rule, id })
      checks = (await auditor.runAudit({})).checks
    }
    console.log(values.json ? JSON.stringify(checks, null, 2) : report(checks))
    if (checks.some(isBroken)) process.exitCode = 2
  } finally {
    await shop.close()
  }
}

const isBroken = ({ findings, problem }: Checked): boolean => findings.length > 0 || problem !== null

const report = (checks: Checked[]): string => {
  const lines = checks.flatMap((one) => [
    `${isBroken(one) ? '✗' : '✓'} ${`${one.module} ${one.rule}`.padEnd(24)} ${one.title}`,
    ...(one.problem ? [`    could not be checked: ${one.problem}`] : []),
    ...one.findings.map(({ id, text }) => `    ${id}  ${text}`),
    ...(one.findings.length > 0 && one.repair ? [`    npm run audit -- --repair would: ${one.repair}`] : []),
  ])
  const broken = checks.filter(isBroken).length
  return [...lines, '', broken === 0 ? `All ${checks.length} rules hold.` : `${broken} of ${checks.length} rules do not hold.`].join('\n')
}

await main().catch((error) => {
  const is_plain = error instanceof CannotStart || error instanceof BadConfig || error instanceof SchemaMismatch
  console.error(is_plain ? error.message : error)
  process.exitCode = 1
})
