import type { Cart } from '#modules/cart/contract.ts'
import type { PaymentMethod } from '#modules/payments/contract.ts'
import { Choice, Field, ProblemSummary } from '#ui/field.tsx'
import { Icon, Mark } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import { Photo } from '#ui/photo.tsx'
import { cartView } from './cart-view.ts'
import { countriesIn } from './countries.ts'
import type { Problems, Values } from './forms.ts'
import { Head } from './head.tsx'
import type { Message } from './messages.ts'
import type { View } from './view.ts'

export type CheckoutPageProps = {
  view: View
  cart: Cart
  methods: PaymentMethod[]
  values: Values
  problems: Problems
  /** what changed since the shopper looked; shown before anything is paid */
  changed?: string | undefined
  /** the same form sent twice buys once */
  idempotency_key: string
  is_signed_in: boolean
}

/** One page with one purpose: no menu, nothing that leads away but the way back. */
export const CheckoutPage = (props: CheckoutPageProps) => {
  const { view, cart, problems, changed } = props
  const { t } = view
  return (
    <html lang={view.locale}>
      <Head view={view} title={t('checkout.title')} is_hidden />
      <body class="is-checkout">
        <a class="skip" href="#main">
          {t('nav.skip')}
        </a>
        <header class="header is-plain">
          <div class="header-bar">
            <a class="wordmark" href={view.at('/')}>
              <Mark />
              <span>{view.shop.shop_name}</span>
            </a>
            <a class="tool" href={view.at('/cart')}>
              <Icon name="back" />
              <span>{t('checkout.back')}</span>
            </a>
          </div>
        </header>
        <main id="main" class="checkout" tabIndex={-1}>
          <div class="checkout-main">
            <h1>{t('checkout.title')}</h1>
            {changed && <Notice kind="warning">{changed}</Notice>}
            <ProblemSummary title={t('form.problems')} problems={problems} labels={labelsOf(view)} />
            <CheckoutForm {...props} />
          </div>
          <Summary view={view} cart={cart} />
        </main>
      </body>
    </html>
  )
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

const labelsOf = ({ t }: View): Record<string, string> =>
  Object.fromEntries(Object.entries(LABELS).map(([name, message]) => [name, t(message)]))

const CheckoutForm = ({ view, cart, methods, values, problems, idempotency_key, is_signed_in }: CheckoutPageProps) => {
  const { t } = view
  const field = (name: keyof typeof LABELS) => ({ name, label: t(LABELS[name]), value: values[name], problem: problems[name] })
  const optional_text = t('form.optional')
  return (
    <form class="form" method="post" action={view.at('/checkout')} data-once>
      <input type="hidden" name="idempotency_key" value={idempotency_key} />
      <input type="hidden" name="cart_version" value={cart.version} />
      <input type="hidden" name="expected_amount" value={cart.subtotal.amount} />
      <input type="hidden" name="expected_currency" value={cart.subtotal.currency} />
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
        {t('checkout.pay', { total: view.money(cart.subtotal) })}
      </button>
    </form>
  )
}

type MethodsProps = { view: View; methods: PaymentMethod[]; chosen: string | undefined; problem: string | undefined }

export const PaymentMethods = ({ view, methods, chosen, problem }: MethodsProps) => (
  <fieldset class="form-part" aria-describedby={problem ? 'method-problem' : undefined}>
    <legend>{view.t('checkout.payment')}</legend>
    {problem && (
      <p class="field-problem" id="method-problem">
        {problem}
      </p>
    )}
    <div class="methods">
      {methods.map(({ method, title, text, is_test }, index) => (
        <label key={method} class="method">
          <input type="radio" name="method" value={method} checked={chosen ? chosen === method : index === 0} required />
          <span class="method-text">
            <span class="method-title">
              {title}
              {is_test && <span class="tag">{view.t('checkout.test')}</span>}
            </span>
            <span class="quiet">{text}</span>
          </span>
        </label>
      ))}
    </div>
  </fieldset>
)

const Summary = ({ view, cart }: { view: View; cart: Cart }) => {
  const shown = cartView(view, cart)
  return (
    <aside class="checkout-side" aria-labelledby="summary">
      <details class="summary">
        <summary>
          <h2 id="summary">{view.t('checkout.order')}</h2>
          <span class="summary-total">
            {shown.subtotal}
            <Icon name="down" />
          </span>
        </summary>
        <ul class="lines is-small">
          {shown.lines.map((line) => (
            <li class="line" key={line.variant_id}>
              <div class="line-picture">
                {line.picture && <Photo picture={line.picture} sizes="72px" is_silent />}
                <span class="badge">
                  <span class="sr-only">{view.t('product.quantity')} </span>
                  {line.quantity}
                </span>
              </div>
              <div class="line-text">
                <p class="line-title">{line.title}</p>
                {line.variant_title && <p class="quiet">{line.variant_title}</p>}
                {line.problem && <p class="line-problem">{line.problem}</p>}
              </div>
              <p class="line-total">{line.line_total}</p>
            </li>
          ))}
        </ul>
        <dl class="totals">
          <div class="totals-end">
            <dt>{view.t('checkout.total')}</dt>
            <dd>{shown.subtotal}</dd>
          </div>
        </dl>
        <p class="quiet">{view.t('product.tax_included')}</p>
      </details>
    </aside>
  )
}
