/** What a line of an order may be exchanged for: the other variants of its product, called as on the product's page. */
import type { ProductPage } from '#modules/catalog/contract.ts'
import type { Order } from '#modules/orders/contract.ts'
import { isFailure } from '#platform/errors.ts'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'
import type { Visit } from './visit.ts'

export type ExchangeChoice = { variant_id: string; title: string; is_sold_out: boolean }

/** By line; lines whose product is not sold any more, or has no other variant in the order's currency, have none. */
export const exchangeChoices = async (
  { clients }: Storefront,
  { call }: Visit,
  { locale }: View,
  { lines, currency }: Pick<Order, 'lines' | 'currency'>,
): Promise<Map<string, ExchangeChoice[]>> => {
  const ids = [...new Set(lines.map(({ product_id }) => product_id))]
  const read = (product: string) => clients.catalog.readProduct({ product, locale, currency }, call).catch(nullWhenGone)
  const products = new Map(
    (await Promise.all(ids.map(read))).flatMap((product) => (product ? [[product.product_id, product] as const] : [])),
  )
  return new Map(
    lines.map(({ line_id, product_id, variant_id }) => {
      const product = products.get(product_id)
      return [line_id, product ? othersOf(product, variant_id, currency) : []]
    }),
  )
}

const othersOf = ({ options, variants }: ProductPage, own: string, currency: string): ExchangeChoice[] =>
  variants
    .filter(({ variant_id, price }) => variant_id !== own && price?.currency === currency)
    .map(({ variant_id, sku, options: chosen, in_stock }) => ({
      variant_id,
      title: options.flatMap(({ name, values }) => values.find(({ value }) => value === chosen[name])?.title ?? []).join(' / ') || sku,
      is_sold_out: !in_stock,
    }))

const nullWhenGone = (error: unknown): null => {
  if (isFailure(error, 'NOT_FOUND')) return null
  throw error
}
