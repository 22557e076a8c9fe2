import '#platform/tsx.ts'
import type { returns } from '#modules/returns/contract.ts'
import type { Handler } from '#platform/module.ts'
import type { Notifications } from './needs.ts'
import { type NewMail, queueMails } from './queue-mail.ts'
import type { ReturnNews } from './return-mail.tsx'
import { announce } from './tell-about-order.ts'

const { templateOf, writeReturnMail, writeWithdrawalCopy } = await import('./return-mail.tsx')

/**
 * A return has come a step further: its customer gets a mail, once, and open pages of the order change. Goods sent anew are an order of their
 * own, which tells of itself. Mails go to the address of the order; where a withdrawal names another one, a copy of its acknowledgement goes there.
 */
export const tellAboutReturn =
  (news: ReturnNews): Handler<Notifications, (typeof returns.events)['returns.requested']> =>
  async (needs, { event_id, payload: { return: about } }, done) => {
    const shop = await needs.settings.readOwn({})
    const order = await needs.orders.readOrder({ order_id: about.order_id })
    const written = writeReturnMail(news, about, shop, order.token)
    const of_order = { event_id, order_id: about.order_id }
    const mails: NewMail[] = [{ ...of_order, template: templateOf(news, about), to: order.email, written }]
    const is_copied = news === 'requested' && about.kind === 'withdrawal' && about.email.toLowerCase() !== order.email.toLowerCase()
    if (is_copied) mails.push({ ...of_order, template: 'withdrawal_copy', to: about.email, written: writeWithdrawalCopy(about, shop) })
    await needs.db.transaction(async (sql) => {
      await queueMails(needs, sql, mails, shop)
      await announce(needs, sql, [{ what: `return_${news}`, order }])
      await done(sql)
    })
    needs.live.announced(needs.db)
  }
