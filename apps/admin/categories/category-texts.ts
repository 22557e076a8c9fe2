import { useQueries } from '@tanstack/react-query'
import { categoriesQuery } from '#admin/categories/category-queries.ts'

export type Texts = Record<string, { title: string; text: string }>

/**
 * What a category is called in each language of the shop. The list of a language falls back to the first one, so a text that is the same
 * there counts as not translated: saved or not, it reads the same.
 */
export const useCategoryTexts = (category_id: string | undefined, locales: readonly string[]): Texts | undefined => {
  const lists = useQueries({ queries: locales.map((locale) => ({ ...categoriesQuery(locale), enabled: category_id !== undefined })) })
  if (category_id === undefined) return {}
  if (lists.some(({ data }) => data === undefined)) return undefined
  const found = lists.map(({ data }) => data?.categories.find((category) => category.category_id === category_id))
  return textsOf(locales, found)
}

export const textsOf = (locales: readonly string[], found: readonly ({ title: string; text: string } | undefined)[]): Texts => {
  const [first] = found
  return Object.fromEntries(
    locales.flatMap((locale, index) => {
      const own = found[index]
      if (!own || (index > 0 && own.title === first?.title && own.text === first.text)) return []
      return [[locale, { title: own.title, text: own.text }]]
    }),
  )
}

/** What is sent: languages with a title only. */
export const written = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([locale, { title, text }]) => (title.trim() ? [[locale, { title: title.trim(), text }]] : [])),
  )
