import type { giftCards } from '#modules/gift-cards/contract.ts'
import type { orders } from '#modules/orders/contract.ts'
import type { settings } from '#modules/settings/contract.ts'
import type { Needs } from '#platform/module.ts'
import type { LiveFeed } from './live-feed.ts'
import type { Mailer } from './mailer.ts'

export type NotificationsPorts = {
  /** ENABLE_REAL_EMAIL_SENDING: without it mails are kept in the mailbox and never leave */
  is_sending_real_email: boolean
  /** how mails leave; needed only when they do */
  mailer?: Mailer | undefined
}

export type Notifications = Needs<
  { giftCards: typeof giftCards; orders: typeof orders; settings: typeof settings },
  NotificationsPorts & { live: LiveFeed }
>
