import type { Cart } from '#modules/cart/contract.ts'
import type { Quote } from '#modules/orders/contract.ts'
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
  const { view, cart, quote, problems, changed } = props
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
          <Summary view={view} cart={cart} quote={quote} />
        </main>
      </body>
    </html>
  )
}

type SummaryProps = { view: View; cart: Cart; quote: Quote | null }

const Summary = ({ view, cart, quote }: SummaryProps) => {
  const shown = cartView(view, cart)
  const total = quote ? view.money(quote.total) : shown.subtotal
  return (
    <aside class="checkout-side" aria-labelledby="summary">
      <details class="summary">
        <summary>
          <h2 id="summary">{view.t('checkout.order')}</h2>
          <span class="summary-total">
            {total}
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
        <Totals view={view} quote={quote} total={total} />
        {quote?.prices_include_tax !== false && <p class="quiet">{view.t('product.tax_included')}</p>}
      </details>
    </aside>
  )
}

/** What is between the sum of the goods and the total; a shop without shipping, discounts and tax on top shows the total alone. */
const Totals = ({ view, quote, total }: { view: View; quote: Quote | null; total: string }) => {
  const { t } = view
  const rows = quote
    ? [
        ...(quote.discount_total.amount > 0 ? [[t('checkout.discount'), `−${view.money(quote.discount_total)}`]] : []),
        ...(quote.shipping ? [[quote.shipping.title, view.money(quote.shipping_total)]] : []),
        ...(quote.tax_added.amount === 0 ? [] : [[t('checkout.tax'), view.money(quote.tax_added)]]),
      ]
    : []
  return (
    <dl class="totals">
      {rows.map(([name, amount]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{amount}</dd>
        </div>
      ))}
      <div class="totals-end">
        <dt>{t('checkout.total')}</dt>
        <dd>{total}</dd>
      </div>
    </dl>
  )
}
