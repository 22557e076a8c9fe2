import { renderToString } from 'preact-render-to-string'
import type { Category } from '#modules/catalog/contract.ts'
import type { Storefront } from './storefront.ts'
import { type Facts, makeView, type View } from './view.ts'

/** Links to all categories, children under their parents. Made once for all pages of a language. */
export const navigation = async (store: Storefront, facts: Omit<Facts, 'nav' | 'path'>): Promise<string> => {
  const { body } = await store.cache.get(`navigation ${facts.locale}`, ['settings', 'catalog'], async () => {
    const { categories } = await store.clients.catalog.listCategories({ locale: facts.locale })
    return renderToString(<Links view={makeView({ ...facts, path: '', nav: '' })} categories={categories} />)
  })
  return body.toString()
}

export const Links = ({ view, categories }: { view: View; categories: Category[] }) => (
  <ul class="nav-list">
    <li>
      <a href={view.at('/products')}>{view.t('nav.all')}</a>
    </li>
    {below(categories, null).map((category) => {
      const children = below(categories, category.category_id)
      return (
        <li key={category.category_id} class={children.length > 0 ? 'has-children' : undefined}>
          <a href={view.at(`/c/${category.slug}`)}>{category.title}</a>
          {children.length > 0 && (
            <ul>
              {children.map((child) => (
                <li key={child.category_id}>
                  <a href={view.at(`/c/${child.slug}`)}>{child.title}</a>
                </li>
              ))}
            </ul>
          )}
        </li>
      )
    })}
  </ul>
)

export const below = (categories: Category[], parent_id: string | null): Category[] =>
  categories.filter((category) => category.parent_id === parent_id).toSorted((a, b) => a.position - b.position)
