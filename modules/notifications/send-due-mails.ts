import { crashPoint } from '#platform/crash-point.ts'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Mailer, OutgoingMail } from './mailer.ts'
import type { Notifications } from './needs.ts'
import { writeInSecret } from './write-in-secret.ts'

const MINUTE_MS = 60_000
/** Mails on their way at once, in one process. */
const LANES = 3
/** How long a mail is in the hands of the one who tries it: longer than any try can take (a mailer gives up within two minutes). */
const LEASE_MS = 3 * MINUTE_MS
const LONGEST_PAUSE_MINUTES = 24 * 60

/** Minutes until the next try: 1, 2, 4, ... up to a day. `tries` counts those made. */
export const pauseMinutes = (tries: number): number => Math.min(2 ** (tries - 1), LONGEST_PAUSE_MINUTES)

/**
 * Sends what is due until nothing is. Any number of processes may do this at once: a mail is in one pair of hands at a time.
 * A sender that dies between the server's yes and our note of it leaves the mail to be sent again, with the same Message-ID:
 * never lost, and a receiver can tell that it is one mail.
 */
export const sendDueMails = async (needs: Notifications): Promise<void> => {
  const { mailer, is_sending_real_email } = needs
  if (!is_sending_real_email || !mailer) return
  const lane = async () => {
    for (let mail = await takeDue(needs); mail; mail = await takeDue(needs)) await tryToSend(needs, mailer, mail)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

type Taken = OutgoingMail & {
  mail_id: string
  template: string
  secret_of: string | null
  tries: number
  lease: string
  is_last_try: boolean
}

const takeDue = async ({ db, clock }: Notifications): Promise<Taken | undefined> => {
  const now = clock.now()
  const lease = newId(now)
  const { rows } = await db.sql<{
    mail_id: string
    template: string
    secret_of: string | null
    message_id: string
    from_name: string
    from_address: string
    to: string
    subject: string
    html: string
    text: string
    tries: number
    is_last_try: boolean
  }>`
    UPDATE notifications.mails SET tries = tries + 1, lease = ${lease}, next_try_at = ${new Date(now.getTime() + LEASE_MS)}
    WHERE mail_id = (
      SELECT mail_id FROM notifications.mails WHERE state = 'waiting' AND next_try_at <= ${now}
      ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING mail_id, template, secret_of, message_id, from_name, from_address, "to", subject, html, text, tries, give_up_at <= ${now} AS is_last_try`
  const row = rows[0]
  if (!row) return undefined
  const { from_name, from_address, ...mail } = row
  return { ...mail, from: { name: from_name, address: from_address }, lease }
}

const tryToSend = async (needs: Notifications, mailer: Mailer, taken: Taken): Promise<void> => {
  const { mail_id, lease, tries, is_last_try } = taken
  const outcome = await send(needs, mailer, taken).catch((error: unknown) => ({ error }))
  crashPoint('after sending a mail')
  if ('response' in outcome) return noteSent(needs, { mail_id, lease, response: outcome.response })
  const { error } = outcome
  const problem = (error instanceof Error ? error.message : String(error)).slice(0, 1_000)
  if (isFailure(error, 'MAIL_REFUSED')) return noteBounced(needs, { mail_id, lease, problem })
  if (is_last_try) return noteBounced(needs, { mail_id, lease, problem: `given up after ${tries} tries: ${problem}` })
  await noteLater(needs, { mail_id, lease, problem, tries })
}

const send = async (needs: Notifications, mailer: Mailer, taken: Taken) => {
  const { message_id, from, to, subject, html, text } = await writeInSecret(needs, taken)
  return mailer.send({ message_id, from, to, subject, html, text })
}

type Note = { mail_id: string; lease: string }

const noteSent = async ({ db, clock }: Notifications, { mail_id, lease, response }: Note & { response: string }) => {
  await db.sql`
    UPDATE notifications.mails
    SET state = 'sent', sent_at = ${clock.now()}, response = ${response.slice(0, 1_000)}, problem = NULL, lease = NULL
    WHERE mail_id = ${mail_id} AND lease = ${lease}`
}

const noteBounced = async ({ db }: Notifications, { mail_id, lease, problem }: Note & { problem: string }) => {
  await db.sql`
    UPDATE notifications.mails SET state = 'bounced', problem = ${problem}, lease = NULL WHERE mail_id = ${mail_id} AND lease = ${lease}`
}

const noteLater = ({ db, clock }: Notifications, { mail_id, lease, problem, tries }: Note & { problem: string; tries: number }) => db.sql`
  UPDATE notifications.mails
  SET problem = ${problem}, lease = NULL, next_try_at = ${new Date(clock.now().getTime() + pauseMinutes(tries) * MINUTE_MS)}
  WHERE mail_id = ${mail_id} AND lease = ${lease}`
