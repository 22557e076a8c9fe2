/** What the catalogue promises: products, variants and categories, in the shop's languages. */

import { Picture } from '#modules/media/contract.ts'
import {
  type Amount,
  Currency,
  contract,
  event,
  Id,
  type Input,
  Limit,
  Line,
  Locale,
  Money,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  Slug,
  type Static,
  Strict,
  Text,
  Time,
  t,
} from '#platform/contract.ts'

const Sort = OneOf(['newest', 'price_asc', 'price_desc', 'name'])
const Status = OneOf(['draft', 'active', 'archived'])

/** A product as a list shows it; kept ready per language and currency. */
export const Card = t.Object({
  product_id: Id,
  slug: Slug,
  title: t.String(),
  brand: Nullable(t.String()),
  picture: Nullable(Picture),
  second_picture: Nullable(Picture),
  price: Nullable(Money),
  compare_at: Nullable(Money),
  has_price_range: t.Boolean({ description: 'true: `price` is the lowest of several' }),
  in_stock: t.Boolean(),
  variant_count: t.Integer(),
  only_variant_id: Nullable(Id),
  published_at: Time,
})
export type Card = Static<typeof Card>

const Crumb = t.Object({ slug: Slug, title: t.String() })

/** A node of the category tree. `product_count` includes the products of its children. */
export const Category = t.Object({
  category_id: Id,
  parent_id: Nullable(Id),
  slug: Slug,
  title: t.String(),
  text: t.String(),
  position: t.Integer(),
  product_count: t.Integer(),
})

const Option = t.Object({
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

const Translations = t.Record(Locale, Strict({ title: Line(255), description: Text(20_000) }))
const OptionInput = Strict({ name: Line(50), values: t.Array(Line(100), { minItems: 1, maxItems: 100 }) })

export const VariantInput = Strict({
  variant_id: t.Optional(Id),
  sku: Line(100),
  options: t.Record(Line(50), Line(100)),
  prices: t.Array(
    Strict({ currency: Currency, amount: t.Integer({ minimum: 0 }), compare_at_amount: t.Optional(Nullable(t.Integer({ minimum: 0 }))) }),
  ),
  on_hand: t.Optional(t.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'units on the shelf; left out: unchanged' })),
  barcode: t.Optional(Nullable(Line(50))),
  weight_grams: t.Optional(Nullable(t.Integer({ minimum: 0 }))),
  picture: t.Optional(Nullable(t.String({ description: 'name of one of the product’s pictures' }))),
})

export const ProductInput = Strict({
  product_id: t.Optional(Id),
  /** the version that was read; a newer one in the shop is refused with STALE */
  version: t.Optional(t.Integer()),
  slug: t.Optional(Slug),
  status: Status,
  brand: t.Optional(Nullable(Line(100))),
  translations: Translations,
  category_ids: t.Array(Id, { maxItems: 50 }),
  options: t.Array(OptionInput, { maxItems: 3 }),
  variants: t.Array(VariantInput, { minItems: 1, maxItems: 500 }),
  pictures: t.Array(Strict({ name: t.String(), alt: Text(500) }), { maxItems: 50 }),
})
export type ProductInput = Static<typeof ProductInput>

/** A product as the admin edits it. */
export const ProductForm = t.Object({
  ...ProductInput.properties,
  product_id: Id,
  version: t.Integer(),
  slug: Slug,
  brand: Nullable(t.String()),
  pictures: t.Array(Picture),
  variants: t.Array(
    t.Object({
      ...VariantInput.properties,
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
  is_for_sale: t.Boolean(),
})
export type ResolvedVariant = Static<typeof ResolvedVariant>

const ProductRow = t.Object({
  product_id: Id,
  slug: Slug,
  title: t.String(),
  status: Status,
  picture: Nullable(Picture),
  price: Nullable(Money),
  variant_count: t.Integer(),
  in_stock: t.Boolean(),
  updated_at: Time,
})

const View = { locale: t.Optional(Locale), currency: t.Optional(Currency) }
const CategoryInput = Strict({
  category_id: t.Optional(Id),
  parent_id: t.Optional(Nullable(Id)),
  slug: t.Optional(Slug),
  position: t.Optional(t.Integer()),
  translations: t.Record(Locale, Strict({ title: Line(255), text: Text(5_000) })),
})
const Saved = t.Object({ product_id: Id, slug: Slug, version: t.Integer(), variant_ids: t.Array(Id) })
const saveErrors = {
  STALE: 409,
  SLUG_TAKEN: 409,
  SKU_TAKEN: 409,
  BELOW_RESERVED: 409,
  BAD_OPTIONS: 422,
  UNKNOWN_CATEGORY: 422,
  UNKNOWN_PICTURE: 422,
  NOT_FOUND: 404,
}

export const catalog = contract({
  name: 'catalog',
  title: 'Catalogue',
  ops: {
    listProducts: op('GET /products', {
      summary: 'Products on sale, by category, sorted, page by page',
      policy: 'anyone',
      cache: ['catalog'],
      input: Strict({ ...View, category: t.Optional(Slug), sort: t.Optional(Sort), page: t.Optional(Page), limit: t.Optional(Limit) }),
      output: t.Object({
        products: t.Array(Card),
        page: t.Integer(),
        has_more: t.Boolean(),
        product_count: t.Integer({ description: 'of the whole category' }),
        category: Nullable(t.Object({ ...Category.properties, breadcrumbs: t.Array(Crumb), children: t.Array(Category) })),
      }),
      errors: { NOT_FOUND: 404 },
    }),
    readProduct: op('GET /products/{product}', {
      summary: 'One product on sale, by slug or id',
      policy: 'anyone',
      cache: ['catalog'],
      input: Strict({ product: t.String({ maxLength: 200 }), ...View }),
      output: ProductPage,
      errors: { NOT_FOUND: 404 },
    }),
    listCategories: op('GET /categories', {
      summary: 'All categories, parents before children',
      policy: 'anyone',
      cache: ['catalog'],
      input: Strict(View),
      output: t.Object({ categories: t.Array(Category) }),
    }),
    createProduct: op('POST /products', {
      summary: 'Create a product with its variants, prices and stock',
      policy: 'staff',
      status: 201,
      input: ProductInput,
      output: Saved,
      errors: saveErrors,
    }),
    updateProduct: op('PUT /products/{product_id}', {
      summary: 'Replace a product; variants left out are removed',
      policy: 'staff',
      input: Strict({ ...ProductInput.properties, product_id: Id }),
      output: Saved,
      errors: saveErrors,
    }),
    deleteProduct: op('DELETE /products/{product_id}', {
      summary: 'Take a product out of the shop for good; orders keep what they need of it',
      policy: 'staff',
      input: Strict({ product_id: Id }),
      output: t.Object({ product_id: Id }),
      errors: { NOT_FOUND: 404 },
    }),
    editProduct: op('GET /products/{product_id}/form', {
      summary: 'A product with all its languages, prices and stock, for editing',
      policy: 'staff',
      input: Strict({ product_id: Id }),
      output: ProductForm,
      errors: { NOT_FOUND: 404 },
    }),
    listAllProducts: op('GET /admin/products', {
      summary: 'Products of every status, for staff',
      policy: 'staff',
      input: Strict({
        query: t.Optional(Text(200)),
        status: t.Optional(Status),
        page: t.Optional(Page),
        limit: t.Optional(Limit),
      }),
      output: t.Object({ products: t.Array(ProductRow), page: t.Integer(), has_more: t.Boolean() }),
    }),
    saveCategory: op('POST /categories', {
      summary: 'Create or change a category',
      policy: 'staff',
      input: CategoryInput,
      output: t.Object({ category_id: Id, slug: Slug }),
      errors: { NOT_FOUND: 404, SLUG_TAKEN: 409, CATEGORY_CYCLE: 422 },
    }),
    deleteCategory: op('DELETE /categories/{category_id}', {
      summary: 'Delete a category; its products stay in the shop, its children move up',
      policy: 'staff',
      input: Strict({ category_id: Id }),
      output: t.Object({ category_id: Id }),
      errors: { NOT_FOUND: 404 },
    }),
    putProducts: op('POST /products/batch', {
      summary: 'Create or replace up to 500 products at once, found by slug or SKU',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        products: t.Array(Strict({ ...ProductInput.properties, category_slugs: t.Optional(t.Array(Slug, { maxItems: 50 })) }), {
          minItems: 1,
          maxItems: 500,
        }),
      }),
      output: t.Object({
        results: t.Array(
          t.Object({
            outcome: OneOf(['created', 'updated', 'unchanged', 'refused']),
            product_id: Nullable(Id),
            code: Nullable(t.String()),
            message: Nullable(t.String()),
          }),
          { description: 'one for each product, in order' },
        ),
      }),
    }),
    resolveVariants: op('POST /variants/resolve', {
      summary: 'Find variants by id, by SKU, or by a product that has only one',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        locale: t.Optional(Locale),
        refs: t.Array(Strict({ variant_id: t.Optional(Id), sku: t.Optional(t.String()), product_id: t.Optional(Id) }), {
          minItems: 1,
          maxItems: 200,
        }),
      }),
      output: t.Object({ variants: t.Array(Nullable(ResolvedVariant), { description: 'one for each ref, in order; null: not found' }) }),
    }),
    readDocuments: op('POST /products/documents', {
      summary: 'What the search index keeps of products: text, cards and the language of each',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ product_ids: t.Array(Id, { minItems: 1, maxItems: 500 }) }),
      output: t.Object({
        documents: t.Array(
          t.Object({
            product_id: Id,
            locale: Locale,
            currency: Currency,
            title: t.String(),
            brand: t.String(),
            skus: t.String({ description: 'SKUs and barcodes, parted by spaces' }),
            categories: t.String(),
            description: t.String(),
            card: Card,
          }),
          { description: 'only of products on sale; one for each language and currency' },
        ),
      }),
    }),
  },
  events: {
    'catalog.products_changed': event(
      'batch_id',
      t.Object({ batch_id: Id, product_ids: t.Array(Id, { maxItems: 500, description: 'changed, added or gone' }) }),
    ),
  },
})

export type ListProducts = Input<typeof catalog.ops.listProducts>
export type ProductList = Output<typeof catalog.ops.listProducts>
export type ProductPage = Static<typeof ProductPage>
export type Category = Static<typeof Category>
export type Saved = Output<typeof catalog.ops.createProduct>
export type PriceInput = { currency: string; amount: Static<typeof Amount>; compare_at_amount?: number | null }
