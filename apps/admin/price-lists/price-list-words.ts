import { showTime } from '#admin/parts/times.ts'
import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { PriceList } from '#modules/pricing/contract.ts'

export const LIST_STATES: Record<PriceList['state'], { title: string; tone: Tone }> = {
  running: { title: 'Running', tone: 'green' },
  planned: { title: 'Planned', tone: 'blue' },
  over: { title: 'Over', tone: 'stone' },
  off: { title: 'Off', tone: 'amber' },
}

export const periodOf = ({ starts_at, ends_at }: Pick<PriceList, 'starts_at' | 'ends_at'>): string => {
  if (!starts_at && !ends_at) return 'Always'
  if (!ends_at) return `From ${showTime(starts_at ?? '')}`
  return `${starts_at ? `${showTime(starts_at)} – ` : 'Until '}${showTime(ends_at)}`
}
