import { Icon } from '#ui/icon.tsx'
import type { View } from './view.ts'

export type PaginationProps = {
  view: View
  page: number
  has_more: boolean /** address of a page, by its number */
  at(page: number): string
}

export const Pagination = ({ view, page, has_more, at }: PaginationProps) => {
  if (page === 1 && !has_more) return null
  return (
    <nav class="pagination" aria-label={view.t('list.pages')}>
      {page > 1 ? (
        <a class="button is-quiet" rel="prev" href={at(page - 1)}>
          <Icon name="back" />
          {view.t('list.previous')}
        </a>
      ) : (
        <span />
      )}
      <p class="quiet">{view.t('list.page', { page })}</p>
      {has_more ? (
        <a class="button is-quiet" rel="next" href={at(page + 1)}>
          {view.t('list.next')}
          <Icon name="arrow" />
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}

/** A page number from a query: 1 to 500 (the contract's limit); anything else counts as 1. */
export const pageOf = (text: unknown): number => {
  const page = typeof text === 'string' && /^[1-9][0-9]{0,2}$/.test(text) ? Number(text) : 1
  return page <= 500 ? page : 1
}

/** `/c/mugs` and `{ sort: 'name', page: 2 }` -> `/c/mugs?sort=name&page=2`; what is empty is left out */
export const withQuery = (path: string, query: Record<string, string | number | undefined>): string => {
  const used = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '')
  const text = new URLSearchParams(used.map(([name, value]) => [name, String(value)])).toString()
  return text ? `${path}?${text}` : path
}
