import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'

type Question = { title: string; text: string; confirm: string; cancel?: string; isDangerous?: boolean; onConfirm(): void }

/** A question before something that cannot simply be taken back. */
export const askBefore = ({ title, text, confirm, cancel = 'Cancel', isDangerous = false, onConfirm }: Question) =>
  modals.openConfirmModal({
    title,
    children: <Text fz="md">{text}</Text>,
    labels: { confirm, cancel },
    confirmProps: isDangerous ? { color: 'red' } : {},
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })
