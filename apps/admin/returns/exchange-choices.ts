/** Which variants of a product can be sent instead of one that came back, and what they cost beside it today. Pure. */
import type { ProductForm } from '#modules/catalog/contract.ts'
import type { ReturnLine } from '#modules/returns/contract.ts'
import type { Money, Static } from '#platform/contract.ts'

export type ExchangeChoice = {
  variant_id: string
  title: string
  /** units that are free; null: it is not sold any more, and is only named because it was wished for */
  available: number | null
  /** what it costs today beyond what came back, if both have a price; negative: less */
  difference: Money | null
}

type Product = Pick<Static<typeof ProductForm>, 'status' | 'options' | 'variants'>
export type Exchanged = Pick<ReturnLine, 'variant_id' | 'variant_title' | 'sku' | 'exchange_for'>

/** Its own variant first, which is sent as it was bought whatever has become of it; then the others, and what was wished for if it is none of them. */
export const exchangeChoices = (product: Product | undefined, line: Exchanged, currency: string): ExchangeChoice[] => {
  const variants = product?.variants ?? []
  const priceOf = (one: Product['variants'][number] | undefined) => one?.prices.find((price) => price.currency === currency)?.amount
  const was = variants.find(({ variant_id }) => variant_id === line.variant_id)
  const own = { variant_id: line.variant_id, title: line.variant_title || line.sku, available: was ? freeOf(was) : 0, difference: null }
  const others = variants.flatMap((variant) => {
    const [price, before] = [priceOf(variant), priceOf(was)]
    if (product?.status !== 'active' || price === undefined || variant === was) return []
    const difference = before === undefined ? null : { amount: price - before, currency }
    return [{ variant_id: variant.variant_id, title: titleOf(product, variant), available: freeOf(variant), difference }]
  })
  const { exchange_for: wish } = line
  const is_known = !wish || others.some(({ variant_id }) => variant_id === wish.variant_id)
  const gone = is_known ? [] : [{ variant_id: wish.variant_id, title: wish.variant_title || wish.sku, available: null, difference: null }]
  return [own, ...others, ...gone]
}

const freeOf = ({ on_hand, reserved }: Product['variants'][number]) => Math.max(0, on_hand - reserved)

const titleOf = ({ options }: Product, { options: chosen, sku }: Product['variants'][number]) =>
  options.flatMap(({ name }) => chosen[name] ?? []).join(' / ') || sku
