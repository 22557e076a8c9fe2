/** First step: whom, and where to. */

import type { Cart } from '#modules/cart/contract.ts'
import { Field, ProblemSummary } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import { AddressFields, addressLabels } from './address-fields.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'
import type { Problems, Values } from './forms.ts'
import type { TotalsView } from './totals-view.ts'
import type { View } from './view.ts'

export type ContactPageProps = {
  view: View
  cart: Cart
  totals: TotalsView | null
  values: Values
  problems: Problems
  is_signed_in: boolean
  /** addresses of earlier orders, each in a line, by the order they are of */
  earlier: { order_id: string; text: string }[]
}

export const ContactPage = ({ view, cart, totals, values, problems, is_signed_in, earlier }: ContactPageProps) => {
  const { t } = view
  const labels = {
    ...{ email: t('checkout.email'), vat_id: t('checkout.vat_id') },
    ...{ ...addressLabels(t, ''), ...addressLabels(t, 'billing_') },
  }
  return (
    <CheckoutFrame view={view} step="contact" title={t('checkout.contact')} cart={cart} totals={totals}>
      <ProblemSummary title={t('form.problems')} problems={problems} labels={labels} />
      <form class="form" method="post" action={view.at('/checkout')} data-quote>
        <div class="form-part">
          <Field
            name="email"
            label={labels.email}
            value={values.email}
            problem={problems.email}
            type="email"
            inputmode="email"
            autocomplete="email"
            is_required
            max_length={254}
            hint={t('checkout.email_hint')}
          />
          {!is_signed_in && (
            <p class="quiet">
              {t('checkout.have_account')}{' '}
              <a href={`${view.at('/login')}?next=${encodeURIComponent(view.at('/checkout'))}`}>{t('account.sign_in')}</a>
            </p>
          )}
        </div>
        <fieldset class="form-part">
          <legend>{t('checkout.address')}</legend>
          {earlier.length > 0 && <Earlier view={view} earlier={earlier} />}
          <AddressFields {...{ view, values, problems }} prefix="" is_required />
        </fieldset>
        <div class="form-part">
          <details class="more-fields" open={Boolean(values.vat_id || problems.vat_id)}>
            <summary>{t('checkout.as_company')}</summary>
            <Field
              name="vat_id"
              label={labels.vat_id}
              value={values.vat_id}
              problem={problems.vat_id}
              hint={t('checkout.vat_id_hint')}
              max_length={20}
            />
          </details>
          <label class="check">
            <input type="checkbox" name="bill_elsewhere" value="1" checked={values.bill_elsewhere === '1'} data-reveals />
            <span>{t('checkout.bill_elsewhere')}</span>
          </label>
          <fieldset class="form-part revealed">
            <legend>{t('checkout.billing')}</legend>
            <AddressFields {...{ view, values, problems }} prefix="billing_" is_required={false} />
          </fieldset>
        </div>
        <button class="button is-wide is-large" type="submit">
          {t('checkout.to_delivery')}
          <Icon name="arrow" />
        </button>
      </form>
    </CheckoutFrame>
  )
}

const Earlier = ({ view, earlier }: Pick<ContactPageProps, 'view' | 'earlier'>) => (
  <div class="earlier">
    <p class="quiet">{view.t('checkout.earlier')}</p>
    <ul>
      {earlier.map(({ order_id, text }) => (
        <li key={order_id}>
          <a href={view.at(`/checkout?address_of=${order_id}`)}>{text}</a>
        </li>
      ))}
    </ul>
  </div>
)
