import { queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'

/** In one language, or in the shop's first. */
export const categoriesQuery = (locale?: string) =>
  queryOptions({
    queryKey: ['categories', locale],
    queryFn: ({ signal }) => api.catalog.listCategories({ locale }, { signal }),
  })
