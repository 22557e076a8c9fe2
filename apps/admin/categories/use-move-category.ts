import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { categoriesQuery } from '#admin/categories/category-queries.ts'
import { textsOf } from '#admin/categories/category-texts.ts'
import { linesOf, type Node } from '#admin/categories/category-tree.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'

/** Moves a category among its siblings: those whose place changes get it anew, one after the other. */
export const useMoveCategory = (tree: Node[], node: Node) => {
  const cache = useQueryClient()
  const all = linesOf(tree)
  const siblings = all.filter(({ parent_id }) => parent_id === node.parent_id)
  const at = siblings.findIndex(({ category_id }) => category_id === node.category_id)
  const { mutate, isPending } = useMutation({
    mutationFn: async (step: number) => {
      const { locales } = await cache.ensureQueryData(settingsQuery)
      const lists = await Promise.all(locales.map((locale) => cache.fetchQuery({ ...categoriesQuery(locale), staleTime: 0 })))
      for (const [position, { category_id, position: before }] of swapped(siblings, at, at + step).entries()) {
        if (position === before) continue
        const found = lists.map(({ categories }) => categories.find((category) => category.category_id === category_id))
        await api.catalog.saveCategory({ category_id, position, translations: textsOf(locales, found) })
      }
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['categories'] }),
  })
  return { canMove: (step: number) => siblings[at + step] !== undefined, move: (step: number) => mutate(step), isMoving: isPending }
}

const swapped = <T>(list: readonly T[], from: number, to: number): T[] => {
  const item = list[from]
  return item === undefined ? [...list] : list.toSpliced(from, 1).toSpliced(to, 0, item)
}
