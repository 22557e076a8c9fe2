import type { Category } from '#modules/catalog/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { slugOf } from './fields.ts'
import type { Imports } from './needs.ts'

/** Finds the categories a file names by their paths of titles, and makes those that are missing; in a dry run it only says that some are. */
export type Categories = { idsOf(paths: string[][]): Promise<{ category_ids: string[]; is_missing_some: boolean }> }

const MAX_TITLE = 255

export const openCategories = async (
  { catalog }: Imports,
  locale: string,
  { is_dry_run }: { is_dry_run: boolean },
): Promise<Categories> => {
  const known = new Map<string, string>() // parent and title, or parent and slug -> category
  const remember = ({ parent_id, slug, title, category_id }: Pick<Category, 'parent_id' | 'slug' | 'title' | 'category_id'>) => {
    known.set(keyOf(parent_id, title), category_id)
    if (!known.has(keyOf(parent_id, slug))) known.set(keyOf(parent_id, slug), category_id)
  }
  for (const category of (await catalog.listCategories({ locale })).categories) remember(category)

  const make = async (parent_id: string | null, path: string[]): Promise<string> => {
    const title = path.at(-1) ?? ''
    const save = (slug: string) =>
      catalog.saveCategory({ parent_id, ...(slug ? { slug } : {}), translations: { [locale]: { title, text: '' } } })
    const saved = await save(slugOf(title)).catch((error) => {
      if (isFailure(error, 'SLUG_TAKEN')) return save(slugOf(path.join(' ')).slice(-200)) // `men-tops` beside `tops`
      throw error
    })
    remember({ ...saved, parent_id, title })
    return saved.category_id
  }

  const idOf = async (path: string[]): Promise<string | undefined> => {
    let parent: string | null = null
    for (const [depth, title] of path.entries()) {
      const found: string | undefined = known.get(keyOf(parent, title)) ?? known.get(keyOf(parent, slugOf(title)))
      if (!found && is_dry_run) return undefined
      parent = found ?? (await make(parent, path.slice(0, depth + 1)))
    }
    return parent ?? undefined
  }

  return {
    idsOf: async (paths) => {
      const ids = new Set<string>()
      let is_missing_some = false
      for (const path of paths.slice(0, 50)) {
        const id = await idOf(path.map((title) => title.slice(0, MAX_TITLE)))
        if (id) ids.add(id)
        else if (path.length > 0) is_missing_some = true
      }
      return { category_ids: [...ids], is_missing_some }
    },
  }
}

const keyOf = (parent_id: string | null, title: string): string => `${parent_id ?? ''} ${title.toLowerCase()}`
