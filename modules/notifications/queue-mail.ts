import type { Settings } from '#modules/settings/contract.ts'
import type { Sql } from '#platform/db.ts'
import { failCommon } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Mail } from './contract.ts'
import type { Notifications } from './needs.ts'
import type { WrittenMail } from './written-mail.ts'

export type NewMail = { event_id: string; template: string; to: string; written: WrittenMail; shop: Settings }
export type Queued = { mail_id: string; message_id: string; state: Mail['state'] }

/** A mail is tried for five days: senders should not give up sooner than four to five (RFC 5321, section 4.5.4.1). */
export const GIVE_UP_AFTER_MS = 5 * 86_400_000

/**
 * Puts a mail into the mailbox within the caller's transaction: waiting for its sender, or kept when real sending is off.
 * An event makes one mail for a template and a recipient, however often this runs; then nothing is returned.
 * @throws INVALID_INPUT when a header would hold a line break
 */
export const queueMail = async (needs: Notifications, sql: Sql, mail: NewMail): Promise<Queued | undefined> => {
  const { event_id, template, to, written, shop } = mail
  const now = needs.clock.now()
  const message_id = `<${event_id}.${template}@${new URL(shop.public_url).hostname}>`
  for (const header of [to, shop.shop_name, shop.mail_from, written.subject]) refuseLineBreak(header)
  const { rows } = await sql<{ mail_id: string; message_id: string; state: Mail['state'] }>`
    INSERT INTO notifications.mails
      (mail_id, event_id, template, "to", message_id, from_name, from_address, subject, html, text, state, next_try_at, give_up_at, created_at)
    VALUES (${newId(now)}, ${event_id}, ${template}, ${to}, ${message_id}, ${shop.shop_name}, ${shop.mail_from},
      ${written.subject}, ${written.html}, ${written.text}, ${needs.is_sending_real_email ? 'waiting' : 'kept'},
      ${now}, ${new Date(now.getTime() + GIVE_UP_AFTER_MS)}, ${now})
    ON CONFLICT ON CONSTRAINT an_event_makes_one_mail DO NOTHING
    RETURNING mail_id, message_id, state`
  return rows[0]
}

const refuseLineBreak = (header: string) => {
  if (/[\r\n]/.test(header)) throw failCommon('INVALID_INPUT', 'A header of a mail cannot hold a line break.')
}
