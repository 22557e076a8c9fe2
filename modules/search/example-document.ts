/** For tests: what the catalogue tells of a product, and the settings of a shop. */
import type { Card, catalog } from '#modules/catalog/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import type { Output } from '#platform/contract.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'

export type Document = Output<typeof catalog.ops.readDocuments>['documents'][number]

/** One document in English and EUR, for 1 EUR, unless said otherwise. */
export const exampleDocument = ({
  amount = 100,
  ...words
}: Partial<Omit<Document, 'card'>> & { product_id: string; title: string; amount?: number }): Document => {
  const { product_id, title, currency = 'EUR', locale = 'en' } = words
  const card: Card = {
    product_id,
    slug: 'x',
    title,
    brand: null,
    picture: null,
    second_picture: null,
    price: { amount, currency },
    compare_at: null,
    lowest: null,
    has_price_range: false,
    in_stock: true,
    variant_count: 1,
    only_variant_id: null,
    published_at: '2026-03-01T09:00:00.000Z',
  }
  return { brand: '', skus: '', categories: '', description: '', ...words, locale, currency, card }
}

export const exampleSettings = (own: Partial<Settings>): Settings => plainSettings(own)
