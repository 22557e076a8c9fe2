import type { Category } from '#modules/catalog/contract.ts'

export type Node = Category & { depth: number; children: Node[] }

/** The tree of a flat list, siblings by position and then by title. A category whose parent is not in the list stands at the top. */
export const treeOf = (categories: readonly Category[]): Node[] => {
  const ids = new Set(categories.map(({ category_id }) => category_id))
  const below = (parent: string | null, depth: number): Node[] =>
    categories
      .filter(({ parent_id }) => (parent_id !== null && ids.has(parent_id) ? parent_id : null) === parent)
      .toSorted((a, b) => a.position - b.position || a.title.localeCompare(b.title))
      .map((category) => ({ ...category, depth, children: below(category.category_id, depth + 1) }))
  return below(null, 0)
}

/** The tree line by line, as it is read from top to bottom. */
export const linesOf = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...linesOf(node.children)])

/** `Kitchen / Cups / Espresso cups` for each category, in the order of the tree. */
export const pathsOf = (nodes: readonly Node[], above = ''): { category_id: string; path: string }[] =>
  nodes.flatMap((node) => {
    const path = above ? `${above} / ${node.title}` : node.title
    return [{ category_id: node.category_id, path }, ...pathsOf(node.children, path)]
  })

/** Where a category may be moved: anywhere but below itself. */
export const placesFor = (nodes: readonly Node[], category_id: string | undefined): { category_id: string; path: string }[] => {
  const own = linesOf(nodes).find((node) => node.category_id === category_id)
  const below = new Set(own ? linesOf([own]).map((node) => node.category_id) : [])
  return pathsOf(nodes).filter((place) => !below.has(place.category_id))
}
