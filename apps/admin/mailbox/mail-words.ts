import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { MailState } from '#modules/notifications/contract.ts'

export const MAIL_WORDS: Record<MailState, { title: string; tone: Tone }> = {
  waiting: { title: 'Waiting', tone: 'amber' },
  sent: { title: 'Sent', tone: 'green' },
  kept: { title: 'Kept here', tone: 'stone' },
  bounced: { title: 'Bounced', tone: 'red' },
}
