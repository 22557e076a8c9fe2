import { renderToString } from 'preact-render-to-string'
import type { ProductPage } from '#modules/catalog/contract.ts'
import { type OwnCard, ownCards } from './group-prices.ts'
import { ProductCard } from './product-card.tsx'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'
import type { Visit } from './visit.ts'

const SHOWN = 4
const READ = 12

/**
 * Cards of other products of the same category, as HTML. One query serves all pages of a category:
 * what is kept is a card a line, and each page takes the first four that are not itself. A member of a group has cards of their own.
 */
export const others = async (store: Storefront, visit: Visit, view: View, product: ProductPage, group: string | null): Promise<string> => {
  const category = product.breadcrumbs.at(-1)?.slug
  if (!category) return ''
  const { locale, currency } = view
  const read = async () => (await store.clients.catalog.listProducts({ locale, currency, category, limit: READ })).products
  if (group) {
    const cards = (await read()).filter(({ product_id }) => product_id !== product.product_id).slice(0, SHOWN)
    return (await ownCards(store, visit, group, cards)).map((card) => lineOf(view, card)).join('')
  }
  const { body } = await store.cache.get(`related ${locale} ${currency} ${category}`, ['catalog', 'settings'], async () =>
    (await read()).map((card) => lineOf(view, card)).join('\n'),
  )
  const own = `<li data-product="${product.product_id}">`
  const lines = body.toString().split('\n')
  return lines
    .filter((line) => line && !line.startsWith(own))
    .slice(0, SHOWN)
    .join('')
}

const lineOf = (view: View, card: OwnCard): string =>
  renderToString(
    <li data-product={card.product_id}>
      <ProductCard view={view} card={card} />
    </li>,
  ).replaceAll('\n', ' ')
