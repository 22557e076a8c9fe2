import { showTime } from '#admin/parts/times.ts'
import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { Promotion } from '#admin/promotions/promotion-queries.ts'

type Timed = Pick<Promotion, 'paused_at' | 'starts_at' | 'ends_at'>
/** `has_codes` of one that asks for a code; undefined while nobody knows */
type Standing = Timed & Pick<Promotion, 'trigger'> & { has_codes?: boolean | undefined }

/** Whether it holds just now. */
export const standingOf = (
  { paused_at, starts_at, ends_at, trigger, has_codes }: Standing,
  now = Date.now(),
): { title: string; tone: Tone } => {
  if (ends_at && Date.parse(ends_at) <= now) return { title: 'Over', tone: 'stone' }
  if (paused_at) return { title: 'Paused', tone: 'amber' }
  if (trigger === 'code' && has_codes === false) return { title: 'Waits for a code', tone: 'amber' }
  if (starts_at && Date.parse(starts_at) > now) return { title: 'Planned', tone: 'blue' }
  return { title: 'Running', tone: 'green' }
}

export const periodWords = ({ starts_at, ends_at }: Timed): string => {
  if (!starts_at && !ends_at) return 'Always'
  if (!ends_at) return `Since ${showTime(starts_at ?? '')}`
  return `${starts_at ? `${showTime(starts_at)} – ` : 'Until '}${showTime(ends_at)}`
}
