import { renderToString } from 'preact-render-to-string'
import type { ProductPage } from '#modules/catalog/contract.ts'
import { ProductCard } from './product-card.tsx'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'

const SHOWN = 4

/**
 * Cards of other products of the same category, as HTML. One query serves all pages of a category:
 * what is kept is a card a line, and each page takes the first four that are not itself.
 */
export const others = async (store: Storefront, view: View, product: ProductPage): Promise<string> => {
  const category = product.breadcrumbs.at(-1)?.slug
  if (!category) return ''
  const { locale, currency } = view
  const { body } = await store.cache.get(`related ${locale} ${currency} ${category}`, ['catalog', 'settings'], async () => {
    const { products } = await store.clients.catalog.listProducts({ locale, currency, category, limit: 12 })
    return products
      .map((card) =>
        renderToString(
          <li data-product={card.product_id}>
            <ProductCard view={view} card={card} />
          </li>,
        ).replaceAll('\n', ' '),
      )
      .join('\n')
  })
  const own = `<li data-product="${product.product_id}">`
  const lines = body.toString().split('\n')
  return lines
    .filter((line) => line && !line.startsWith(own))
    .slice(0, SHOWN)
    .join('')
}
