/** A product for search engines (schema.org `Product`, `BreadcrumbList`), with exactly the prices the page shows. */
import type { ProductPage } from '#modules/catalog/contract.ts'
import { toDecimal } from '#platform/money.ts'
import type { View } from './view.ts'

export const productFacts = (view: View, product: ProductPage): object[] => {
  const url = `${view.origin}${view.at(`/p/${product.slug}`)}`
  const offers = product.variants.flatMap(({ variant_id, sku, price, in_stock }) =>
    price
      ? {
          '@type': 'Offer',
          url: `${url}?variant=${variant_id}`,
          sku,
          price: toDecimal(price),
          priceCurrency: price.currency,
          availability: `https://schema.org/${in_stock ? 'InStock' : 'OutOfStock'}`,
          itemCondition: 'https://schema.org/NewCondition',
        }
      : [],
  )
  const crumbs = product.breadcrumbs.map((crumb) => ({ name: crumb.title, item: `${view.origin}${view.at(`/c/${crumb.slug}`)}` }))
  return [
    {
      '@type': 'Product',
      name: product.title,
      description: product.description,
      url,
      ...(product.brand ? { brand: { '@type': 'Brand', name: product.brand } } : {}),
      image: product.pictures.map(({ name }) => `${view.origin}/media/${name}.webp`),
      ...(offers.length > 0 ? { offers } : {}),
    },
    {
      '@type': 'BreadcrumbList',
      itemListElement: [...crumbs, { name: product.title, item: url }].map((crumb, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        ...crumb,
      })),
    },
  ]
}
