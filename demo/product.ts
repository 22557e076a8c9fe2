/** How a product of the demo shop is written down: the fields of the contract, in the few words a person would use. */
import type { catalog, ProductInput } from '#modules/catalog/contract.ts'
import type { Input } from '#platform/contract.ts'

type Batch = Input<typeof catalog.ops.putProducts>['products'][number]
type CategoryInput = Input<typeof catalog.ops.saveCategory>
type Translations<T> = { en: T; de: T }

/** A product as `putProducts` takes it, except that a picture's `name` is the base name of its files in `demo/pictures`. */
export type DemoProduct = Batch & { slug: string; category_slugs: string[] }

/** A category as `saveCategory` takes it, except that the parent is named by its slug. `picture`: base name in `demo/pictures`. */
export type DemoCategory = Omit<CategoryInput, 'category_id' | 'parent_id'> & {
  slug: string
  parent_slug: string | null
  position: number
  picture: string
}

/** What a picture shows, for those who cannot see it. */
export type Alt = Translations<string>

type DemoPicture = Alt & { of?: Record<string, string> }

export type DemoEntry = Pick<DemoProduct, 'slug' | 'brand' | 'category_slugs' | 'options' | 'variants'> & {
  translations: Translations<ProductInput['translations'][string]>
  /** in order: the first is `{slug}-1`. `of`: the option values it shows; a variant takes the first picture that shows it */
  pictures: [DemoPicture, ...DemoPicture[]]
}

type Row = {
  /** `LL-` category and product, `-` variant, such as `LL-1101-02` */
  sku: string
  options?: Record<string, string>
  /** minor units, tax included; `was`: the compare-at price, `[usd, eur]` */
  usd: number
  eur: number
  was?: [usd: number, eur: number]
  on_hand: number
  weight_grams: number
}

export const variant = ({ sku, options = {}, usd, eur, was, ...rest }: Row): ProductInput['variants'][number] => ({
  ...rest,
  sku,
  options,
  prices: [
    { currency: 'USD', amount: usd, compare_at_amount: was?.[0] ?? null },
    { currency: 'EUR', amount: eur, compare_at_amount: was?.[1] ?? null },
  ],
  barcode: barcode(sku),
})

/**
 * A GTIN-13 for use inside one company: prefix 20 of the range 020-029 and 200-299 that GS1 keeps for restricted circulation, four zeros,
 * then the six digits of the SKU, then the check digit (GS1 General Specifications 7.9: weights 1 and 3 in turn, up to the next ten).
 */
const barcode = (sku: string): string => {
  const digits = `200000${sku.replaceAll(/\D/g, '')}`
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

/** Title and description as they are typed here: the first paragraph is the title, lines are joined, blank lines part paragraphs. */
export const words = (parts: TemplateStringsArray): { title: string; description: string } => {
  const [title = '', ...paragraphs] = parts
    .join('')
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim())
  return { title, description: paragraphs.join('\n\n') }
}
