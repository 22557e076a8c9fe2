/** On the page of an order: what is on its way back, and how to send something back. */
import type { Order } from '#modules/orders/contract.ts'
import type { Return, Returnable } from '#modules/returns/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import { addressLine } from './countries.ts'
import { formatDay, type View } from './view.ts'

type Props = { view: View; order: Order; returnable: Returnable; seller: Settings['seller'] }

/** Where the shop is, if it has said so. */
const addressOf = (
  { shop, locale }: View,
  { legal_name = shop.shop_name, line1, city, ...rest }: Settings['seller'],
): string | undefined =>
  line1 && city ? addressLine({ name: legal_name, line1, city, country: shop.country, ...rest }, locale) : undefined

/** What was not paid is not asked for any more; only the rest is given back. */
const whatNow = ({ t, money }: View, { state, number, total, waived, settled_as, lines }: Return): string => {
  if (settled_as === 'exchange' && lines.some(({ accepted_quantity }) => accepted_quantity)) return t('return.exchanged_text')
  const given = { ...total, amount: total.amount - (waived?.amount ?? 0) }
  const said = t(`return.${state}_text`, { total: money(given), number })
  if (!waived || waived.amount === 0) return said
  const unasked = t('return.waived_text', { waived: money(waived) })
  return given.amount > 0 ? `${said} ${unasked}` : unasked
}

/** With what is sent instead: as it was decided, else as it is wished for. */
const goodsOf = ({ t }: View, { settled_as }: Return, line: Return['lines'][number]): string => {
  const goods = `${line.quantity} × ${[line.title, line.variant_title].filter(Boolean).join(', ')}`
  const other = settled_as ? line.sent_instead : line.exchange_for
  return other ? t('return.goods_instead', { goods, variant: other.variant_title || other.sku }) : goods
}

export const OrderReturns = ({ view, order, returnable, seller }: Props) => {
  const { t, locale } = view
  const { returns, lines, can_withdraw, return_until, withdraw_until } = returnable
  const can_return = order.fulfilments.length > 0 && lines.some(({ quantity }) => quantity > 0)
  if (returns.length === 0 && !can_return && !can_withdraw) return null
  const path = `/orders/${order.token}`
  const address = addressOf(view, seller)
  return (
    <section aria-labelledby="returns">
      <h2 class="order-part" id="returns">
        {t('return.title')}
      </h2>
      {returns.map((one) => (
        <article key={one.return_id} class="return">
          <p class="return-head">
            <strong>{t(one.kind === 'withdrawal' ? 'return.withdrawal_number' : 'return.number', { number: one.number })}</strong>
            <span class="state">{t(`return.${one.state}`)}</span>
          </p>
          <p>{one.lines.map((line) => goodsOf(view, one, line)).join(' · ')}</p>
          <p class="quiet">{whatNow(view, one)}</p>
          {one.state === 'approved' && address && <p>{t('return.send_to', { address })}</p>}
          {(one.state === 'requested' || one.state === 'approved') && one.kind === 'return' && (
            <form method="post" action={view.at(`${path}/returns/${one.return_id}/call-off`)}>
              <button class="link is-small" type="submit">
                {t('return.call_off')}
              </button>
            </form>
          )}
        </article>
      ))}
      <ul class="return-ways">
        {can_return && (
          <li>
            <a href={view.at(`${path}/return`)}>{t('return.ask')}</a>
            {return_until && <span class="quiet"> {t('return.until', { day: formatDay(return_until, locale) })}</span>}
          </li>
        )}
        {can_withdraw && (
          <li>
            <a href={view.at(`${path}/withdraw`)}>{t('withdraw.title')}</a>
            {withdraw_until && <span class="quiet"> {t('return.until', { day: formatDay(withdraw_until, locale) })}</span>}
          </li>
        )}
      </ul>
    </section>
  )
}
