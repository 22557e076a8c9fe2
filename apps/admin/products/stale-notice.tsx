import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { messageOf, tell } from '#admin/parts/tell.ts'
import { showTime } from '#admin/parts/times.ts'
import { draftOf } from '#admin/products/product-draft.ts'
import { productQuery } from '#admin/products/product-queries.ts'
import type { ProductEditor } from '#admin/products/use-product-editor.ts'

/** Someone saved the product while it was open here. Nothing is lost unless one says so. */
export const StaleNotice = ({ editor }: { editor: ProductEditor }) => {
  const cache = useQueryClient()
  const { draft, change, start, forget, failure } = editor
  const newest = useMutation({
    mutationFn: () => cache.fetchQuery({ ...productQuery(draft.product_id ?? ''), staleTime: 0 }),
  })
  const takeTheirs = () => newest.mutate(undefined, { onSuccess: (form) => [start(draftOf(form)), forget()] })
  const keepMine = () =>
    newest.mutate(undefined, {
      onSuccess: (form) => {
        change({ version: form.version })
        forget()
        tell(`Theirs was saved ${showTime(form.updated_at)}. Save again to put yours in its place.`)
      },
    })
  return (
    <Alert color="yellow" title="Someone else saved this product meanwhile" role="alert">
      <Stack gap="sm" align="flex-start">
        <Text fz="md">{messageOf(failure)}</Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={takeTheirs} loading={newest.isPending}>
            Show theirs, drop my changes
          </Button>
          <Button size="xs" variant="default" onClick={keepMine} disabled={newest.isPending}>
            Keep mine
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
