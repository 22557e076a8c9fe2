/** The frame of every step of the checkout: one purpose, no menu, the way so far, and the order beside it. */
import type { ComponentChildren } from 'preact'
import type { Cart } from '#modules/cart/contract.ts'
import { Icon, Mark } from '#ui/icon.tsx'
import { JsonScript } from '#ui/json-script.tsx'
import { Photo } from '#ui/photo.tsx'
import { cartView } from './cart-view.ts'
import { Head } from './head.tsx'
import type { Message } from './messages.ts'
import { Totals } from './totals.tsx'
import type { TotalsView } from './totals-view.ts'
import type { View } from './view.ts'

export type Step = 'contact' | 'delivery' | 'payment'

const STEPS = [
  ['contact', '/checkout', 'checkout.step_contact'],
  ['delivery', '/checkout/delivery', 'checkout.step_delivery'],
  ['payment', '/checkout/payment', 'checkout.step_payment'],
] as const satisfies [Step, string, Message][]

type FrameProps = { view: View; step: Step; title: string; cart: Cart; totals: TotalsView | null; children: ComponentChildren }

export const CheckoutFrame = ({ view, step, title, cart, totals, children }: FrameProps) => (
  <html lang={view.locale}>
    <Head view={view} title={title} is_hidden scripts={['checkout.js']} />
    <body class="is-checkout">
      <a class="skip" href="#main">
        {view.t('nav.skip')}
      </a>
      <header class="header is-plain">
        <div class="header-bar">
          <a class="wordmark" href={view.at('/')}>
            <Mark />
            <span>{view.shop.shop_name}</span>
          </a>
          <a class="tool" href={view.at('/cart')}>
            <Icon name="back" />
            <span>{view.t('checkout.back')}</span>
          </a>
        </div>
      </header>
      <main id="main" class="checkout" tabIndex={-1}>
        <div class="checkout-main">
          <StepList view={view} step={step} />
          <h1>{title}</h1>
          {children}
        </div>
        <Summary view={view} cart={cart} totals={totals} is_open={step === 'payment'} />
      </main>
    </body>
  </html>
)

/** Steps that are done can be gone back to; what was typed is kept. */
const StepList = ({ view, step }: { view: View; step: Step }) => {
  const here = STEPS.findIndex(([name]) => name === step)
  return (
    <nav class="checkout-steps" aria-label={view.t('checkout.steps')}>
      <ol>
        {STEPS.map(([name, path, title], index) => (
          <li key={name}>
            {index < here ? (
              <a href={view.at(path)}>{view.t(title)}</a>
            ) : (
              <span aria-current={index === here ? 'step' : undefined}>{view.t(title)}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

type SummaryProps = { view: View; cart: Cart; totals: TotalsView | null; is_open: boolean }

const Summary = ({ view, cart, totals, is_open }: SummaryProps) => {
  const shown = cartView(view, cart)
  return (
    <aside class="checkout-side" aria-labelledby="summary">
      <details class="summary" open={is_open}>
        <summary>
          <h2 id="summary">{view.t('checkout.order')}</h2>
          <span class="summary-total">
            <span data-total>{totals?.total ?? shown.subtotal}</span>
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
        <div data-totals>{totals && <Totals totals={totals} has_why />}</div>
        {totals && <JsonScript id="checkout-totals" value={{ totals, address: view.at('/checkout/totals') }} />}
      </details>
    </aside>
  )
}
