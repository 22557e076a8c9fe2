import { createTransport } from 'nodemailer'
import type { Mailer, OutgoingMail } from '#modules/notifications/mailer.ts'
import { fail } from '#platform/errors.ts'

export type SmtpMailer = Mailer & {
  /** lets go of the connections that are kept open */
  close(): void
}

type Times = { connection: number; silence: number; whole: number }

/** Milliseconds for connecting and greeting, for a server that falls silent, and for a mail as a whole. */
const TIMES: Times = { connection: 10_000, silence: 30_000, whole: 90_000 }

/**
 * Mails leave through one SMTP server: `smtp://user:password@host:587` (STARTTLS where the server offers it) or
 * `smtps://...:465`. A few connections are kept and used again. @throws TypeError for an address that is neither
 */
export const smtp = (mail_url: string, times: Times = TIMES): SmtpMailer => {
  if (!/^smtps?:\/\/[^/]/.test(mail_url)) throw new TypeError('MAIL_URL must look like smtp://user:password@host:587 or smtps://host:465')
  const transport = createTransport({
    url: mail_url,
    pool: true,
    maxConnections: 3,
    maxMessages: 100,
    connectionTimeout: times.connection,
    greetingTimeout: times.connection,
    socketTimeout: times.silence,
    dnsTimeout: times.connection,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (mail) => {
      refuseLineBreaks(mail)
      try {
        const { response } = await within(times.whole, transport.sendMail(envelopeOf(mail)))
        return { response }
      } catch (error) {
        throw isForGood(error) ? fail('MAIL_REFUSED', error instanceof Error ? error.message : String(error)) : error
      }
    },
    close: () => transport.close(),
  }
}

const envelopeOf = ({ message_id, from, to, subject, html, text }: OutgoingMail) => ({
  messageId: message_id,
  from,
  to: { name: '', address: to }, // as an address, never parsed as a list of several
  subject,
  html,
  text,
  headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834, section 5: no out-of-office answers
})

/** The library folds or drops what does not belong into a header; a line break in one is an attack, so it is refused aloud. */
const refuseLineBreaks = ({ message_id, from, to, subject }: OutgoingMail) => {
  for (const header of [message_id, from.name, from.address, to, subject]) {
    if (/[\r\n]/.test(header)) throw fail('MAIL_REFUSED', 'A header of this mail holds a line break.')
  }
}

/**
 * 5xx to the envelope or the content is final for this mail (RFC 5321, section 4.2.1). A 5xx to signing in or to the
 * greeting is about us, not about the mail: it waits until somebody has put that right.
 */
const isForGood = (error: unknown): boolean =>
  error instanceof Error &&
  'responseCode' in error &&
  Number(error.responseCode) >= 500 &&
  'code' in error &&
  (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')

const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the mail server took longer than ${ms / 1000} seconds`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
