import type { Card } from '#modules/catalog/contract.ts'
import type { Money } from '#platform/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { Photo } from '#ui/photo.tsx'
import type { OwnCard } from './group-prices.ts'
import type { View } from './view.ts'

const SIZES = '(min-width: 1100px) 290px, (min-width: 700px) 31vw, 46vw'

/** A product in a list. The whole card is one link; a product without choices can be put into the cart from here. */
export const ProductCard = ({ view, card, is_eager }: { view: View; card: OwnCard; is_eager?: boolean }) => (
  <article class={card.in_stock ? 'card' : 'card is-sold-out'}>
    <div class="card-picture">
      {card.picture && <Photo picture={card.picture} sizes={SIZES} is_eager={is_eager ?? false} />}
      {card.second_picture && (
        <div class="card-second">
          <Photo picture={card.second_picture} sizes={SIZES} is_silent />
        </div>
      )}
      {!card.picture && <Icon name="bag" />}
    </div>
    <Badge view={view} card={card} />
    <div class="card-text">
      <h2 class="card-title">
        <a href={view.at(`/p/${card.slug}`)}>{card.title}</a>
      </h2>
      {card.brand && <p class="card-brand">{card.brand}</p>}
      {card.price && (
        <Price view={view} price={card.price} compare_at={card.compare_at} lowest={card.lowest} is_from={card.has_price_range} />
      )}
      {card.is_group_price && (
        <p class="card-own">
          <span class="price-group">{view.t('product.group_price')}</span>
        </p>
      )}
    </div>
    {card.only_variant_id && card.in_stock && card.price && (
      <form class="quick-add" method="post" action={view.at('/cart')} data-add>
        <input type="hidden" name="variant_id" value={card.only_variant_id} />
        <input type="hidden" name="quantity" value="1" />
        <button type="submit" aria-label={view.t('product.add_named', { title: card.title })}>
          <Icon name="plus" />
        </button>
      </form>
    )}
  </article>
)

const Badge = ({ view, card }: { view: View; card: Card }) => {
  if (!card.in_stock) return <p class="card-badge">{view.t('product.sold_out')}</p>
  if (card.compare_at) return <p class="card-badge is-sale">{view.t('product.sale')}</p>
  return null
}

export type PriceProps = { view: View; price: Money; compare_at?: Money | null; lowest?: Money | null; is_from?: boolean }

export const Price = ({ view, price, compare_at, lowest, is_from }: PriceProps) => (
  <>
    <p class={compare_at ? 'price is-reduced' : 'price'}>
      {compare_at && <span class="sr-only">{view.t('product.now')} </span>}
      <span class="price-now">{is_from ? view.t('product.from', { price: view.money(price) }) : view.money(price)}</span>
      {compare_at && (
        <s class="price-was">
          <span class="sr-only">{view.t('product.was')} </span>
          {view.money(compare_at)}
        </s>
      )}
    </p>
    {/* beside every announced reduction: Article 6a of Directive 98/6/EC */}
    {compare_at && lowest && <p class="price-lowest quiet">{view.t('product.lowest', { price: view.money(lowest) })}</p>}
  </>
)

export const ProductGrid = ({ view, cards, eager = 2 }: { view: View; cards: OwnCard[]; eager?: number }) => (
  <ul class="grid">
    {cards.map((card, index) => (
      <li key={card.product_id}>
        <ProductCard view={view} card={card} is_eager={index < eager} />
      </li>
    ))}
  </ul>
)
