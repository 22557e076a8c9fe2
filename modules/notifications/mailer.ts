/** The port that mails leave through; plugins implement it. */

/** A mail as it leaves. No header holds a line break. */
export type OutgoingMail = {
  message_id: string
  from: { name: string; address: string }
  to: string
  subject: string
  html: string
  text: string
}

export type Mailer = {
  /**
   * Answers with what the mail server said when it took the mail. Throws `fail('MAIL_REFUSED', ...)` when the server
   * will never take this mail; any other error means: later. Gives up by itself within two minutes.
   */
  send(mail: OutgoingMail): Promise<{ response: string }>
}
