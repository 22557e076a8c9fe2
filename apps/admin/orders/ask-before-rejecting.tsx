import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { count } from '#admin/parts/words.ts'

/** Rejecting many gives many payments back, so it is asked once. */
export const askBeforeRejecting = (orders: number, onConfirm: () => void) =>
  modals.openConfirmModal({
    title: `Reject ${count(orders, 'order')}?`,
    children: (
      <Text fz="md">Their stock is free again, payments are given back, and each customer is told by mail. This cannot be undone.</Text>
    ),
    labels: { confirm: `Reject ${count(orders, 'order')}`, cancel: 'Keep them' },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })
