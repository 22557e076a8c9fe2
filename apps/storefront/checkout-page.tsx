import type { Cart } from '#modules/cart/contract.ts'
import { ProblemSummary } from '#ui/field.tsx'
import { Icon, Mark } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import { Photo } from '#ui/photo.tsx'
import { cartView } from './cart-view.ts'
import { CheckoutForm, type CheckoutFormProps, labelsOf } from './checkout-form.tsx'
import { Head } from './head.tsx'
import type { View } from './view.ts'

export type CheckoutPageProps = CheckoutFormProps & {
  /** what changed since the shopper looked; shown before anything is paid */
  changed?: string | undefined
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
