/** The shop that is measured: generated, the same on every machine. One word of a title is in about 90 of 2,000 products. */
import type { ProductInput } from '#modules/catalog/contract.ts'

const MATERIALS =
  'oak ash walnut linen cotton wool brass copper enamel stoneware porcelain glass slate marble bamboo cork leather felt steel ceramic birch hemp'.split(
    ' ',
  )
const THINGS =
  'bowl lamp chair blanket kettle jug tray basket vase clock mirror shelf stool candle apron teapot cushion ladle planter bench rug hook'.split(
    ' ',
  )
const COLOURS = ['sand', 'moss', 'ink', 'chalk']
const CATEGORIES = 20
const SENTENCES = [
  'Made in small batches and finished by hand, so that no two are quite alike.',
  'It is meant for every day and gets better with the years.',
  'The surface is treated with natural oil and wipes clean with a damp cloth.',
  'Its weight sits low, which keeps it steady on an uneven table.',
  'Parts that wear can be ordered one by one and changed without tools.',
  'Packed in paper only; the box is small enough for most letter slots of a parcel station.',
  'Dry it after use and keep it away from direct heat.',
  'We repair it for ten years at the price of the material.',
]

const pick = <T>(from: readonly T[], at: number): T => {
  const one = from[at % from.length]
  if (one === undefined) throw new Error('nothing to pick from')
  return one
}

export type Goods = ProductInput & { category_slugs: string[] }

export const categorySlugs = Array.from({ length: CATEGORIES }, (_, n) => `range-${n + 1}`)

/** Of two products one has three variants, the other one: 2,000 products have 4,000 variants. */
export const productOf = (n: number): Goods => {
  const material = pick(MATERIALS, n)
  const thing = pick(THINGS, Math.floor(n / MATERIALS.length) + n)
  const title = `${material} ${thing} no. ${n}`
  const description = Array.from({ length: 8 }, (_, i) => pick(SENTENCES, n + i * 3)).join(' ')
  const amount = 500 + ((n * 7_919) % 20_000)
  const prices = [{ currency: 'EUR', amount }]
  const colours = n % 2 ? COLOURS.slice(0, 3) : []
  const stock = { prices, on_hand: 1_000_000 }
  return {
    slug: `${material}-${thing}-${n}`,
    status: 'active',
    brand: `Studio ${n % 40}`,
    translations: { en: { title, description } },
    category_ids: [],
    category_slugs: [pick(categorySlugs, n)],
    options: colours.length > 0 ? [{ name: 'colour', values: colours }] : [],
    variants:
      colours.length > 0
        ? colours.map((colour) => ({ sku: `B-${n}-${colour}`, options: { colour }, ...stock }))
        : [{ sku: `B-${n}`, options: {}, ...stock }],
    pictures: [],
  }
}

export const searchWords = [...MATERIALS]
