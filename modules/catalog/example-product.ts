/** For tests: a product as the admin sends it. */
import type { ProductInput } from './contract.ts'

type Parts = Partial<Omit<ProductInput, 'variants'>> & {
  title?: string
  /** sku -> price in cents; one without options */
  sku?: string
  amount?: number
  on_hand?: number
  variants?: ProductInput['variants']
}

let number = 0

/** A mug with one variant in EUR and USD, unless said otherwise. Every call makes another SKU. */
export const exampleProduct = ({ title, sku, amount = 1_250, on_hand, ...parts }: Parts = {}): ProductInput => ({
  status: 'active',
  brand: null,
  translations: {
    en: { title: title ?? 'Mug', description: 'Holds coffee.' },
    de: { title: title ?? 'Tasse', description: 'Für Kaffee.' },
  },
  category_ids: [],
  options: [],
  pictures: [],
  variants: [
    {
      sku: sku ?? `MUG-${++number}`,
      options: {},
      prices: [
        { currency: 'EUR', amount },
        { currency: 'USD', amount: amount + 100 },
      ],
      ...(on_hand === undefined ? {} : { on_hand }),
    },
  ],
  ...parts,
})

/** Colours and sizes: two options, a variant for each pair given as `blue/L`. */
export const exampleVariants = (pairs: string[], amount = 2_000): Pick<ProductInput, 'options' | 'variants'> => {
  const chosen = pairs.map((pair) => pair.split('/'))
  const valuesAt = (i: number) => [...new Set(chosen.map((pair) => pair[i] ?? ''))]
  return {
    options: [
      { name: 'colour', values: valuesAt(0) },
      { name: 'size', values: valuesAt(1) },
    ],
    variants: chosen.map(([colour = '', size = ''], i) => ({
      sku: `SHIRT-${++number}`,
      options: { colour, size },
      prices: [{ currency: 'EUR', amount: amount + i * 100 }],
    })),
  }
}
