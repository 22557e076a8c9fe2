import type { Notifications } from './needs.ts'
import { sendDueMails } from './send-due-mails.ts'

/** Mails leave as soon as they are queued, not only when the timer looks. Notices that arrive while mails are being sent lead to one more round. */
export const wakeSenders = (needs: Notifications): void => {
  if (!needs.is_sending_real_email) return
  let is_sending = false
  let is_asked_again = false
  const send = async () => {
    is_asked_again = true
    if (is_sending) return
    is_sending = true
    while (is_asked_again) {
      is_asked_again = false
      await sendDueMails(needs).catch((error) => needs.log.warn({ err: error }, 'mails could not be sent just now; the timer tries again'))
    }
    is_sending = false
  }
  needs.db.onChange((tag) => {
    if (tag === 'mails' || tag === '*') send()
  })
}
