/** For tests: neighbours of the catalogue that keep what they are told in memory, and events as they would tell them. */
import { customers } from '#modules/customers/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { media } from '#modules/media/contract.ts'
import { type Price, pricing, type Reduction, type Tiers } from '#modules/pricing/contract.ts'
import { type Settings, settings } from '#modules/settings/contract.ts'
import { fail } from '#platform/errors.ts'
import { fakeModule } from '#platform/testing.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'

type Stored = { name: string; width: number; height: number; widths: number[] }

/** `prices`, `stock`, `reserved`, `pictures` and `shop` are what the neighbours know; a test reads and changes them as it likes. */
export const openNeighbours = () => {
  const prices = new Map<string, Price[]>()
  const reductions = new Map<string, Reduction[]>()
  const tiers = new Map<string, Tiers['variants']>()
  const group_prices = new Map<string, number>()
  const stock = new Map<string, number>()
  const reserved = new Map<string, number>()
  const pictures = new Map<string, Stored>()
  const shop: Settings = plainSettings()
  /** what runs at the moment a neighbour is called, to put something in between */
  const meanwhile: {
    setPrices?: () => Promise<unknown>
    setStock?: () => Promise<unknown>
    readPrices?: () => Promise<unknown>
    readReductions?: () => Promise<unknown>
    describePictures?: () => Promise<unknown>
  } = {}
  const once = async (name: keyof typeof meanwhile) => {
    const work = meanwhile[name]
    meanwhile[name] = undefined
    await work?.()
  }
  const levelOf = (variant_id: string) => {
    const on_hand = stock.get(variant_id) ?? 0
    const held = reserved.get(variant_id) ?? 0
    return { variant_id, on_hand, reserved: held, available: on_hand - held }
  }
  const modules = [
    fakeModule(pricing, {
      setPrices: async (input) => {
        for (const id of input.variant_ids) prices.set(id, [])
        for (const price of input.prices) prices.get(price.variant_id)?.push(price)
        await once('setPrices')
        return { changed: input.prices.length }
      },
      readPrices: async ({ variant_ids }) => {
        const answer = { prices: variant_ids.flatMap((id) => prices.get(id) ?? []) }
        await once('readPrices')
        return answer
      },
      readReductions: async ({ variant_ids }) => {
        const answer = { reductions: variant_ids.flatMap((id) => reductions.get(id) ?? []) }
        await once('readReductions')
        return answer
      },
      readGroupPrices: async ({ variant_ids }) => ({
        prices: variant_ids.flatMap((variant_id) => {
          const amount = group_prices.get(variant_id)
          return amount === undefined ? [] : { variant_id, amount }
        }),
      }),
      readTiers: async ({ variant_ids }) => ({ variants: variant_ids.flatMap((id) => tiers.get(id) ?? []) }),
    }),
    fakeModule(inventory, {
      setStock: async ({ levels }) => {
        const below = levels.find(({ variant_id, on_hand }) => on_hand < (reserved.get(variant_id) ?? 0))
        if (below) throw fail('BELOW_RESERVED', 'More units than that are promised.', { variant_id: below.variant_id })
        const other = levels.find(({ variant_id, on_hand_was }) => on_hand_was !== undefined && on_hand_was !== levelOf(variant_id).on_hand)
        const found = other && levelOf(other.variant_id)
        if (found) throw fail('STOCK_CHANGED', `There are ${found.on_hand} units on the shelf by now, not ${other.on_hand_was}.`, found)
        for (const { variant_id, on_hand } of levels) stock.set(variant_id, on_hand)
        const answer = { levels: levels.map(({ variant_id }) => levelOf(variant_id)) }
        await once('setStock')
        return answer
      },
      readLevels: async ({ variant_ids }) => ({ levels: variant_ids.map(levelOf) }),
    }),
    fakeModule(media, {
      describePictures: async ({ names }) => {
        const answer = { pictures: names.map((name) => pictures.get(name) ?? null) }
        await once('describePictures')
        return answer
      },
    }),
    fakeModule(customers, {}),
    fakeModule(settings, { readOwn: async () => structuredClone(shop) }),
  ]
  return { modules, prices, reductions, tiers, group_prices, stock, reserved, pictures, shop, meanwhile }
}
