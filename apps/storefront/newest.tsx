/** Something to go on with where a page has nothing else to show. */
import { type OwnCard, ownCards } from './group-prices.ts'
import { ProductGrid } from './product-card.tsx'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'
import type { Visit } from './visit.ts'

const SHOWN = 4

export const readNewest = async (store: Storefront, visit: Visit, group: string | null): Promise<OwnCard[]> => {
  const { locale, currency } = visit
  const { products } = await store.clients.catalog.listProducts({ locale, currency, sort: 'newest', limit: SHOWN })
  return ownCards(store, visit, group, products)
}

export const Newest = ({ view, cards }: { view: View; cards: OwnCard[] }) =>
  cards.length === 0 ? null : (
    <section class="section" aria-labelledby="newest">
      <div class="section-head">
        <h2 id="newest">{view.t('home.newest')}</h2>
      </div>
      <ProductGrid view={view} cards={cards} eager={0} />
    </section>
  )
