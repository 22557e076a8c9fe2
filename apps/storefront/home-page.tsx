import type { FastifyInstance } from 'fastify'
import type { Card } from '#modules/catalog/contract.ts'
import type { HeroPicture } from '#modules/settings/contract.ts'
import { Icon, type IconName } from '#ui/icon.tsx'
import { Photo } from '#ui/photo.tsx'
import { ownCards, sendPriced } from './group-prices.ts'
import { Layout } from './layout.tsx'
import type { Message } from './messages.ts'
import { ProductGrid } from './product-card.tsx'
import { type HomeData, knownHome, readHome } from './read-home.ts'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'

export const homeRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/', async (request, reply) => {
    const { visit } = request
    return sendPriced(store, reply, {
      key: '/',
      tags: ['catalog'],
      make: async (group) => {
        const { newest, ...home } = await (group ? knownHome : readHome)(store, visit.locale, visit.currency)
        return <HomePage {...home} newest={await ownCards(store, visit, group, newest)} view={await visit.view('/')} />
      },
    })
  })
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

/** The shop's own picture, else some of its products, else words alone. */
const Hero = ({ view, cards }: { view: View; cards: Card[] }) => (
  <section class="hero">
    <div class={view.shop.hero_picture ? 'hero-panel is-scene' : cards.length > 0 ? 'hero-panel' : 'hero-panel is-bare'}>
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
      {view.shop.hero_picture ? <Scene view={view} picture={view.shop.hero_picture} /> : <SomeGoods view={view} cards={cards} />}
    </div>
  </section>
)

const Scene = ({ view: { locale }, picture }: { view: View; picture: HeroPicture }) => (
  <div class="hero-scene">
    <Photo picture={{ ...picture, alt: picture.alt[locale] ?? '' }} sizes="(min-width: 928px) 60vw, 100vw" is_eager />
  </div>
)

const SomeGoods = ({ view, cards }: { view: View; cards: Card[] }) => (
  <ul class="hero-pictures">
    {cards.map((card, index) => (
      <li key={card.product_id}>
        <a href={view.at(`/p/${card.slug}`)} aria-label={card.title}>
          {card.picture && <Photo picture={card.picture} sizes="(min-width: 928px) 18vw, 31vw" is_eager={index < 3} is_silent />}
        </a>
      </li>
    ))}
  </ul>
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
