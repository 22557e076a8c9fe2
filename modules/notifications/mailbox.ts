import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Mail, notifications } from './contract.ts'
import type { Notifications } from './needs.ts'
import { GIVE_UP_AFTER_MS } from './queue-mail.ts'

/** Every mail, newest first; `query` is looked for in recipient and subject. */
export const listMails = async (
  { db, is_sending_real_email }: Notifications,
  { query = '', state, page = 1, limit = 50 }: Input<typeof notifications.ops.listMails>,
): Promise<Output<typeof notifications.ops.listMails>> => {
  const { rows } = await db.sql<{
    mail_id: string
    message_id: string
    to: string
    subject: string
    template: string
    state: Mail['state']
    tries: number
    problem: string | null
    created_at: string
    sent_at: string | null
  }>`
    SELECT mail_id, message_id, "to", subject, template, state, tries, problem, created_at, sent_at
    FROM notifications.mails
    WHERE (${state ?? null}::text IS NULL OR state = ${state ?? null})
      AND position(lower(${query.trim()}) IN lower("to" || ' ' || subject)) > 0
    ORDER BY created_at DESC, mail_id DESC
    LIMIT ${limit + 1}::int OFFSET ${(page - 1) * limit}::int`
  return { mails: rows.slice(0, limit), page, has_more: rows.length > limit, is_sending_real_email }
}

/** A mail as it was written. @throws NOT_FOUND */
export const readMail = async ({ db }: Notifications, { mail_id }: Input<typeof notifications.ops.readMail>): Promise<Mail> => {
  const { rows } = await db.sql<{
    mail_id: string
    message_id: string
    to: string
    subject: string
    template: string
    state: Mail['state']
    tries: number
    problem: string | null
    created_at: string
    sent_at: string | null
    html: string
    text: string
  }>`
    SELECT mail_id, message_id, "to", subject, template, state, tries, problem, created_at, sent_at, html, text
    FROM notifications.mails WHERE mail_id = ${mail_id}`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no mail with this id.', { field: 'mail_id' })
  return rows[0]
}

/**
 * Tries a mail that bounced once more, under its old Message-ID. Only bounced mails: all others are on their way or have arrived.
 * @throws NOT_FOUND, NOT_BOUNCED
 */
export const resendMail = async (
  needs: Notifications,
  { mail_id }: Input<typeof notifications.ops.resendMail>,
): Promise<Output<typeof notifications.ops.resendMail>> => {
  const { db, clock, is_sending_real_email } = needs
  const now = clock.now()
  const { rows } = await db.sql<{ mail_id: string; state: Mail['state'] }>`
    UPDATE notifications.mails
    SET state = ${is_sending_real_email ? 'waiting' : 'kept'}, tries = 0, problem = NULL, next_try_at = ${now},
      give_up_at = ${new Date(now.getTime() + GIVE_UP_AFTER_MS)}
    WHERE mail_id = ${mail_id} AND state = 'bounced'
    RETURNING mail_id, state`
  if (rows[0]) return rows[0]
  const { state } = await readMail(needs, { mail_id })
  throw fail('NOT_BOUNCED', `This mail did not bounce; it is ${state}.`, { state })
}
