import { ActionBar, Button, Text } from '@mantine/core'
import type { Decision } from '#admin/orders/decisions.ts'
import type { Bulk } from '#admin/orders/use-bulk-keys.ts'

const LOOKS: Record<Decision, { variant: string; color?: string }> = {
  confirm: { variant: 'filled' },
  reject: { variant: 'light', color: 'red' },
  fulfil: { variant: 'filled' },
  cancel: { variant: 'light', color: 'red' },
  cancel_rest: { variant: 'light', color: 'red' },
}

type Props = { bulk: Bulk; count: number; onClear(): void }

/** Rises when rows are selected; says how many of them each action is for. */
export const BulkBar = ({ bulk: { actions, progress }, count, onClear }: Props) => (
  <ActionBar opened={count > 0} onClose={onClear} withinPortal={false} aria-label="Actions for the selected orders" shadow="lg" radius="lg">
    <Text fz="md" fw={500} px="xs" style={{ whiteSpace: 'nowrap' }} role="status">
      {progress ? `${progress.done} of ${progress.of}…` : `${count} selected`}
    </Text>
    <ActionBar.Divider />
    {actions.length === 0 && (
      <Text fz="md" c="dimmed" px="xs">
        Nothing left to decide
      </Text>
    )}
    {actions.map(({ decision, title, count: fitting, act }) => (
      <Button key={decision} size="xs" {...LOOKS[decision]} disabled={progress !== undefined} onClick={act}>
        {title} {fitting}
      </Button>
    ))}
    <ActionBar.CloseButton aria-label="Clear the selection" />
  </ActionBar>
)
