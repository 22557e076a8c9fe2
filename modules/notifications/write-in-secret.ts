import { Failure } from '#platform/errors.ts'
import type { Notifications } from './needs.ts'

type Kept = { template: string; secret_of: string | null; html: string; text: string }

/** What is kept of a code: its last four characters. */
export const maskOf = (code: string): string => code.replace(/[^-](?=(?:-?[^-]){4})/g, '•')

/**
 * A mail as it leaves. The code of a gift card is asked for now and stands in no table, so whoever reads the mailbox, or has the database
 * and not the key, has no code. A mail that would leave without its code does not leave.
 * @throws MAIL_REFUSED as a mailer does, for a mail of before, of which nobody knows the card
 */
export const writeInSecret = async <M extends Kept>({ giftCards }: Notifications, mail: M): Promise<M> => {
  if (mail.template !== 'gift_card') return mail
  if (!mail.secret_of) throw new Failure('MAIL_REFUSED', 'The code of this gift card can no longer be asked for. Make another card.')
  const { code } = await giftCards.readCode({ instrument_id: mail.secret_of })
  const mask = maskOf(code)
  if (![mail.html, mail.text].every((part) => part.includes(mask))) throw new Error('The code of this gift card is not the one it was.')
  return { ...mail, html: mail.html.replaceAll(mask, code), text: mail.text.replaceAll(mask, code) }
}
