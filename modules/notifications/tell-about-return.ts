import '#platform/tsx.ts'
import type { returns } from '#modules/returns/contract.ts'
import type { Handler } from '#platform/module.ts'
import type { Notifications } from './needs.ts'
import { queueMails } from './queue-mail.ts'
import type { ReturnNews } from './return-mail.tsx'
import { announce } from './tell-about-order.ts'

const { templateOf, writeReturnMail } = await import('./return-mail.tsx')

/**
 * A return has come a step further: its customer gets a mail, once, and open pages of the order change. Goods sent anew are an order of their
 * own, which tells of itself. The mail of a withdrawal goes where the customer wants its acknowledgement.
 */
export const tellAboutReturn =
  (news: ReturnNews): Handler<Notifications, (typeof returns.events)['returns.requested']> =>
  async (needs, { event_id, payload: { return: about } }, done) => {
    const shop = await needs.settings.readOwn({})
    const order = await needs.orders.readOrder({ order_id: about.order_id })
    const written = writeReturnMail(news, about, shop, order.token)
    const mail = { event_id, order_id: about.order_id, template: templateOf(news, about), to: about.email, written }
    await needs.db.transaction(async (sql) => {
      await queueMails(needs, sql, [mail], shop)
      await announce(needs, sql, [{ what: `return_${news}`, order }])
      await done(sql)
    })
    needs.live.announced(needs.db)
  }
