import type { Settings } from '#modules/settings/contract.ts'
import type { Sql } from '#platform/db.ts'
import { failCommon } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Mail } from './contract.ts'
import type { Notifications } from './needs.ts'
import type { WrittenMail } from './written-mail.ts'

/** `order_id`: whose order it is about, if any. `secret_of`: whose secret is written in when it leaves; `written` holds it masked. */
export type NewMail = {
  event_id: string
  order_id: string | null
  secret_of?: string
  template: string
  to: string
  written: WrittenMail
}
export type Queued = { mail_id: string; message_id: string; state: Mail['state'] }

/** A mail is tried for five days: senders should not give up sooner than four to five (RFC 5321, section 4.5.4.1). */
export const GIVE_UP_AFTER_MS = 5 * 86_400_000

/**
 * Puts mails into the mailbox within the caller's transaction: waiting for their sender, or kept when real sending is off.
 * An event makes one mail for a template and a recipient, however often this runs; only what is new is returned.
 * @throws INVALID_INPUT when a header would hold a line break
 */
export const queueMails = async (needs: Notifications, sql: Sql, mails: NewMail[], shop: Settings): Promise<Queued[]> => {
  const now = needs.clock.now()
  const { hostname } = new URL(shop.public_url)
  for (const header of [shop.shop_name, shop.mail_from, ...mails.flatMap(({ to, written }) => [to, written.subject])])
    refuseLineBreak(header)
  const { rows } = await sql<{ mail_id: string; message_id: string; state: Mail['state'] }>`
    INSERT INTO notifications.mails
      (mail_id, event_id, order_id, secret_of, template, "to", message_id, from_name, from_address, subject, html, text, state, next_try_at, give_up_at, created_at)
    SELECT mail_id, event_id, order_id, secret_of, template, recipient, message_id, ${shop.shop_name}, ${shop.mail_from}, subject, html, text,
      ${needs.is_sending_real_email ? 'waiting' : 'kept'}, ${now}, ${new Date(now.getTime() + GIVE_UP_AFTER_MS)}, ${now}
    FROM unnest(${mails.map(() => newId(now))}::uuid[], ${mails.map((mail) => mail.event_id)}::uuid[], ${mails.map((mail) => mail.order_id)}::uuid[],
      ${mails.map((mail) => mail.secret_of ?? null)}::uuid[], ${mails.map((mail) => mail.template)}::text[],
      ${mails.map((mail) => mail.to)}::text[], ${mails.map(({ event_id, template }) => `<${event_id}.${template}@${hostname}>`)}::text[],
      ${mails.map(({ written }) => written.subject)}::text[], ${mails.map(({ written }) => written.html)}::text[],
      ${mails.map(({ written }) => written.text)}::text[])
      AS mail (mail_id, event_id, order_id, secret_of, template, recipient, message_id, subject, html, text)
    ON CONFLICT ON CONSTRAINT an_event_makes_one_mail DO NOTHING
    RETURNING mail_id, message_id, state`
  return rows
}

const refuseLineBreak = (header: string) => {
  if (/[\r\n]/.test(header)) throw failCommon('INVALID_INPUT', 'A header of a mail cannot hold a line break.')
}
