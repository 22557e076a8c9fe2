/** What the catalogue promises: products, variants and categories, in the shop's languages. */
import { CustomerGroup } from '#modules/pricing/contract.ts'
import {
  Currency,
  contract,
  event,
  Id,
  type Input,
  Limit,
  Locale,
  Nullable,
  OneOf,
  type Output,
  op,
  Page,
  Plain,
  Slug,
  Strict,
  Text,
  t,
} from '#platform/contract.ts'
import {
  Card,
  Category,
  CategoryInput,
  Crumb,
  Goods,
  OwnPrice,
  ProductForm,
  ProductInput,
  ProductPage,
  ProductRow,
  ResolvedVariant,
  Saved,
  Sort,
  Status,
  saveErrors,
  View,
} from './shapes.ts'

export * from './shapes.ts'

const ProductIds = t.Array(Id, { maxItems: 100 })

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
      input: Strict({ product: Plain(200), ...View }),
      output: ProductPage,
      errors: { NOT_FOUND: 404 },
    }),
    readGroupPrices: op('POST /products/prices', {
      summary: 'What the cards of these products say of their price to a group of customers, where it is less than for everyone',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ currency: t.Optional(Currency), customer_group: CustomerGroup, product_ids: ProductIds }),
      output: t.Object({ prices: t.Array(OwnPrice) }),
    }),
    readMyPrices: op('POST /products/my-prices', {
      summary: 'The same for who is signed in, to be laid over the cards of a list or a search; none: everyone’s prices',
      policy: 'customer',
      is_repeatable: true,
      input: Strict({ currency: t.Optional(Currency), product_ids: ProductIds }),
      output: t.Object({ prices: t.Array(OwnPrice) }),
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
      summary: 'Create or replace up to 500 products at once, found by slug or SKU; a dry run says what that would do',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        dry_run: t.Optional(t.Boolean()),
        keep_unnamed: t.Optional(
          t.Boolean({ description: 'of known products: languages, currencies, pictures and what else is left out stay as they are' }),
        ),
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
        refs: t.Array(Strict({ variant_id: t.Optional(Id), sku: t.Optional(Plain(100)), product_id: t.Optional(Id) }), {
          minItems: 1,
          maxItems: 200,
        }),
      }),
      output: t.Object({ variants: t.Array(Nullable(ResolvedVariant), { description: 'one for each ref, in order; null: not found' }) }),
    }),
    findGoods: op('POST /admin/goods', {
      summary: 'Products with their variants, by words or ids: to choose from, and to name what was chosen',
      policy: 'staff',
      is_repeatable: true,
      input: Strict({
        query: t.Optional(Text(200)),
        product_ids: t.Optional(t.Array(Id, { maxItems: 1_000 })),
        variant_ids: t.Optional(t.Array(Id, { maxItems: 1_000 })),
      }),
      output: t.Object({ goods: t.Array(Goods) }),
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
export type AskGroupPrices = Input<typeof catalog.ops.readGroupPrices>
export type AskMyPrices = Input<typeof catalog.ops.readMyPrices>
export type OwnPrices = Output<typeof catalog.ops.readGroupPrices>
