/** What comes instead of what was bought: another variant of the same product, evenly, whatever either costs today. */
import type { ProductPage } from '#modules/catalog/contract.ts'
import type { Order, OrderLine } from '#modules/orders/contract.ts'
import { type Failure, fail, isFailure } from '#platform/errors.ts'
import type { Ask, Instead, Return, Settle } from './contract.ts'
import { AS_SHOP, type Returning } from './needs.ts'

/** By line. */
export type Exchange = Map<string, Instead>
/** `field`: where the request names it. */
type Wish = { line_id: string; variant_id: string; field: string }

/**
 * What a customer wishes for instead: in an exchange alone, and one variant for each line.
 * @throws NOT_EXCHANGEABLE { field, line_id }
 */
export const wishedExchange = async (needs: Returning, order: Order, { lines, wanted }: Ask): Promise<Exchange> => {
  const named = lines.map(({ line_id, exchange_for }, i) => ({ line_id, variant_id: exchange_for, field: `lines.${i}.exchange_for` }))
  const wishes = named.flatMap(({ variant_id, ...where }) => (variant_id ? [{ ...where, variant_id }] : []))
  const [first] = wishes
  if (first && wanted !== 'exchange') {
    const { field, line_id } = first
    throw fail('NOT_EXCHANGEABLE', 'Another variant is sent only in an exchange: say that one is wanted.', { field, line_id })
  }
  refuseTwo(named)
  return findOthers(needs, order, wishes)
}

/**
 * What is decided to be sent instead of the units that are accepted, or why it cannot be: a decision that was made before is not judged again,
 * so its maker says which it is.
 */
export const decidedExchange = async (needs: Returning, order: Order, { lines }: Return, settle: Settle): Promise<Exchange | Failure> => {
  try {
    const named = namedIn(settle, lines)
    if (settle.as !== 'exchange') return new Map()
    const wishes = lines.flatMap(({ line_id, accepted_quantity, exchange_for }) => {
      const wish = named.get(line_id) ?? (exchange_for && { line_id, variant_id: exchange_for.variant_id, field: 'exchange' })
      return wish && accepted_quantity !== 0 ? [wish] : [] // null: it is received in this moment
    })
    return await findOthers(needs, order, wishes)
  } catch (error) {
    if (isFailure(error, 'NOT_EXCHANGEABLE')) return error
    throw error
  }
}

/** @throws NOT_EXCHANGEABLE { field } */
const namedIn = ({ as, exchange = [] }: Settle, lines: Return['lines']): Map<string, Wish> => {
  const named = exchange.map((one, i) => ({ ...one, field: `exchange.${i}.variant_id` }))
  if (as !== 'exchange' && named.length > 0)
    throw fail('NOT_EXCHANGEABLE', 'Another variant is sent only in an exchange.', { field: 'exchange' })
  const i = named.findIndex(({ line_id }) => !lines.some((line) => line.line_id === line_id))
  if (i >= 0) throw fail('NOT_EXCHANGEABLE', 'There is no such line in this return.', { field: `exchange.${i}.line_id` })
  refuseTwo(named)
  return new Map(named.map((wish) => [wish.line_id, wish]))
}

/** The units of a line count together, so they are exchanged for one variant. */
const refuseTwo = (wishes: { line_id: string; variant_id: string | undefined; field: string }[]) => {
  const other = wishes.find((wish, i) =>
    wishes.slice(0, i).some((one) => one.line_id === wish.line_id && one.variant_id !== wish.variant_id),
  )
  if (!other) return
  const { field, line_id } = other
  throw fail('NOT_EXCHANGEABLE', 'A line is exchanged for one variant. Make two returns of it to have two.', { field, line_id })
}

/**
 * The rule: of the same product, on sale, and sold in the order's currency. A line's own variant is no other one, and needs no looking up.
 * Whether it is there is decided when it is sent. One call of the catalogue for each product.
 */
const findOthers = async (needs: Returning, { lines, locale, currency }: Order, wishes: Wish[]): Promise<Exchange> => {
  const others = wishes.flatMap((wish) => {
    const line = lines.find(({ line_id }) => line_id === wish.line_id)
    return line && line.variant_id !== wish.variant_id ? [{ wish, line }] : []
  })
  const ids = [...new Set(others.map(({ line }) => line.product_id))]
  const products = await Promise.all(ids.map((product) => readSold(needs, { product, locale, currency })))
  return new Map(others.map(({ wish, line }) => [wish.line_id, insteadOf(line, wish, products[ids.indexOf(line.product_id)], currency)]))
}

const insteadOf = (
  { title }: OrderLine,
  { line_id, variant_id, field }: Wish,
  product: ProductPage | undefined,
  currency: string,
): Instead => {
  const variant = product?.variants.find((one) => one.variant_id === variant_id)
  if (!product || variant?.price?.currency !== currency)
    throw fail('NOT_EXCHANGEABLE', `${title} is exchanged for another variant of it that is sold in ${currency}, and this is none.`, {
      ...{ field, line_id, variant_id },
    })
  const variant_title = product.options.flatMap(({ name }) => variant.options[name] ?? []).join(' / ')
  return { variant_id, sku: variant.sku, variant_title }
}

const readSold = async ({ catalog }: Returning, view: { product: string; locale: string; currency: string }) => {
  try {
    return await catalog.readProduct(view, AS_SHOP)
  } catch (error) {
    if (isFailure(error, 'NOT_FOUND')) return undefined
    throw error
  }
}
