/** Whom, where to, and how to pay: with the tokens browsers fill forms in by. */
import type { Cart } from '#modules/cart/contract.ts'
import type { Quote } from '#modules/orders/contract.ts'
import type { PaymentMethod } from '#modules/payments/contract.ts'
import { Choice, Field } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import { countriesIn } from './countries.ts'
import type { Problems, Values } from './forms.ts'
import type { Message } from './messages.ts'
import { PaymentMethods } from './payment-methods.tsx'
import type { View } from './view.ts'

export type CheckoutFormProps = {
  view: View
  cart: Cart
  /** what it comes to with shipping and tax */
  quote: Quote | null
  methods: PaymentMethod[]
  values: Values
  problems: Problems
  /** the same form sent twice buys once */
  idempotency_key: string
  is_signed_in: boolean
}

const LABELS = {
  email: 'checkout.email',
  name: 'checkout.name',
  company: 'checkout.company',
  line1: 'checkout.line1',
  line2: 'checkout.line2',
  postal_code: 'checkout.postal_code',
  city: 'checkout.city',
  region: 'checkout.region',
  country: 'checkout.country',
  phone: 'checkout.phone',
} as const satisfies Record<string, Message>

export const labelsOf = ({ t }: View): Record<string, string> =>
  Object.fromEntries(Object.entries(LABELS).map(([name, message]) => [name, t(message)]))

export const CheckoutForm = ({ view, cart, quote, methods, values, problems, idempotency_key, is_signed_in }: CheckoutFormProps) => {
  const { t } = view
  const total = quote?.total ?? cart.subtotal
  const field = (name: keyof typeof LABELS) => ({ name, label: t(LABELS[name]), value: values[name], problem: problems[name] })
  const optional_text = t('form.optional')
  return (
    <form class="form" method="post" action={view.at('/checkout')} data-once>
      <input type="hidden" name="idempotency_key" value={idempotency_key} />
      <input type="hidden" name="cart_version" value={cart.version} />
      <input type="hidden" name="expected_amount" value={total.amount} />
      <input type="hidden" name="expected_currency" value={total.currency} />
      <fieldset class="form-part">
        <legend>{t('checkout.contact')}</legend>
        <Field
          {...field('email')}
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
      </fieldset>
      <fieldset class="form-part">
        <legend>{t('checkout.address')}</legend>
        <Choice
          {...field('country')}
          value={values.country ?? view.shop.country}
          autocomplete="shipping country"
          is_required
          options={countriesIn(view.locale)}
        />
        <Field {...field('name')} autocomplete="shipping name" is_required max_length={200} />
        <Field {...field('company')} autocomplete="shipping organization" optional_text={optional_text} max_length={200} />
        <Field {...field('line1')} autocomplete="shipping address-line1" is_required max_length={200} />
        <Field {...field('line2')} autocomplete="shipping address-line2" optional_text={optional_text} max_length={200} />
        <div class="form-row">
          <Field {...field('postal_code')} autocomplete="shipping postal-code" is_required max_length={20} />
          <Field {...field('city')} autocomplete="shipping address-level2" is_required max_length={100} />
        </div>
        <div class="form-row">
          <Field {...field('region')} autocomplete="shipping address-level1" optional_text={optional_text} max_length={100} />
          <Field {...field('phone')} type="tel" inputmode="tel" autocomplete="shipping tel" optional_text={optional_text} max_length={40} />
        </div>
      </fieldset>
      <PaymentMethods view={view} methods={methods} chosen={values.method} problem={problems.method} />
      <button class="button is-wide is-large" type="submit">
        <Icon name="lock" />
        {t('checkout.pay', { total: view.money(total) })}
      </button>
    </form>
  )
}
