import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQueryClient } from '@tanstack/react-query'
import type { Node } from '#admin/categories/category-tree.ts'
import { count } from '#admin/parts/words.ts'

export const useCategoriesChanged = (then: () => void) => {
  const cache = useQueryClient()
  return () => {
    void cache.invalidateQueries({ queryKey: ['categories'] })
    then()
  }
}

export const askBeforeDeleting = ({ title, product_count, children }: Node, onConfirm: () => void) =>
  modals.openConfirmModal({
    title: `Delete ${title}?`,
    children: (
      <Text fz="md">
        {`Its ${count(product_count, 'product')} stay in the shop.`}
        {children.length > 0 && ` The ${count(children.length, 'category', 'categories')} below it move up.`}
      </Text>
    ),
    labels: { confirm: 'Delete', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })
