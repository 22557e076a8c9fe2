/** Products of the whole shop or of one category: sorted, page by page, at addresses that can be shared. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ListProducts, ProductList } from '#modules/catalog/contract.ts'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { textsOf } from './forms.ts'
import { ownCards, sendPriced } from './group-prices.ts'
import { Layout } from './layout.tsx'
import type { Message } from './messages.ts'
import { Pagination, pageOf, withQuery } from './pagination.tsx'
import { ProductGrid } from './product-card.tsx'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'

const PAGE_SIZE = 24
const SORTS = {
  newest: 'list.newest',
  price_asc: 'list.price_asc',
  price_desc: 'list.price_desc',
  name: 'list.name',
} as const satisfies Record<string, Message>
type Sort = keyof typeof SORTS
const isSort = (text: string | undefined): text is Sort => text !== undefined && Object.hasOwn(SORTS, text)

export const listRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/products', (request, reply) => sendList(store, reply, { path: '/products', category: undefined, ...asked(request.query) }))
  app.get<{ Params: { slug: string } }>('/c/:slug', (request, reply) => {
    const { slug } = request.params
    return sendList(store, reply, { path: `/c/${encodeURIComponent(slug)}`, category: slug, ...asked(request.query) })
  })
}

/** Only what is known of a query counts, so nobody can fill the cache with made-up addresses. */
const asked = (query: unknown): { sort: Sort; page: number } => {
  const { sort, page } = textsOf(query)
  return { sort: isSort(sort) ? sort : 'newest', page: pageOf(page) }
}

type Asked = { path: string; category: string | undefined; sort: Sort; page: number }

/** Sorted by everyone's price, whoever looks: the order of a list is kept ready, and a group's prices are laid over a page of it. */
const sendList = (store: Storefront, reply: FastifyReply, { path, category, sort, page }: Asked) => {
  const { visit } = reply.request
  const key = withQuery(path, { sort: sort === 'newest' ? undefined : sort, page: page === 1 ? undefined : page })
  return sendPriced(store, reply, {
    key,
    tags: ['catalog'],
    make: async (group) => {
      const { locale, currency } = visit
      const input: ListProducts = { locale, currency, sort, page, limit: PAGE_SIZE, ...(category ? { category } : {}) }
      const list = await store.clients.catalog.listProducts(input, visit.call)
      const products = await ownCards(store, visit, group, list.products)
      return <ListPage view={await visit.view(key)} list={{ ...list, products }} path={path} sort={sort} />
    },
  })
}

export type ListPageProps = { view: View; list: ProductList; path: string; sort: Sort }

export const ListPage = ({ view, list, path, sort }: ListPageProps) => {
  const { t } = view
  const { category, products, page } = list
  const title = category?.title ?? t('nav.all')
  return (
    <Layout
      view={view}
      title={page > 1 ? `${title} (${t('list.page', { page })})` : title}
      description={category?.text || t('list.description', { title, shop: view.shop.shop_name })}
      picture={products[0]?.picture}
    >
      <div class="list-head">
        {category && category.breadcrumbs.length > 0 && <Breadcrumbs view={view} crumbs={category.breadcrumbs} here={category.title} />}
        <h1>{title}</h1>
        {category?.text && <p class="lead">{category.text}</p>}
        {category && category.children.length > 0 && (
          <ul class="chips" aria-label={t('list.within', { title })}>
            {category.children.map((child) => (
              <li key={child.category_id}>
                <a class="chip" href={view.at(`/c/${child.slug}`)}>
                  {child.title} <span class="quiet">{child.product_count}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div class="list-tools">
        <p class="quiet">{t('list.count', { count: list.product_count })}</p>
        <form class="sort" method="get" action={view.at(path)}>
          <label for="sort">{t('list.sort')}</label>
          <select id="sort" name="sort" data-submits>
            {Object.entries(SORTS).map(([value, message]) => (
              <option key={value} value={value} selected={value === sort}>
                {t(message)}
              </option>
            ))}
          </select>
          <noscript>
            <button class="button is-small" type="submit">
              {t('list.apply')}
            </button>
          </noscript>
        </form>
      </div>
      {products.length > 0 ? <ProductGrid view={view} cards={products} /> : <Nothing view={view} />}
      <Pagination
        view={view}
        page={page}
        has_more={list.has_more}
        at={(number) => view.at(withQuery(path, { sort: sort === 'newest' ? undefined : sort, page: number === 1 ? undefined : number }))}
      />
    </Layout>
  )
}

const Nothing = ({ view }: { view: View }) => (
  <div class="empty">
    <p>{view.t('list.empty')}</p>
    <a class="button" href={view.at('/products')}>
      {view.t('nav.all')}
    </a>
  </div>
)
