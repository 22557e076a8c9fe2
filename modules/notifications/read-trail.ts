import type { Definition } from '#platform/module.ts'
import type { Mail, notifications } from './contract.ts'
import type { Notifications } from './needs.ts'

type ReadTrail = NonNullable<Definition<typeof notifications, Notifications>['trail']>
type Told = {
  mail_id: string
  message_id: string
  to: string
  subject: string
  template: string
  state: Mail['state']
  tries: number
  problem: string | null
  response: string | null
  created_at: string
  sent_at: string | null
  sent_again_as: string | null
}

/** The mails about an order and what became of them, for its flight recorder. The last of each can be sent again. One statement. */
export const readTrail: ReadTrail = async ({ db }, order_id) => {
  const { rows } = await db.sql<Told>`
    SELECT mail_id, message_id, "to", subject, template, state, tries, problem, response, created_at, sent_at,
      (SELECT again.mail_id FROM notifications.mails again WHERE again.event_id = m.mail_id) AS sent_again_as
    FROM notifications.mails m WHERE order_id = ${order_id} ORDER BY created_at, mail_id LIMIT 500`
  return rows.map(({ created_at, to, subject, ...facts }) => ({
    at: created_at,
    kind: 'mail',
    title: `mail to ${to}`,
    text: `“${subject}” ${whatBecame(facts)}`,
    request_id: null,
    facts,
    action: facts.sent_again_as ? null : resend(facts),
  }))
}

const whatBecame = ({ state, tries, problem, response }: Pick<Told, 'state' | 'tries' | 'problem' | 'response'>): string => {
  if (state === 'sent') return `was sent.${response ? ` The mail server said: ${response}` : ''}`
  if (state === 'kept') return 'is kept here, for real sending is switched off.'
  if (state === 'bounced') return `bounced: ${problem ?? 'the mail server gave no reason'}`
  return tries === 0 ? 'waits to be sent.' : `waits for its next try, after ${tries}: ${problem ?? 'no answer'}`
}

const resend = ({ mail_id, state }: Pick<Told, 'mail_id' | 'state'>) => ({
  label: state === 'waiting' ? 'Try it now' : 'Send it again',
  method: 'POST',
  path: `/admin/mails/${mail_id}/resend`,
  input: {},
})
