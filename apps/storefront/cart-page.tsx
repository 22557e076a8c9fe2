import type { Cart } from '#modules/cart/contract.ts'
import type { Quote } from '#modules/orders/contract.ts'
import { Choice, Field } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import { Photo } from '#ui/photo.tsx'
import { Quantity } from '#ui/quantity.tsx'
import { cartView, type LineView } from './cart-view.ts'
import type { Tender } from './checkout-state.ts'
import { CodeChips } from './code-field.tsx'
import { countriesIn } from './countries.ts'
import type { OwnCard } from './group-prices.ts'
import { Layout } from './layout.tsx'
import { Newest } from './newest.tsx'
import { Totals } from './totals.tsx'
import { totalsOfQuote } from './totals-view.ts'
import type { View } from './view.ts'

export type CartPageProps = {
  view: View
  cart: Cart | null
  /** shown while the cart is empty */
  newest: OwnCard[]
  problem?: string | undefined
  /** what it comes to; null: just the sum of the lines */
  quote: Quote | null
  codes: string[]
  tender: Tender
  /** where shipping is reckoned to */
  country: string
  code_problem?: string | undefined
  typed_code?: string | undefined
}

/** The cart, whole: every line with its own form, so that each change works without scripts. */
export const CartPage = (props: CartPageProps) => {
  const { view, cart, problem } = props
  const { t } = view
  const shown = cartView(view, cart)
  return (
    <Layout view={view} title={t('cart.title')} is_hidden>
      <div class="list-head">
        <h1>{t('cart.title')}</h1>
        {shown.count > 0 && <p class="quiet">{shown.count_text}</p>}
      </div>
      {problem && <Notice kind="bad">{problem}</Notice>}
      {shown.has_problems && <Notice kind="warning">{t('cart.problems')}</Notice>}
      {shown.lines.length === 0 ? (
        <>
          <div class="empty">
            <Icon name="bag" />
            <p>{t('cart.empty')}</p>
            <a class="button" href={view.at('/products')}>
              {t('cart.fill')}
            </a>
          </div>
          <Newest view={view} cards={props.newest} />
        </>
      ) : (
        <div class="cart">
          <ul class="lines">
            {shown.lines.map((line) => (
              <Line key={line.variant_id} view={view} line={line} />
            ))}
          </ul>
          <CartSummary {...props} subtotal={shown.subtotal} is_sold={shown.is_sold} />
        </div>
      )}
    </Layout>
  )
}

const CartSummary = (props: CartPageProps & { subtotal: string; is_sold: boolean }) => {
  const { view, quote, subtotal, is_sold } = props
  const { t } = view
  return (
    <section class="summary" aria-labelledby="summary">
      <h2 id="summary">{t('cart.summary')}</h2>
      {quote ? (
        <Totals totals={totalsOfQuote(view, quote)} has_why />
      ) : (
        <dl class="totals">
          <div class="totals-end">
            <dt>{t('cart.subtotal')}</dt>
            <dd>{subtotal}</dd>
          </div>
        </dl>
      )}
      <Estimate {...props} />
      <Codes {...props} />
      {is_sold ? (
        <a class="button is-wide" href={view.at('/checkout')}>
          {t('cart.checkout')}
          <Icon name="arrow" />
        </a>
      ) : (
        <p class="summary-stop">{t('cart.unsold')}</p>
      )}
      <a class="link" href={view.at('/products')}>
        {t('cart.go_on')}
      </a>
    </section>
  )
}

/** Shipping and tax depend on the country; the rest of the address is asked for at checkout. */
const Estimate = ({ view, quote, country }: CartPageProps) => {
  const is_nowhere = quote?.problems.some(({ code }) => code === 'SHIPPING_UNAVAILABLE')
  return (
    <form class="estimate" method="post" action={view.at('/cart/country')}>
      <Choice
        name="country"
        label={view.t('cart.country')}
        value={country}
        options={countriesIn(view.locale)}
        problem={is_nowhere ? view.t('cart.nowhere') : undefined}
        is_sent_on_change
      />
      <noscript>
        <button class="button is-quiet is-small" type="submit">
          {view.t('cart.update')}
        </button>
      </noscript>
    </form>
  )
}

const Codes = ({ view, quote, codes, tender, code_problem, typed_code }: CartPageProps) => (
  <form class="codes" method="post" action={view.at('/cart/code')}>
    <details class="more-fields" open={Boolean(code_problem)}>
      <summary>{view.t('code.title')}</summary>
      <div class="code-row">
        <Field name="code" label={view.t('code.label')} value={typed_code} problem={code_problem} max_length={40} />
        <button class="button is-quiet" type="submit">
          {view.t('code.apply')}
        </button>
      </div>
    </details>
    <CodeChips view={view} codes={codes} cards={tender.cards} quote={quote} name="remove" />
  </form>
)

const Line = ({ view, line }: { view: View; line: LineView }) => (
  <li class="line">
    <div class="line-picture">{line.picture && <Photo picture={line.picture} sizes="120px" is_silent />}</div>
    <div class="line-text">
      <h2 class="line-title">
        <a href={line.href}>{line.title}</a>
      </h2>
      {line.variant_title && <p class="quiet">{line.variant_title}</p>}
      {line.unit_price && <p class="quiet">{line.unit_price}</p>}
      {line.tier && <p class="line-tier">{line.tier}</p>}
      {line.problem && <p class="line-problem">{line.problem}</p>}
      {line.switch_to && (
        <form method="post" action={view.at('/preferences')}>
          <input type="hidden" name="next" value={view.at('/cart')} />
          <button class="link is-small" type="submit" name="currency" value={line.switch_to}>
            {view.t('cart.switch', { currency: line.switch_to })}
          </button>
        </form>
      )}
    </div>
    <form class="line-form" method="post" action={view.at('/cart/lines')}>
      <input type="hidden" name="variant_id" value={line.variant_id} />
      <Quantity
        id={`quantity-${line.variant_id}`}
        label={line.quantity_label}
        less={view.t('product.less')}
        more={view.t('product.more')}
        value={line.quantity}
        min={0}
        is_sent_on_change
        is_small
      />
      <noscript>
        <button class="button is-quiet is-small" type="submit">
          {view.t('cart.update')}
        </button>
      </noscript>
      <button class="link is-small" type="submit" name="remove" value="1" aria-label={line.remove_label}>
        {view.t('cart.remove')}
      </button>
    </form>
    <p class="line-total">{line.line_total}</p>
  </li>
)
