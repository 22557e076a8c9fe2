/** What a save tells pricing and inventory. Every step may be repeated; prices can be told back. */
import { type Failure, fail, isFailure } from '#platform/errors.ts'
import type { Catalog } from './needs.ts'
import type { VariantContent } from './prepare-product.ts'
import { readStored } from './read-stored.ts'
import type { Change } from './write-products.ts'

/** A change with the units that somebody counted; variants that nobody counted are left out. */
export type Counted = Change & { counts: Map<string, Count> }
/** `on_hand_was`: the level that was seen; left out, the count holds whatever there was */
export type Count = { on_hand: number; on_hand_was?: number }

const MOST_LEVELS = 5_000 // in one call, as inventory's contract has it
const MOST_PRICES = 10_000 // as pricing's
const MOST_REDUCTIONS = 5_000

/**
 * Sets stock and notes in each change what is in stock now. Comes before the prices, because it can be refused.
 * `done` are the variants that an earlier try of the same save has set, and is added to: they are not set again.
 * @returns the changes that inventory refuses: BELOW_RESERVED, STOCK_CHANGED
 */
export const setStock = async <C extends Counted>({ inventory }: Catalog, changes: C[], done: Set<string>): Promise<Map<C, Failure>> => {
  const refused = new Map<C, Failure>()
  const set = async (some: C[]) => {
    const levels = some
      .flatMap(({ counts }) => [...counts].map(([variant_id, count]) => ({ variant_id, ...count })))
      .filter(({ variant_id }) => !done.has(variant_id))
    const available = new Map((await inventory.setStock({ levels })).levels.map((level) => [level.variant_id, level.available]))
    for (const { variant_id, on_hand_was } of levels) if (on_hand_was !== undefined) done.add(variant_id)
    for (const { counts, in_stock } of some)
      for (const variant_id of counts.keys()) in_stock.set(variant_id, (available.get(variant_id) ?? 0) > 0)
  }
  const setEach = async (some: C[]): Promise<void> => {
    try {
      await set(some)
    } catch (error) {
      if (!isFailure(error, 'BELOW_RESERVED') && !isFailure(error, 'STOCK_CHANGED')) throw error
      if (some.length > 1) for (const change of some) await setEach([change])
      else for (const change of some) refused.set(change, atVariant(change, error))
    }
  }
  const counted = changes.filter(({ counts }) => counts.size > 0)
  for (const some of portions(counted, ({ counts }) => counts.size, MOST_LEVELS)) await setEach(some)
  return refused
}

/** The same failure, with the SKU, and the field of the product in place of inventory's. */
const atVariant = ({ content }: Change, { code, message, details }: Failure): Failure => {
  const place = content.variants.findIndex(({ variant_id }) => variant_id === details.variant_id)
  return fail(code, message, { ...details, sku: content.variants[place]?.sku, field: `variants.${place}.on_hand` })
}

/** Sets the prices of all variants of these changes, and notes in each what sales and lists make of its new variants' prices now. */
export const setPrices = async (needs: Catalog, changes: Change[]): Promise<void> => {
  await price(
    needs,
    changes.flatMap(({ content }) => content.variants),
  )
  const change_of = new Map(changes.flatMap((change) => newVariants(change).map((variant_id) => [variant_id, change])))
  for (const variant_ids of portions([...change_of.keys()], () => 1, MOST_REDUCTIONS))
    for (const { variant_id, currency, ...reduction } of (await needs.pricing.readReductions({ variant_ids })).reductions) {
      const known = change_of.get(variant_id)?.reductions
      known?.set(variant_id, { ...known.get(variant_id), [currency]: reduction })
    }
}

/** Variants that the shop does not have yet. */
export const newVariants = ({ content, stored }: Change): string[] => {
  const known = new Set(stored?.variants.map(({ variant_id }) => variant_id))
  return content.variants.flatMap(({ variant_id }) => (known.has(variant_id) ? [] : variant_id))
}

/** The undo of {@link setPrices}: the prices that the catalogue shows; variants that were not made have none. */
export const restorePrices = async (needs: Catalog, changes: Change[]) => {
  const shown = await readStored(
    needs,
    changes.map(({ content }) => content.product_id),
  )
  const before = new Map([...shown.values()].flatMap(({ variants }) => variants.map(({ variant_id, prices }) => [variant_id, prices])))
  const variants = changes.flatMap(({ content }) => content.variants)
  return price(
    needs,
    variants.map(({ variant_id }) => ({ variant_id, prices: before.get(variant_id) ?? {} })),
  )
}

/** Variants that are gone cost nothing any more. */
export const dropPrices = (needs: Catalog, variant_ids: string[]) =>
  price(
    needs,
    variant_ids.map((variant_id) => ({ variant_id, prices: {} })),
  )

const price = async ({ pricing }: Catalog, variants: Pick<VariantContent, 'variant_id' | 'prices'>[]): Promise<void> => {
  for (const some of portions(variants, ({ prices }) => Math.max(2, Object.keys(prices).length), MOST_PRICES))
    await pricing.setPrices({
      variant_ids: some.map(({ variant_id }) => variant_id),
      prices: some.flatMap(({ variant_id, prices }) =>
        Object.entries(prices).map(([currency, { amount, compare_at_amount }]) => ({ variant_id, currency, amount, compare_at_amount })),
      ),
    })
}

/** Parts a list so that the weights of a portion do not exceed `most`. */
const portions = <T>(items: T[], weigh: (item: T) => number, most: number): T[][] => {
  const all: T[][] = []
  let room = 0
  for (const item of items) {
    const weight = weigh(item)
    if (weight > room) {
      all.push([])
      room = most
    }
    all.at(-1)?.push(item)
    room -= weight
  }
  return all
}
