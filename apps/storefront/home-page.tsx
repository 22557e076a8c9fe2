import type { FastifyInstance } from 'fastify'
import type { Card, Category } from '#modules/catalog/contract.ts'
import { Icon, type IconName } from '#ui/icon.tsx'
import { Photo } from '#ui/photo.tsx'
import { Layout } from './layout.tsx'
import type { Message } from './messages.ts'
import { below } from './navigation.tsx'
import { ProductGrid } from './product-card.tsx'
import { html, sendShared } from './send.ts'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'

const SHOWN = 8
const TILES = 8
const HERO = 6
const SAMPLED = 12

export const homeRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/', async (request, reply) => {
    const { visit } = request
    return sendShared(store, reply, {
      key: '/',
      tags: ['catalog'],
      make: async () => html(<HomePage {...(await readHome(store, visit.locale, visit.currency))} view={await visit.view('/')} />),
    })
  })
}

export type HomeData = { hero: Card[]; newest: Card[]; tiles: { category: Category; card: Card | undefined }[] }

/** A category is shown by one of its products, and the hero by others of all categories: a new shop needs no pictures but those. */
const readHome = async ({ clients: { catalog } }: Storefront, locale: string, currency: string): Promise<HomeData> => {
  const [list, tree] = await Promise.all([
    catalog.listProducts({ locale, currency, sort: 'newest', limit: SHOWN }),
    catalog.listCategories({ locale }),
  ])
  const tops = below(tree.categories, null).filter((category) => category.product_count > 0)
  const categories = tops.slice(0, TILES)
  const samples = await Promise.all(
    categories.map((category) => catalog.listProducts({ locale, currency, category: category.slug, limit: SAMPLED })),
  )
  const shown = new Set<string>()
  const take = (cards: Card[]): Card | undefined => {
    const card = cards.find(({ product_id, picture }) => picture && !shown.has(product_id))
    if (card) shown.add(card.product_id)
    return card
  }
  const tiles = samples.map(({ products }, index) => ({ category: categories[index], card: take(products) }))
  for (const { product_id } of list.products) shown.add(product_id)
  const rounds = Array.from({ length: HERO }, () => samples.map(({ products }) => take(products.filter(({ in_stock }) => in_stock))))
  const hero = rounds.flat().filter((card) => card !== undefined)
  return {
    newest: list.products,
    tiles: tiles.flatMap(({ category, card }) => (category ? { category, card } : [])),
    hero: hero.length >= HERO ? hero.slice(0, HERO) : wholeRows(list.products),
  }
}

/** A small shop shows what it has, in rows of three. */
const wholeRows = (cards: Card[]): Card[] => {
  const pictured = cards.filter((card) => card.picture)
  return pictured.slice(0, Math.min(HERO, pictured.length - (pictured.length % 3)))
}

export const HomePage = ({ view, hero, newest, tiles }: HomeData & { view: View }) => {
  const { t, shop } = view
  return (
    <Layout view={view} title={shop.shop_name} description={t('home.description', { shop: shop.shop_name })} facts={siteFacts(view)}>
      <Hero view={view} cards={hero} />
      {tiles.length > 0 && (
        <section class="section" aria-labelledby="categories">
          <div class="section-head">
            <h2 id="categories">{t('home.categories')}</h2>
            <a class="more" href={view.at('/products')}>
              {t('nav.all')}
              <Icon name="arrow" />
            </a>
          </div>
          <ul class={`tiles is-${tiles.length}`}>
            {tiles.map(({ category, card }) => (
              <li key={category.category_id} class="tile">
                <div class="tile-picture">
                  {card?.picture && <Photo picture={card.picture} sizes="(min-width: 900px) 22vw, 46vw" is_silent />}
                </div>
                <a href={view.at(`/c/${category.slug}`)}>{category.title}</a>
                <p class="quiet">{t('list.count', { count: category.product_count })}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {newest.length > 0 && (
        <section class="section" aria-labelledby="newest">
          <div class="section-head">
            <h2 id="newest">{t('home.newest')}</h2>
            <a class="more" href={view.at('/products?sort=newest')}>
              {t('home.see_newest')}
              <Icon name="arrow" />
            </a>
          </div>
          <ProductGrid view={view} cards={newest} eager={0} />
        </section>
      )}
      <Promises view={view} />
    </Layout>
  )
}

const Hero = ({ view, cards }: { view: View; cards: Card[] }) => (
  <section class="hero">
    <div class="hero-panel">
      <div class="hero-text">
        <h1>{view.t('home.title')}</h1>
        <p class="hero-lead">{view.t('home.lead')}</p>
        <p class="hero-actions">
          <a class="button" href={view.at('/products')}>
            {view.t('home.browse')}
            <Icon name="arrow" />
          </a>
        </p>
      </div>
      <ul class="hero-pictures">
        {cards.map((card, index) => (
          <li key={card.product_id}>
            <a href={view.at(`/p/${card.slug}`)} aria-label={card.title}>
              {card.picture && <Photo picture={card.picture} sizes="(min-width: 928px) 18vw, 31vw" is_eager={index < 3} is_silent />}
            </a>
          </li>
        ))}
      </ul>
    </div>
  </section>
)

const PROMISES = [
  ['person', 'home.guest', 'home.guest_text'],
  ['live', 'home.live', 'home.live_text'],
  ['tag', 'home.price', 'home.price_text'],
] as const satisfies [IconName, Message, Message][]

const Promises = ({ view }: { view: View }) => (
  <section class="section" aria-labelledby="promises">
    <h2 id="promises" class="sr-only">
      {view.t('home.promises')}
    </h2>
    <ul class="promises">
      {PROMISES.map(([icon, title, text]) => (
        <li key={title}>
          <Icon name={icon} />
          <h3>{view.t(title)}</h3>
          <p class="quiet">{view.t(text)}</p>
        </li>
      ))}
    </ul>
  </section>
)

const siteFacts = ({ shop, origin, at }: View): object[] => [
  { '@type': 'Organization', name: shop.shop_name, url: origin, email: shop.contact_email },
  {
    '@type': 'WebSite',
    name: shop.shop_name,
    url: origin,
    potentialAction: { '@type': 'SearchAction', target: `${origin}${at('/search')}?q={q}`, 'query-input': 'required name=q' },
  },
]
