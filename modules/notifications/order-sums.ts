import type { Order } from '#modules/orders/contract.ts'
import { formatMoney } from '#platform/money.ts'
import type { MailWords } from './mail-words.ts'

/** `rows` and the lines of the order add up to its total; `taxes` says what of it is tax, or why none is. */
export type OrderSums = { rows: { label: string; amount: string }[]; taxes: string[] }

/** What lies between the lines of an order and its total: discounts, delivery, tax that comes on top or is taken out. */
export const sumsOf = (order: Order, words: MailWords): OrderSums => {
  const { say, locale } = words
  const { subtotal, discounts, shipping, shipping_total, tax_added, currency } = order
  const format = (amount: number) =>
    amount < 0 ? `−${formatMoney({ amount: -amount, currency }, locale)}` : formatMoney({ amount, currency }, locale)
  const between = [
    ...discounts.map(({ title, code, amount }) => ({ label: code ? `${title} (${code})` : title, amount: format(-amount) })),
    ...(shipping
      ? [{ label: shipping.title, amount: shipping_total.amount === 0 ? say('sums.free') : format(shipping_total.amount) }]
      : []),
    ...(tax_added.amount === 0 ? [] : addedTaxes(order, words).map(({ label, amount }) => ({ label, amount: format(amount) }))),
  ]
  return {
    rows: between.length > 0 ? [{ label: say('subtotal'), amount: format(subtotal.amount) }, ...between] : [],
    taxes: taxesOf(order, words),
  }
}

/** With net prices each tax comes on top; with gross prices what is taken out is one row. */
const addedTaxes = ({ prices_include_tax, taxes, tax_added }: Order, words: MailWords) =>
  prices_include_tax
    ? [{ label: words.say('sums.tax_out'), amount: tax_added.amount }]
    : taxes.filter(({ tax }) => tax !== 0).map(({ tax_name, tax }) => ({ label: nameOf(tax_name, words), amount: tax }))

const taxesOf = ({ taxes, prices_include_tax, currency }: Order, words: MailWords): string[] => {
  const included = prices_include_tax ? taxes.filter(({ tax }) => tax !== 0) : []
  const none = taxes.flatMap(({ treatment }) =>
    treatment === 'reverse_charge' || treatment === 'export' || treatment === 'exempt' || treatment === 'not_registered'
      ? [words.say(`sums.${treatment}`)]
      : [],
  )
  return [
    ...included.map(({ tax_name, tax }) =>
      words.say('sums.includes', { tax: nameOf(tax_name, words), amount: formatMoney({ amount: tax, currency }, words.locale) }),
    ),
    ...new Set(none),
  ]
}

/** `VAT 5.5 %` -> `MwSt. 5,5 %`; a tax that the shop has named itself keeps its name. */
const nameOf = (name: string, { say, locale }: MailWords): string =>
  name.replace(/^VAT(?= |$)/, say('sums.vat')).replace(/\d+(?:\.\d+)?(?= %$)/, (rate) => new Intl.NumberFormat(locale).format(Number(rate)))
