import type { FastifyInstance } from 'fastify'
import type { Card } from '#modules/catalog/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { textsOf } from './forms.ts'
import { groupOf, type OwnCard, ownCards, sendPriced } from './group-prices.ts'
import { Layout } from './layout.tsx'
import { Newest, readNewest } from './newest.tsx'
import { Pagination, pageOf, withQuery } from './pagination.tsx'
import { ProductGrid } from './product-card.tsx'
import { sendJson, sendShared } from './send.ts'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'

const PAGE_SIZE = 24
const SUGGESTED = 5
const TAGS = ['search', 'catalog']

export const searchRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/search', (request, reply) => {
    const { visit } = request
    const q = words(textsOf(request.query).q)
    const page = pageOf(textsOf(request.query).page)
    const key = withQuery('/search', { q, page: page === 1 ? undefined : page })
    const { locale, currency } = visit
    return sendPriced(store, reply, {
      key,
      tags: TAGS,
      make: async (group) => {
        const found = q
          ? await store.clients.search.find({ q, locale, currency, page, limit: PAGE_SIZE }, visit.call)
          : { query: '', products: [], page: 1, has_more: false }
        const newest = q && found.products.length === 0 ? await readNewest(store, visit, group) : []
        const products = await ownCards(store, visit, group, found.products)
        return <SearchPage view={await visit.view(key)} found={{ ...found, products }} newest={newest} />
      },
    })
  })

  app.get('/search/suggest', async (request, reply) => {
    const { visit } = request
    const q = words(textsOf(request.query).q)
    const { locale, currency } = visit
    const make = async (group: string | null) => {
      const { products } = q ? await store.clients.search.find({ q, locale, currency, limit: SUGGESTED }, visit.call) : { products: [] }
      return suggestions(await visit.view('/search'), await ownCards(store, visit, group, products))
    }
    const group = q ? await groupOf(store, visit) : null
    if (group) return sendJson(reply, await make(group))
    return sendShared(store, reply, {
      key: withQuery('/search/suggest', { q }),
      tags: TAGS,
      type: 'application/json; charset=utf-8',
      make: async () => JSON.stringify(await make(null)),
    })
  })
}

/** What a person typed, in one form: no control characters, single spaces, 200 characters at most (the contract's limit). */
const words = (text: string | undefined): string =>
  (text ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)

const suggestions = (view: View, cards: Card[]) =>
  cards.map(({ slug, title, price, picture }) => ({
    href: view.at(`/p/${slug}`),
    title,
    price: price ? view.money(price) : '',
    picture: picture ? smallest(picture) : null,
  }))

const smallest = ({ name, widths }: { name: string; widths: number[] }): string =>
  widths.length > 0 ? `/media/${name}-${Math.min(...widths)}.webp` : `/media/${name}.webp`

/** `newest`: shown where nothing was found */
export type SearchPageProps = {
  view: View
  newest: OwnCard[]
  found: { query: string; products: OwnCard[]; page: number; has_more: boolean }
}

export const SearchPage = ({ view, newest, found: { query, products, page, has_more } }: SearchPageProps) => {
  const { t } = view
  const title = query ? t('search.results', { query }) : t('search.label')
  return (
    <Layout view={view} title={title} query={query} is_hidden>
      <div class="list-head">
        <h1>{title}</h1>
        <form class={query ? 'big-search is-again' : 'big-search'} action={view.at('/search')} method="get">
          <label class="sr-only" for="q-big">
            {t('search.label')}
          </label>
          <Icon name="search" />
          <input id="q-big" name="q" type="search" value={query} placeholder={t('search.placeholder')} maxLength={200} />
          <button class="button" type="submit">
            {t('search.go')}
          </button>
        </form>
      </div>
      {products.length > 0 && <ProductGrid view={view} cards={products} />}
      {query && products.length === 0 && (
        <div class="empty">
          <p>{t('search.nothing', { query })}</p>
          <p class="quiet">{t('search.help')}</p>
          <a class="button" href={view.at('/products')}>
            {t('nav.all')}
          </a>
        </div>
      )}
      <Newest view={view} cards={newest} />
      <Pagination
        view={view}
        page={page}
        has_more={has_more}
        at={(number) => view.at(withQuery('/search', { q: query, page: number === 1 ? undefined : number }))}
      />
    </Layout>
  )
}
