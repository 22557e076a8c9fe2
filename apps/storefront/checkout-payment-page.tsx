/** Last step: everything once more, how to pay, and the button that buys. */
import type { Cart, CheckoutDraft } from '#modules/cart/contract.ts'
import type { Quote } from '#modules/orders/contract.ts'
import type { PaymentMethod } from '#modules/payments/contract.ts'
import type { Money } from '#platform/contract.ts'
import { Field, ProblemSummary } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'
import type { Tender } from './checkout-state.ts'
import { CodeChips } from './code-field.tsx'
import { addressLine } from './countries.ts'
import type { Problems } from './forms.ts'
import { PaymentMethods } from './payment-methods.tsx'
import { stepOf } from './say.ts'
import { Totals } from './totals.tsx'
import type { TotalsView } from './totals-view.ts'
import type { View } from './view.ts'

export type PaymentPageProps = {
  view: View
  cart: Cart
  draft: CheckoutDraft
  tender: Tender
  quote: Quote | null
  totals: TotalsView | null
  methods: PaymentMethod[]
  /** what a customer who is signed in has with the shop */
  credit: Money | null
  problems: Problems
  /** what was typed into the code field and did not work */
  typed_code?: string | undefined
  /** what changed since the shopper looked, and what it came to then */
  changed?: { text: string; before: string | null } | undefined
  /** the same form sent twice buys once */
  idempotency_key: string
}

/**
 * One form with several buttons, so that nothing typed is lost by another. The first of them, which Enter presses, only applies a code:
 * nobody buys by accident.
 */
export const PaymentPage = (props: PaymentPageProps) => {
  const { view, cart, draft, quote, totals, methods, tender, problems, changed, idempotency_key } = props
  const { t } = view
  const total = quote?.total ?? cart.subtotal
  const is_free = quote?.due.amount === 0
  const stops = quote?.problems.filter(({ code }) => code !== 'PRICE_CHANGED' && code !== 'UNKNOWN_CARD') ?? []
  const labels = { method: t('checkout.payment'), code: t('code.label'), customer_note: t('checkout.note') }
  return (
    <CheckoutFrame view={view} step="payment" title={t('checkout.review')} cart={cart} totals={totals}>
      {changed && <Changed view={view} changed={changed} now={view.money(total)} />}
      {stops.length > 0 && !changed && (
        <Notice kind="warning">{stops.map(({ code, text }) => stopText(view, code, text)).join(' ')}</Notice>
      )}
      {!quote && <Notice kind="bad">{t('checkout.no_quote')}</Notice>}
      <ProblemSummary title={t('form.problems')} problems={problems} labels={labels} />
      <Recap view={view} draft={draft} quote={quote} />
      {quote && <VatNumber view={view} quote={quote} />}
      <form class="form" method="post" action={view.at('/checkout/payment')} data-once>
        <input type="hidden" name="idempotency_key" value={idempotency_key} />
        <input type="hidden" name="cart_version" value={cart.version} />
        <input type="hidden" name="expected_amount" value={total.amount} />
        <input type="hidden" name="expected_currency" value={total.currency} />
        <Saving {...props} />
        {!is_free && <PaymentMethods view={view} methods={methods} chosen={tender.method} problem={problems.method} />}
        <details class="more-fields" open={Boolean(draft.customer_note)}>
          <summary>{t('checkout.add_note')}</summary>
          <div class="field">
            <label for="customer_note">{labels.customer_note}</label>
            <textarea id="customer_note" name="customer_note" rows={3} maxLength={2000}>
              {draft.customer_note}
            </textarea>
          </div>
        </details>
        <div class="review">
          {totals && <Totals totals={totals} />}
          <p class="quiet review-terms">
            {t('checkout.terms_before')} <a href={view.at('/policies/terms')}>{t('policy.terms')}</a> {t('checkout.terms_between')}{' '}
            <a href={view.at('/policies/withdrawal')}>{t('policy.withdrawal')}</a>
            {t('checkout.terms_after')}
          </p>
          {totals && (
            <button class="button is-wide is-large" type="submit" name="do" value="order">
              <Icon name="lock" />
              {totals.pay}
            </button>
          )}
        </div>
      </form>
    </CheckoutFrame>
  )
}

const Changed = ({ view, changed, now }: { view: View; changed: { text: string; before: string | null }; now: string }) => (
  <Notice kind="warning">
    <p>{changed.text}</p>
    {changed.before && changed.before !== now && (
      <p>
        {view.t('checkout.before')} <s>{changed.before}</s> · {view.t('checkout.now')} <strong>{now}</strong>
      </p>
    )}
  </Notice>
)

const stopText = ({ t }: View, code: string, text: string): string =>
  code === 'SHIPPING_UNAVAILABLE' || code === 'OUT_OF_STOCK' || code === 'NOT_FOR_SALE' ? t(`error.${code}`) : text

const Recap = ({ view, draft, quote }: Pick<PaymentPageProps, 'view' | 'draft' | 'quote'>) => {
  const { t, locale } = view
  const { email, shipping_address, billing_address, vat_id } = draft
  const rows: [string, string, string][] = [
    [t('checkout.email'), email ?? '', '/checkout'],
    [
      t(quote?.shipping?.is_pickup ? 'order.your_address' : 'order.address'),
      shipping_address ? addressLine(shipping_address, locale) : '',
      '/checkout',
    ],
    ...(billing_address ? [[t('checkout.billing'), addressLine(billing_address, locale), '/checkout'] as [string, string, string]] : []),
    ...(vat_id ? [[t('checkout.vat_id'), vat_id, '/checkout'] as [string, string, string]] : []),
    ...(quote?.shipping ? [[t('checkout.by'), quote.shipping.title, '/checkout/delivery'] as [string, string, string]] : []),
  ]
  return (
    <dl class="recap">
      {rows.map(([name, text, path]) => (
        <div key={name}>
          <dt class="quiet">{name}</dt>
          <dd>{text}</dd>
          <dd class="recap-change">
            <a href={view.at(path)} aria-label={`${t('checkout.change')}: ${name}`}>
              {t('checkout.change')}
            </a>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A number that frees of no tax is said so before anything is bought. */
const VatNumber = ({ view, quote: { why, taxes, tax_total } }: { view: View; quote: Quote }) => {
  const step = why.find(({ rule, said }) => rule === 'vat_id' && said?.sentence !== 'vat_id_valid')
  if (!step || tax_total.amount === 0 || taxes.some(({ treatment }) => treatment === 'reverse_charge')) return null
  return (
    <Notice kind="warning">
      <p>
        {stepOf(view, step)} {view.t('checkout.vat_not_accepted')}
      </p>
    </Notice>
  )
}

/** Discount codes, gift cards and what the customer has with the shop. */
const Saving = ({ view, draft, tender, quote, credit, problems, typed_code }: PaymentPageProps) => {
  const { t } = view
  return (
    <fieldset class="form-part">
      <legend>{t('code.title')}</legend>
      <div class="code-row">
        <Field name="code" label={t('code.label')} value={typed_code} problem={problems.code} max_length={40} />
        <button class="button is-quiet" type="submit" name="do" value="apply" formnovalidate>
          {t('code.apply')}
        </button>
      </div>
      <CodeChips view={view} codes={draft.codes ?? []} cards={tender.cards} quote={quote} name="remove" />
      {credit && (
        <p class="credit-row">
          <span>{t('credit.have', { amount: view.money(credit) })}</span>
          <button
            class="button is-quiet is-small"
            type="submit"
            name="do"
            value={tender.is_credit ? 'keep_credit' : 'use_credit'}
            formnovalidate
          >
            {t(tender.is_credit ? 'credit.keep' : 'credit.use')}
          </button>
        </p>
      )}
    </fieldset>
  )
}
