/** Second step: how it gets there, what each way costs, and when it comes. */
import type { Cart } from '#modules/cart/contract.ts'
import type { ShippingOption } from '#modules/shipping/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'
import type { TotalsView } from './totals-view.ts'
import type { View } from './view.ts'

export type DeliveryPageProps = {
  view: View
  cart: Cart
  totals: TotalsView | null
  options: ShippingOption[]
  chosen: string | undefined
  /** where it goes, in a line */
  place: string
  problem?: string | undefined
}

export const DeliveryPage = ({ view, cart, totals, options, chosen, place, problem }: DeliveryPageProps) => {
  const { t } = view
  return (
    <CheckoutFrame view={view} step="delivery" title={t('checkout.delivery')} cart={cart} totals={totals}>
      {problem && <Notice kind="bad">{problem}</Notice>}
      <p class="recap-line">
        <span class="quiet">{t('checkout.goes_to')}</span> {place} <a href={view.at('/checkout')}>{t('checkout.change')}</a>
      </p>
      {options.length === 0 ? (
        <p>{t('checkout.nowhere')}</p>
      ) : (
        <form class="form" method="post" action={view.at('/checkout/delivery')} data-quote>
          <fieldset class="form-part">
            <legend class="sr-only">{t('checkout.delivery')}</legend>
            <div class="methods">
              {options.map((option) => (
                <Way key={option.method_id} view={view} option={option} is_chosen={option.method_id === chosen} />
              ))}
            </div>
          </fieldset>
          <button class="button is-wide is-large" type="submit">
            {t('checkout.to_payment')}
            <Icon name="arrow" />
          </button>
        </form>
      )}
    </CheckoutFrame>
  )
}

const Way = ({ view, option, is_chosen }: { view: View; option: ShippingOption; is_chosen: boolean }) => {
  const { method_id, title, text, amount, pickup } = option
  return (
    <label class="method">
      <input type="radio" name="shipping_method_id" value={method_id} checked={is_chosen} required />
      <span class="method-text">
        <span class="method-title">{title}</span>
        <span class="quiet">{text || daysOf(view, option)}</span>
        {pickup && (
          <span class="quiet">
            {[pickup.name, pickup.line1, `${pickup.postal_code} ${pickup.city}`].join(', ')}
            <br />
            {pickup.hours}
          </span>
        )}
      </span>
      <span class="method-price">{amount.amount === 0 ? view.t('totals.free') : view.money(amount)}</span>
    </label>
  )
}

/** Said here only where the shop's own text does not say it already. */
const daysOf = ({ t }: View, { min_days, max_days }: ShippingOption): string => {
  const most = max_days ?? min_days
  if (most === null) return ''
  return min_days === null || min_days === most
    ? t('checkout.days', { count: most })
    : t('checkout.days_from', { from: min_days, to: most })
}
