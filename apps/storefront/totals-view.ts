/** What a purchase comes to, as finished texts: drawn by pages, and again by a script when a choice changes. */
import type { Order, Quote } from '#modules/orders/contract.ts'
import type { Money, Why } from '#platform/contract.ts'
import { stepOf, taxName } from './say.ts'
import type { View } from './view.ts'

export type TotalsRow = { name: string; amount: string; is_off?: boolean }

export type TotalsView = {
  rows: TotalsRow[]
  total_name: string
  total: string
  /** the tax that is in the total, by rate */
  taxes: string[]
  /** what gift cards and credit pay, and what is left */
  after: TotalsRow[]
  why_title: string
  why: string[]
  /** words on the button that buys */
  pay: string
}

type Sums = Pick<
  Order,
  'subtotal' | 'discounts' | 'shipping' | 'shipping_total' | 'taxes' | 'tax_added' | 'prices_include_tax' | 'total' | 'why' | 'currency'
>

const rowsOf = (view: View, sums: Sums, wait: string): TotalsRow[] => {
  const { t } = view
  const money = (amount: number): Money => ({ amount, currency: sums.currency })
  return [
    { name: t('totals.goods'), amount: view.money(sums.subtotal) },
    ...sums.discounts.map(({ title, code, amount }) => ({
      ...{ name: code ? `${title} (${code})` : title, amount: `−${view.money(money(amount))}`, is_off: true },
    })),
    ...(sums.shipping
      ? [
          {
            name: shippingName(view, sums.shipping),
            amount: sums.shipping_total.amount === 0 ? t('totals.free') : view.money(sums.shipping_total),
          },
        ]
      : wait
        ? [{ name: t('totals.shipping'), amount: wait }]
        : []),
    ...(sums.tax_added.amount === 0 ? [] : taxRows(view, sums)),
  ]
}

/** Who fetches it reads the place alone. */
const shippingName = ({ t }: View, { title, is_pickup }: { title: string; is_pickup: boolean }): string =>
  is_pickup ? title : t('totals.shipping_by', { title })

/** With net prices each tax is a row that adds up; with gross prices what is taken out is one row. */
const taxRows = (view: View, { taxes, tax_added, prices_include_tax, currency }: Sums): TotalsRow[] =>
  prices_include_tax
    ? [{ name: view.t('totals.tax_out'), amount: signed(view, tax_added) }]
    : taxes
        .filter(({ tax }) => tax !== 0)
        .map(({ tax_name, tax }) => ({ name: taxName(view, tax_name), amount: view.money({ amount: tax, currency }) }))

const signed = (view: View, { amount, currency }: Money): string =>
  amount < 0 ? `−${view.money({ amount: -amount, currency })}` : view.money({ amount, currency })

const taxesOf = (view: View, { taxes, prices_include_tax, currency }: Sums): string[] => {
  const free = taxes.flatMap(({ treatment }) =>
    treatment === 'reverse_charge' || treatment === 'export' || treatment === 'exempt' || treatment === 'not_registered'
      ? [view.t(`tax.${treatment}`)]
      : [],
  )
  const included = prices_include_tax ? taxes.filter(({ tax }) => tax !== 0) : []
  const named = included.map(({ tax_name, tax }) =>
    view.t('totals.includes', { tax: taxName(view, tax_name), amount: view.money({ amount: tax, currency }) }),
  )
  return [...named, ...new Set(free)]
}

const reasons = (view: View, why: Why): string[] =>
  why.map((step) => (step.amount && step.amount.amount !== 0 ? `${stepOf(view, step)} (${signed(view, step.amount)})` : stepOf(view, step)))

export const totalsOfQuote = (view: View, quote: Quote): TotalsView => {
  const { t } = view
  const paid = [
    ...quote.gift_cards.map(({ last4, amount }) => ({ name: t('totals.gift_card', { last4 }), ...off(view, amount) })),
    ...(quote.store_credit ? [{ name: t('totals.credit'), ...off(view, quote.store_credit.amount) }] : []),
  ]
  const is_sent = quote.shipping_options.length > 0
  return {
    ...sumsOf(view, quote, is_sent ? t('totals.choose') : ''),
    after: paid.length > 0 ? [...paid, { name: t('totals.left'), amount: view.money(quote.due) }] : [],
    pay: quote.due.amount === 0 ? t('checkout.order_only') : t('checkout.pay', { total: view.money(quote.due) }),
  }
}

const off = (view: View, amount: Money) => ({ amount: `−${view.money(amount)}`, is_off: true })

export const totalsOfOrder = (view: View, order: Order): TotalsView => {
  const { t } = view
  const { paid, refunded, charged_back, credited, reserved, waived, due } = order
  const has_reserved = reserved !== undefined && reserved.amount > 0
  const is_waived = waived !== undefined && waived.amount > 0
  const by_card = order.gift_cards.reduce((sum, { amount }) => sum + amount.amount, 0)
  const is_given_back = refunded.amount > 0 || (charged_back?.amount ?? 0) > 0
  return {
    ...sumsOf(view, order, ''),
    after: [
      ...order.gift_cards.map(({ last4, amount }) => ({ name: t('totals.gift_card', { last4 }), ...off(view, amount) })),
      ...(is_given_back && paid.amount > by_card
        ? [{ name: t('totals.paid'), amount: view.money({ ...paid, amount: paid.amount - by_card }) }]
        : []),
      ...(refunded.amount > 0 ? [{ name: t('totals.refunded'), ...off(view, refunded) }] : []),
      ...(charged_back && charged_back.amount > 0 ? [{ name: t('totals.charged_back'), ...off(view, charged_back) }] : []),
      ...(credited && credited.amount > 0 ? [{ name: t('totals.credited'), ...off(view, credited) }] : []),
      ...(is_waived ? [{ name: t('totals.waived'), ...off(view, waived) }] : []),
      ...(has_reserved ? [{ name: t('totals.reserved'), amount: view.money(reserved) }] : []),
      ...(due.amount > 0 && (paid.amount > 0 || has_reserved || is_waived) ? [{ name: t('totals.due'), amount: view.money(due) }] : []),
    ],
    pay: '',
  }
}

const sumsOf = (view: View, sums: Sums, wait: string): Omit<TotalsView, 'after' | 'pay'> => ({
  rows: rowsOf(view, sums, wait),
  total_name: view.t('checkout.total'),
  total: view.money(sums.total),
  taxes: taxesOf(view, sums),
  why_title: view.t('totals.why'),
  why: reasons(view, sums.why),
})
