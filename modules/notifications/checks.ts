import type { Check } from '#platform/module.ts'
import type { Notifications } from './needs.ts'

/** Sending looks every two seconds; what nobody has tried for this long nobody tries. */
const TRIED_WITHIN_SECONDS = 300

/** Which rules the mails keep. */
export const checks: Record<string, Check<Notifications>> = {
  E2: {
    title: 'an event makes one mail to each who is told of it, and every mail has a name of its own',
    find: async ({ db }) => {
      const { rows } = await db.sql<{ mail_id: string; mails: number }>`
        SELECT min(mail_id::text) AS mail_id, count(*)::int AS mails FROM notifications.mails GROUP BY event_id, template, "to" HAVING count(*) > 1
        UNION ALL
        SELECT min(mail_id::text), count(*)::int FROM notifications.mails GROUP BY message_id HAVING count(*) > 1 LIMIT 100`
      return rows.map(({ mail_id, mails }) => ({ id: mail_id, text: `There are ${mails} of this mail.` }))
    },
  },
  'E2 waiting': {
    title: 'a mail that waits is tried in time, until it is given up',
    find: async ({ db, clock, is_sending_real_email }) => {
      if (!is_sending_real_email) return []
      const { rows } = await db.sql<{ mail_id: string; tries: number }>`
        SELECT mail_id, tries FROM notifications.mails
        WHERE state = 'waiting' AND next_try_at < ${clock.now()}::timestamptz - make_interval(secs => ${TRIED_WITHIN_SECONDS}) LIMIT 100`
      return rows.map(({ mail_id, tries }) => ({ id: mail_id, text: `It was tried ${tries} times and is due.` }))
    },
  },
}
