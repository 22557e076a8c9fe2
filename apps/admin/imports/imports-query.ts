import { queryOptions } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import type { ImportRun } from '#modules/imports/contract.ts'

const WHILE_RUNNING_MS = 800

export const importsQuery = queryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ signal }) => api.imports.listImports({}, { signal }),
})

/** Asked again and again as long as it runs. */
export const importQuery = (import_id: string) =>
  queryOptions({
    queryKey: ['imports', import_id],
    queryFn: ({ signal }) => api.imports.readImport({ import_id }, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? WHILE_RUNNING_MS : false),
  })

export const FORMATS: Record<ImportRun['format'], string> = { shopify: 'Shopify', woocommerce: 'WooCommerce', magento: 'Magento' }
