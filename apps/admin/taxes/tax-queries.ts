import { queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { tax } from '#modules/tax/contract.ts'
import type { Output } from '#platform/contract.ts'

export type Setup = Output<typeof tax.ops.readSetup>
export type Choices = Setup['choices']
export type TaxZone = Setup['zones'][number]

export const taxQuery = queryOptions({
  queryKey: ['tax'],
  queryFn: ({ signal }) => api.tax.readSetup({}, { signal }),
})
