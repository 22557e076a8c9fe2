/** What the front page shows, taken from the catalogue alone. */
import type { Card, Category } from '#modules/catalog/contract.ts'
import type { OwnCard } from './group-prices.ts'
import { below } from './navigation.tsx'
import type { Storefront } from './storefront.ts'

const SHOWN = 8
const TILES = 8
const HERO = 6
const SAMPLED = 12

export type HomeData = { hero: Card[]; newest: OwnCard[]; tiles: { category: Category; card: Card | undefined }[] }

/** A category is shown by one of its products, and the hero by others of all categories: a new shop needs no pictures but those. */
export const readHome = async ({ clients: { catalog } }: Storefront, locale: string, currency: string): Promise<HomeData> => {
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

/** The same from memory until the catalogue changes, for pages that are made for one person and yet show what everyone is shown. */
export const knownHome = async (store: Storefront, locale: string, currency: string): Promise<HomeData> => {
  const read = async () => JSON.stringify(await readHome(store, locale, currency))
  const { body } = await store.cache.get(`home ${locale} ${currency}`, ['catalog', 'settings'], read)
  return JSON.parse(body.toString()) as HomeData // written by the line above
}

/** A small shop shows what it has, in rows of three. */
const wholeRows = (cards: Card[]): Card[] => {
  const pictured = cards.filter((card) => card.picture)
  return pictured.slice(0, Math.min(HERO, pictured.length - (pictured.length % 3)))
}
