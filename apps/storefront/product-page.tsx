import type { FastifyInstance } from 'fastify'
import type { ProductPage as Product } from '#modules/catalog/contract.ts'
import { Notice } from '#ui/notice.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { textsOf } from './forms.ts'
import { Gallery } from './gallery.tsx'
import { forGroup, sendPriced } from './group-prices.ts'
import { Layout } from './layout.tsx'
import { productFacts } from './product-facts.ts'
import { ProductForm } from './product-form.tsx'
import { others } from './related.tsx'
import { Moved } from './send.ts'
import type { Storefront } from './storefront.ts'
import { firstVariant, hasOptions, type Variant, variantByOptions } from './variants.ts'
import type { View } from './view.ts'
import { asUuid } from './visit.ts'

export const productRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get<{ Params: { slug: string } }>('/p/:slug', async (request, reply) => {
    const { visit } = request
    const { locale, currency, call } = visit
    const path = `/p/${encodeURIComponent(request.params.slug)}`
    const query = textsOf(request.query)
    const read = () => store.clients.catalog.readProduct({ product: request.params.slug, locale, currency }, call)
    if (hasOptions(query)) {
      const variant = variantByOptions(await read(), query)
      return reply.redirect(visit.at(variant ? `${path}?variant=${variant.variant_id}` : path), 302)
    }
    const wanted = asUuid(query.variant)
    const key = wanted ? `${path}?variant=${wanted}` : path
    const make = async (group: string | null) => {
      const found = await read()
      if (found.slug !== request.params.slug) throw new Moved(visit.at(`/p/${found.slug}`))
      const { product, is_group_price } = await forGroup(store, visit, found, group)
      const variant = wanted ? product.variants.find(({ variant_id }) => variant_id === wanted) : firstVariant(product)
      if (wanted && !variant) throw new Moved(visit.at(path))
      const view = await visit.view(key)
      return (
        <ProductPage
          {...{ view, product, variant }}
          is_group_price={is_group_price}
          related={await others(store, visit, view, product, group)}
        />
      )
    }
    return sendPriced(store, reply, { key, tags: ['catalog'], make })
  })
}

export type ProductPageProps = {
  view: View
  product: Product
  variant: Variant | undefined
  /** cards of other products, as HTML */
  related: string
  quantity?: number
  /** does the visitor's group of customers pay something else than everyone? */
  is_group_price?: boolean
  /** why the last try to buy it failed */
  problem?: string
}

export const ProductPage = ({ view, product, variant, related, quantity = 1, is_group_price = false, problem }: ProductPageProps) => {
  const { t } = view
  return (
    <Layout
      view={view}
      title={product.title}
      description={product.description}
      picture={product.pictures[0]}
      canonical={`/p/${product.slug}`}
      facts={productFacts(view, product)}
      scripts={['product.js']}
    >
      <Breadcrumbs view={view} crumbs={product.breadcrumbs} here={product.title} />
      {problem && <Notice kind="bad">{problem}</Notice>}
      <div class="product">
        <Gallery view={view} pictures={product.pictures} first={variant?.picture?.name} />
        <div class="product-side">
          {product.brand && <p class="product-brand">{product.brand}</p>}
          <h1>{product.title}</h1>
          <ProductForm {...{ view, product, variant, quantity, is_group_price }} />
          <div class="prose">
            {product.description
              .split(/\n\s*\n/)
              .filter((paragraph) => paragraph.trim())
              .map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
          </div>
          {variant && (
            <p class="product-sku quiet">
              {t('product.sku')} <span data-sku>{variant.sku}</span>
            </p>
          )}
        </div>
      </div>
      {related && (
        <section class="section" aria-labelledby="related">
          <div class="section-head">
            <h2 id="related">{t('product.related')}</h2>
          </div>
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: rendered by related.tsx, which escapes */}
          <ul class="grid is-row" dangerouslySetInnerHTML={{ __html: related }} />
        </section>
      )}
    </Layout>
  )
}
