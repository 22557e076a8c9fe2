import { queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.settings.readSettings({}, { signal }),
  staleTime: 60_000,
})
