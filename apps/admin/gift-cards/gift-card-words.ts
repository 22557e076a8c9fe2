import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { Entry, InstrumentRow } from '#modules/gift-cards/contract.ts'

/** `Card ····7F3K`, `Store credit` */
export const titleOf = ({ kind, last4 }: Pick<InstrumentRow, 'kind' | 'last4'>): string =>
  kind === 'card' ? `Card ····${last4 ?? ''}` : 'Store credit'

export const standingOf = ({ disabled_at, expires_at, balance }: InstrumentRow, now = Date.now()): { title: string; tone: Tone } => {
  if (disabled_at) return { title: 'Disabled', tone: 'red' }
  if (expires_at && Date.parse(expires_at) <= now) return { title: 'Expired', tone: 'stone' }
  return balance.amount > 0 ? { title: 'To be spent', tone: 'green' } : { title: 'Used up', tone: 'stone' }
}

export const ENTRY_KINDS: Record<Entry['kind'], string> = {
  issue: 'Issued',
  credit: 'Credited',
  spend: 'Spent',
  give_back: 'Given back',
  adjust: 'Adjusted by hand',
  expire: 'Expired',
}
