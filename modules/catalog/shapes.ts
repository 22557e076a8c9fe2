/** What products, variants and categories look like on the wire. Part of the contract: others get it from there. */
import { UnitsSeen } from '#modules/inventory/contract.ts'
import { Picture } from '#modules/media/contract.ts'
import { Tier } from '#modules/pricing/contract.ts'
import {
  Code,
  Currency,
  Id,
  KnownCurrency,
  Line,
  Locale,
  Money,
  Nullable,
  OneOf,
  Plain,
  Slug,
  type Static,
  Strict,
  Text,
  Time,
  t,
  Version,
  Worth,
} from '#platform/contract.ts'

export const Sort = OneOf(['newest', 'price_asc', 'price_desc', 'name'])
export const Status = OneOf(['active', 'draft', 'archived'])

/** A product as a list shows it; kept ready per language and currency. */
export const Card = t.Object(
  {
    product_id: Id,
    slug: Slug,
    title: t.String(),
    brand: Nullable(t.String()),
    picture: Nullable(Picture),
    second_picture: Nullable(Picture),
    price: Nullable(Money),
    compare_at: Nullable(Money),
    /** of the 30 days before a reduction; shown beside `compare_at` */
    lowest: Nullable(Money),
    has_price_range: t.Boolean({ description: 'true: `price` is the lowest of several' }),
    in_stock: t.Boolean(),
    variant_count: t.Integer(),
    only_variant_id: Nullable(Id),
    published_at: Time,
  },
  { title: 'Card' },
)
export type Card = Static<typeof Card>

/** The part of a card that is another for a member of a group of customers. */
export const OwnPrice = t.Object({
  product_id: Id,
  price: Money,
  compare_at: Nullable(Money),
  lowest: Nullable(Money),
  has_price_range: t.Boolean({ description: 'true: `price` is the lowest of several' }),
})
export type OwnPrice = Static<typeof OwnPrice>

export const Crumb = t.Object({ slug: Slug, title: t.String() })

/** A node of the category tree. `product_count` includes the products of its children. */
export const Category = t.Object(
  {
    category_id: Id,
    parent_id: Nullable(Id),
    slug: Slug,
    title: t.String(),
    text: t.String(),
    position: t.Integer(),
    product_count: t.Integer(),
  },
  { title: 'Category' },
)

export const Option = t.Object({
  name: t.String({ description: 'such as `colour`' }),
  title: t.String(),
  values: t.Array(t.Object({ value: t.String(), title: t.String() })),
})

export const ProductVariant = t.Object({
  variant_id: Id,
  sku: t.String(),
  options: t.Record(t.String(), t.String(), { description: 'option name -> value' }),
  price: Nullable(Money),
  compare_at: Nullable(Money),
  lowest: Nullable(Money),
  tiers: t.Array(Tier, { description: 'quantities from which on a unit is cheaper, rising' }),
  in_stock: t.Boolean(),
  picture: Nullable(Picture),
})

/** A product as its page shows it. */
export const ProductPage = t.Object({
  product_id: Id,
  slug: Slug,
  title: t.String(),
  description: t.String({ description: 'plain text; blank lines part paragraphs' }),
  brand: Nullable(t.String()),
  breadcrumbs: t.Array(Crumb),
  options: t.Array(Option),
  variants: t.Array(ProductVariant),
  pictures: t.Array(Picture),
  published_at: Time,
  updated_at: Time,
})

const TaxClass = t.String({
  pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  maxLength: 50,
  description: 'such as `standard`, `reduced`, `zero`; left out: unchanged, `standard` for a new product',
})
export const Translations = t.Record(Locale, Strict({ title: Line(255), description: Text(20_000) }))
export const OptionInput = Strict({ name: Line(50), values: t.Array(Line(100), { minItems: 1, maxItems: 100 }) })

const variantFields = {
  variant_id: t.Optional(Id),
  sku: Code(100),
  options: t.Record(Line(50), Line(100)),
  prices: t.Array(Strict({ currency: KnownCurrency, amount: Worth, compare_at_amount: t.Optional(Nullable(Worth)) })),
  on_hand: t.Optional(t.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'units on the shelf; left out: unchanged' })),
  barcode: t.Optional(Nullable(Code(50))),
  weight_grams: t.Optional(Nullable(t.Integer({ minimum: 0, maximum: 1_000_000_000 }))),
  picture: t.Optional(Nullable(Plain(100, { description: 'name of one of the product’s pictures' }))),
}
export const VariantInput = Strict({ ...variantFields, on_hand_was: t.Optional(UnitsSeen) })

export const ProductInput = Strict({
  product_id: t.Optional(Id),
  /** the version that was read; a newer one in the shop is refused with STALE */
  version: t.Optional(Version),
  slug: t.Optional(Slug),
  status: Status,
  brand: t.Optional(Nullable(Line(100))),
  tax_class: t.Optional(TaxClass),
  translations: Translations,
  category_ids: t.Array(Id, { maxItems: 50 }),
  options: t.Array(OptionInput, { maxItems: 3 }),
  variants: t.Array(VariantInput, { minItems: 1, maxItems: 500 }),
  pictures: t.Array(Strict({ name: Plain(100), alt: Text(500) }), { maxItems: 50 }),
})
export type ProductInput = Static<typeof ProductInput>

/** A product as the admin edits it. */
export const ProductForm = t.Object({
  ...ProductInput.properties,
  product_id: Id,
  version: t.Integer(),
  slug: Slug,
  brand: Nullable(t.String()),
  tax_class: TaxClass,
  pictures: t.Array(Picture),
  variants: t.Array(
    t.Object({
      ...variantFields,
      variant_id: Id,
      on_hand: t.Integer(),
      reserved: t.Integer(),
      barcode: Nullable(t.String()),
      weight_grams: Nullable(t.Integer()),
      picture: Nullable(t.String()),
    }),
  ),
  created_at: Time,
  updated_at: Time,
})

/** What the basket and an order keep of a variant. */
export const ResolvedVariant = t.Object({
  variant_id: Id,
  product_id: Id,
  slug: Slug,
  sku: t.String(),
  title: t.String(),
  variant_title: t.String({ description: 'such as `Blue / L`; empty when there is only one' }),
  picture: Nullable(Picture),
  category_ids: t.Array(Id, { description: 'its categories and all above them' }),
  tax_class: t.String(),
  weight_grams: t.Integer({ description: '0: nobody has weighed it' }),
  is_for_sale: t.Boolean(),
})
export type ResolvedVariant = Static<typeof ResolvedVariant>

export const ProductRow = t.Object({
  product_id: Id,
  slug: Slug,
  title: t.String(),
  status: Status,
  picture: Nullable(Picture),
  price: Nullable(Money),
  variant_count: t.Integer(),
  in_stock: t.Boolean(),
  available: t.Integer({ description: 'units that can be sold, of all variants' }),
  updated_at: Time,
})

export const View = { locale: t.Optional(Locale), currency: t.Optional(Currency) }
export const CategoryInput = Strict({
  category_id: t.Optional(Id),
  parent_id: t.Optional(Nullable(Id)),
  slug: t.Optional(Slug),
  position: t.Optional(t.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 })),
  translations: t.Record(Locale, Strict({ title: Line(255), text: Text(5_000) })),
})
export const Saved = t.Object({ product_id: Id, slug: Slug, version: t.Integer(), variant_ids: t.Array(Id) })
export const saveErrors = {
  STALE: 409,
  SLUG_TAKEN: 409,
  SKU_TAKEN: 409,
  BELOW_RESERVED: 409,
  STOCK_CHANGED: 409,
  BAD_OPTIONS: 422,
  UNKNOWN_CATEGORY: 422,
  UNKNOWN_PICTURE: 422,
  NOT_FOUND: 404,
}

export type ProductPage = Static<typeof ProductPage>
export type Category = Static<typeof Category>
export type Saved = Static<typeof Saved>

/** A product as it is chosen for an offer or a price list. The title of the only variant of a product is empty. */
export const Goods = t.Object({
  product_id: Id,
  title: t.String(),
  picture: Nullable(Picture),
  variants: t.Array(t.Object({ variant_id: Id, sku: t.String(), title: t.String() })),
})
export type Goods = Static<typeof Goods>
