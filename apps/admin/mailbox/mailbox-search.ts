import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'
import { MailState } from '#modules/notifications/contract.ts'

export type MailboxSearch = {
  state?: MailState | undefined
  q?: string | undefined
  page?: number | undefined
  /** the mail that is open */
  mail?: string | undefined
}

export const readMailboxSearch = (raw: Record<string, unknown>): MailboxSearch => ({
  state: oneOf(MailState.enum, raw.state),
  q: textOf(raw.q),
  page: pageOf(raw.page),
  mail: textOf(raw.mail),
})
