import '#platform/tsx.ts'
import type { giftCards } from '#modules/gift-cards/contract.ts'
import type { Handler } from '#platform/module.ts'
import type { Notifications } from './needs.ts'
import { queueMails } from './queue-mail.ts'
import { maskOf } from './write-in-secret.ts'

const { writeGiftCardMail } = await import('./gift-card-mail.tsx')

/** A card goes to its owner by mail, once. Its code stands in no event and in no mail that is kept: it is written in when the mail leaves. */
export const sendGiftCard: Handler<Notifications, (typeof giftCards.events)['gift_cards.card_to_send']> = async (
  needs,
  { event_id, payload: { instrument_id, email, ...card } },
  done,
) => {
  const shop = await needs.settings.readOwn({})
  const { code } = await needs.giftCards.readCode({ instrument_id })
  const written = writeGiftCardMail({ ...card, code: maskOf(code) }, shop)
  await needs.db.transaction(async (sql) => {
    await queueMails(needs, sql, [{ event_id, order_id: null, secret_of: instrument_id, template: 'gift_card', to: email, written }], shop)
    await done(sql)
  })
}
