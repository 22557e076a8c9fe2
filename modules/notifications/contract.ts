/** What notifications promise: a mail for each event that asks for one, sent once, lost never; and pages that change by themselves. */
import {
  contract,
  Email,
  Id,
  Limit,
  Line,
  Nullable,
  OneOf,
  op,
  Page,
  Plain,
  type Static,
  Stream,
  Strict,
  Text,
  Time,
  t,
} from '#platform/contract.ts'

export const MailState = OneOf(['waiting', 'sent', 'kept', 'bounced'])

/** `kept`: real sending is switched off, the mail is only here. `bounced`: the mail server refused it for good. */
const MailRow = t.Object({
  mail_id: Id,
  message_id: t.String({ description: 'the Message-ID header; the same for every try' }),
  to: t.String(),
  subject: t.String(),
  template: t.String(),
  order_id: Nullable(Id),
  state: MailState,
  tries: t.Integer(),
  problem: Nullable(t.String()),
  created_at: Time,
  sent_at: Nullable(Time),
})
export const Mail = t.Object({
  ...MailRow.properties,
  sent_again_as: Nullable(t.Unsafe<string>({ ...Id, description: 'the mail by which it was sent again' })),
  html: t.String(),
  text: t.String(),
})
export type Mail = Static<typeof Mail>
export type MailState = Static<typeof MailState>

export const notifications = contract({
  name: 'notifications',
  title: 'Notifications',
  ops: {
    sendTestEmail: op('POST /test-email', {
      summary: 'Send a mail to see whether sending works',
      policy: 'staff',
      status: 202,
      input: Strict({ to: Email, subject: Line(200), message: Text(10_000) }),
      output: t.Object({ mail_id: Id, message_id: t.String(), state: MailState }),
    }),
    listMails: op('GET /admin/mails', {
      summary: 'The mailbox: every mail, newest first',
      policy: 'staff',
      input: Strict({ query: t.Optional(Text(200)), state: t.Optional(MailState), page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({ mails: t.Array(MailRow), page: t.Integer(), has_more: t.Boolean(), is_sending_real_email: t.Boolean() }),
    }),
    readMail: op('GET /admin/mails/{mail_id}', {
      summary: 'A mail as it was written',
      policy: 'staff',
      input: Strict({ mail_id: Id }),
      output: Mail,
      errors: { NOT_FOUND: 404 },
    }),
    resendMail: op('POST /admin/mails/{mail_id}/resend', {
      summary: 'Send a mail again: one that bounced or waits is tried now, one that was sent goes out as a mail of its own, once',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({ mail_id: Id }),
      output: t.Object({ mail_id: Id, state: MailState }),
      errors: { NOT_FOUND: 404 },
    }),
    followOrders: op('GET /live', {
      summary:
        'Order changes as server-sent events (`order`): staff see all, customers their own, guests the order of their token. Resumes by Last-Event-ID',
      policy: 'anyone',
      answer: 'stream',
      input: Strict({
        order_token: t.Optional(Plain(200)),
        last_event_id: t.Optional(t.String({ pattern: '^[0-9]{1,19}$' })),
      }),
      output: Stream,
      errors: { NOT_FOUND: 404, TOO_MANY_STREAMS: 429 },
    }),
  },
})

/** What a live event of the name `order` carries. A stream begins with an event `connected`, whose id a reader resumes from. */
export type OrderChange = { order_id: string; number: string; what: string; state: string; payment_state: string; version: number }
