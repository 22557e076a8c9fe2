import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { ImportRun } from '#modules/imports/contract.ts'

export const RunBadge = ({ run }: { run: ImportRun }) => {
  if (run.state === 'running') return <ToneBadge title="Running" tone="amber" />
  if (run.state === 'failed') return <ToneBadge title="Failed" tone="red" />
  if (run.refused > 0) return <ToneBadge title={`Done, ${run.refused} refused`} tone="amber" />
  return <ToneBadge title="Done" tone="green" />
}
