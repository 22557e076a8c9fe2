import type { MailState } from '#admin/mailbox/mailbox-search.ts'
import type { Tone } from '#admin/parts/tone-badge.tsx'

export const MAIL_WORDS: Record<MailState, { title: string; tone: Tone }> = {
  waiting: { title: 'Waiting', tone: 'amber' },
  sent: { title: 'Sent', tone: 'green' },
  kept: { title: 'Kept here', tone: 'stone' },
  bounced: { title: 'Bounced', tone: 'red' },
}
