import { queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'

export const zonesQuery = queryOptions({
  queryKey: ['shipping', 'zones'],
  queryFn: ({ signal }) => api.shipping.listZones({}, { signal }),
})

export const carriersQuery = queryOptions({
  queryKey: ['shipping', 'carriers'],
  queryFn: ({ signal }) => api.shipping.listCarriers({}, { signal }),
  staleTime: 5 * 60_000,
})
