import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Mail, notifications } from './contract.ts'
import type { Notifications } from './needs.ts'
import { GIVE_UP_AFTER_MS } from './queue-mail.ts'
import { writeInSecret } from './write-in-secret.ts'

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
    order_id: string | null
    state: Mail['state']
    tries: number
    problem: string | null
    created_at: string
    sent_at: string | null
  }>`
    SELECT mail_id, message_id, "to", subject, template, order_id, state, tries, problem, created_at, sent_at
    FROM notifications.mails
    WHERE (${state ?? null}::text IS NULL OR state = ${state ?? null})
      AND position(lower(${query.trim()}) IN lower("to" || ' ' || subject)) > 0
    ORDER BY created_at DESC, mail_id DESC
    LIMIT ${limit + 1}::int OFFSET ${(page - 1) * limit}::int`
  return { mails: rows.slice(0, limit), page, has_more: rows.length > limit, is_sending_real_email }
}

/** A mail as it was written. A code in it is masked; in the mailbox of a shop that is tried out, it can be read. @throws NOT_FOUND */
export const readMail = async (needs: Notifications, { mail_id }: Input<typeof notifications.ops.readMail>): Promise<Mail> => {
  const { rows } = await needs.db.sql<{
    mail_id: string
    message_id: string
    to: string
    subject: string
    template: string
    order_id: string | null
    secret_of: string | null
    state: Mail['state']
    tries: number
    problem: string | null
    created_at: string
    sent_at: string | null
    sent_again_as: string | null
    html: string
    text: string
  }>`
    SELECT mail_id, message_id, "to", subject, template, order_id, secret_of, state, tries, problem, created_at, sent_at, html, text,
      (SELECT again.mail_id FROM notifications.mails again WHERE again.event_id = m.mail_id) AS sent_again_as
    FROM notifications.mails m WHERE mail_id = ${mail_id}`
  const [row] = rows
  if (!row) throw fail('NOT_FOUND', 'There is no mail with this id.', { field: 'mail_id' })
  const { secret_of: _, ...mail } = needs.is_production ? row : await writeInSecret(needs, row).catch(() => row)
  return mail
}

/**
 * Sends a mail again. One that bounced or waits is tried now, under its old Message-ID; what is in a sender's hands stays there. One that was
 * sent, or kept here, goes out as a new mail, so that its receiver does not take it for one that is there already; asked again, it is that one.
 * @throws NOT_FOUND
 */
export const resendMail = async (
  { db, clock, is_sending_real_email }: Notifications,
  { mail_id }: Input<typeof notifications.ops.resendMail>,
): Promise<Output<typeof notifications.ops.resendMail>> => {
  const now = clock.now()
  const state = is_sending_real_email ? 'waiting' : 'kept'
  const give_up_at = new Date(now.getTime() + GIVE_UP_AFTER_MS)
  const { rows } = await db.sql<{ mail_id: string; state: Mail['state'] }>`
    WITH tried AS (
      UPDATE notifications.mails SET state = ${state}, tries = 0, problem = NULL, next_try_at = ${now}, give_up_at = ${give_up_at}
      WHERE mail_id = ${mail_id} AND (state = 'bounced' OR (state = 'waiting' AND lease IS NULL))
      RETURNING mail_id, state),
    copied AS (
      INSERT INTO notifications.mails
        (mail_id, event_id, order_id, secret_of, template, "to", message_id, from_name, from_address, subject, html, text, state, next_try_at, give_up_at, created_at)
      SELECT ${newId(now)}::uuid, mail_id, order_id, secret_of, template, "to", regexp_replace(message_id, '^[^@]*', '<' || mail_id || '.' || template),
        from_name, from_address, subject, html, text, ${state}::text, ${now}::timestamptz, ${give_up_at}::timestamptz, ${now}::timestamptz
      FROM notifications.mails WHERE mail_id = ${mail_id} AND state IN ('sent', 'kept')
      ON CONFLICT ON CONSTRAINT an_event_makes_one_mail DO NOTHING
      RETURNING mail_id, state)
    SELECT mail_id, state FROM tried UNION ALL SELECT mail_id, state FROM copied`
  return rows[0] ?? readResent(db, mail_id)
}

/** The mail by which it was sent again before, else the mail itself. @throws NOT_FOUND */
const readResent = async (db: Notifications['db'], mail_id: string) => {
  const { rows } = await db.sql<{ mail_id: string; state: Mail['state'] }>`
    SELECT mail_id, state FROM notifications.mails WHERE mail_id = ${mail_id} OR event_id = ${mail_id} ORDER BY mail_id = ${mail_id} LIMIT 1`
  if (!rows[0]) throw fail('NOT_FOUND', 'There is no mail with this id.', { field: 'mail_id' })
  return rows[0]
}
