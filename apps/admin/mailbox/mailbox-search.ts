import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'

export const MAIL_STATES = ['waiting', 'sent', 'kept', 'bounced'] as const
export type MailState = (typeof MAIL_STATES)[number]
export type MailboxSearch = {
  state?: MailState | undefined
  q?: string | undefined
  page?: number | undefined
  /** the mail that is open */
  mail?: string | undefined
}

export const readMailboxSearch = (raw: Record<string, unknown>): MailboxSearch => ({
  state: oneOf(MAIL_STATES, raw.state),
  q: textOf(raw.q),
  page: pageOf(raw.page),
  mail: textOf(raw.mail),
})
