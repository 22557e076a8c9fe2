import { giftCards } from '#modules/gift-cards/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { checks } from './checks.ts'
import { notifications } from './contract.ts'
import { followOrders, forgetOldLiveEvents } from './follow-orders.ts'
import { openLiveFeed } from './live-feed.ts'
import { listMails, readMail, resendMail } from './mailbox.ts'
import type { Notifications, NotificationsPorts } from './needs.ts'
import { readTrail } from './read-trail.ts'
import { sendDueMails } from './send-due-mails.ts'
import { sendGiftCard } from './send-gift-card.ts'
import { sendTestEmail } from './send-test-email.ts'
import { tellAboutOrders } from './tell-about-order.ts'
import { tellAboutReturn } from './tell-about-return.ts'

export const notificationsModule = (ports: NotificationsPorts) => {
  if (ports.is_sending_real_email && !ports.mailer)
    throw new Error('Real e-mail is switched on, but there is no way to send it. Set MAIL_URL.')
  return module<typeof notifications, Notifications>(notifications, {
    folder: import.meta.dirname,
    needs: { giftCards, orders, settings },
    ports: { ...ports, live: openLiveFeed() },
    ops: { sendTestEmail, listMails, readMail, resendMail, followOrders },
    on: {
      'orders.placed': tellAboutOrders,
      'orders.authorised': tellAboutOrders,
      'orders.paid': tellAboutOrders,
      'orders.confirmed': tellAboutOrders,
      'orders.rejected': tellAboutOrders,
      'orders.shipped': tellAboutOrders,
      'orders.fulfilled': tellAboutOrders,
      'orders.updated': tellAboutOrders,
      'orders.cancelled': tellAboutOrders,
      'orders.reopened': tellAboutOrders,
      'orders.refunded': tellAboutOrders,
      'orders.link_wanted': tellAboutOrders,
      'returns.requested': tellAboutReturn('requested'),
      'returns.approved': tellAboutReturn('approved'),
      'returns.refused': tellAboutReturn('refused'),
      'returns.received': tellAboutReturn('received'),
      'returns.settled': tellAboutReturn('settled'),
      'gift_cards.card_to_send': sendGiftCard,
    },
    checks,
    trail: readTrail,
    every: {
      send_mails: { seconds: 2, run: sendDueMails },
      forget_old_live_events: { seconds: 3_600, run: forgetOldLiveEvents },
    },
    warm: async ({ live, db }) => live.open(db),
  })
}
