/** Something to go on with where a page has nothing else to show. */
import type { Card } from '#modules/catalog/contract.ts'
import { ProductGrid } from './product-card.tsx'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'

const SHOWN = 4

export const readNewest = async ({ clients }: Storefront, { locale, currency }: Pick<View, 'locale' | 'currency'>): Promise<Card[]> =>
  (await clients.catalog.listProducts({ locale, currency, sort: 'newest', limit: SHOWN })).products

export const Newest = ({ view, cards }: { view: View; cards: Card[] }) =>
  cards.length === 0 ? null : (
    <section class="section" aria-labelledby="newest">
      <div class="section-head">
        <h2 id="newest">{view.t('home.newest')}</h2>
      </div>
      <ProductGrid view={view} cards={cards} eager={0} />
    </section>
  )
